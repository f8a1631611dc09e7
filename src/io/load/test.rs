use super::*;

#[test]
fn an_extract_named_by_the_environment() {
    let Ok(path) = std::env::var("PERIPLUS_TRY") else { return };
    let progress = Progress::default();
    match load(Path::new(&path), &LoadOptions::default(), &Cancel::default(), &progress) {
        Ok(loaded) => {
            println!("{} patients, {} events, as of {:?}, share {:?}", loaded.store.patient_count(), loaded.store.event_count(), loaded.store.head().as_of.map(|t| t.date()), progress.share());
            println!("population {}", loaded.store.head().population.len());
            for (at, source) in loaded.store.head().sources.iter().enumerate() {
                println!("  source {} {} patients", source.id, loaded.store.patients_of_source(crate::base::SourceId(at as u16)).len());
            }
            for r in &loaded.report.resources {
                println!("{} {:?}: {} rows {} events {:?} flagged {:?} {:?}", r.name, r.role, r.rows, r.events,
                    r.set_aside.iter().map(|t| (t.what, t.count, t.distinct_keys)).collect::<Vec<_>>(),
                    r.flagged.iter().map(|t| (t.what, t.count)).collect::<Vec<_>>(), r.error);
            }
            for w in &loaded.report.warnings { println!("{:?} {} {}", w.what, w.about, w.count); }
            for a in &loaded.store.head().attributes { println!("attribute {} {:?}", a.id, match &a.values { crate::store::AttributeValues::Category{names,..} => format!("{:?}", &names[..names.len().min(5)]), _ => String::new() }); }
        }
        Err(error) => println!("{error}"),
    }
}
