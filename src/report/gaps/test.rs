//! Charts of gaps as files: every chart in every form and language, and tables that hold the same numbers.

use crate::base::PhaseId;
use crate::compute::gaps::path::StepCount;
use crate::i18n::{Lang, Texts};
use crate::model::GapKind;
use crate::scene::Theme;
use crate::scene::gaps::bars::Of;

use super::*;

fn figures() -> Figures {
    let bar = |of, title: &str, not_said| Bar {
        of,
        title: title.into(),
        counts: [5, 1, 0, 0, 2, 9],
        not_said,
        patients: [4, 1, 0, 0, 1, 7],
    };
    let (mut came, mut censored) = (vec![0; 100], vec![0; 100]);
    (came[10], came[40], censored[40], censored[99]) = (6, 2, 3, 1);
    let times = Transition { from: PhaseId(0), to: PhaseId(1), came, censored };
    let lines = SupplyModel::ALL.map(|model| (Some(model), vec![90, 61, 4]));
    let curve = Flagged { lines: lines.to_vec(), chosen: 1, last: 100, default: 60, value: 70 };
    let model = |model| ModelBar { model, flagged: 2, pdc: 0.75, low: 0.5, mpr: 1.0, high: 0.25 };
    Figures {
        kinds: vec![bar(Of::Kind(GapKind::Silence), "Silence", 0)],
        sources: vec![bar(Of::Source(0), "GP, north", 4)],
        times: Some(Times { from: "Diagnosis".into(), to: "Treatment".into(), times, threshold: Some(30) }),
        silences: Some(Flagged {
            lines: vec![(None, vec![900, 200])],
            last: 1000,
            default: 180,
            value: 180,
            chosen: 0,
        }),
        grace: Some(curve),
        supply: Some((SupplyModel::ALL.map(model).to_vec(), SupplyModel::Hospital)),
        visits: vec![StepBar {
            title: "3 months".into(),
            step: (0, 0),
            count: StepCount { taken: 8, missing: [1, 0, 0, 0, 0, 2], not_due: 3, skipped: 0 },
        }],
    }
}

#[test]
fn every_chart_leaves_in_every_form_with_its_caption() {
    let (figures, caption) =
        (figures(), Caption { title: "Title".into(), heads: "4 of 9".into(), ..Caption::default() });
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        let look = Look { width: 700.0, height: 300.0, theme: Theme::light(), texts: &texts };
        for chart in Chart::ALL {
            let made = |format| export(chart, format, &figures, &caption, &look).expect("it is there");
            let svg = String::from_utf8(made(Format::Svg)).expect("text");
            assert!(svg.starts_with("<svg") && svg.contains("4 of 9"), "{chart:?}");
            assert!(!svg.contains("gaps-") && !svg.contains("gap-"), "a text is missing: {chart:?}");
            assert!(made(Format::Png { scale: 1.0 }).starts_with(b"\x89PNG"), "{chart:?}");
            assert!(made(Format::Csv).ends_with(b"\r\n"), "{chart:?}");
            let picture = scene(chart, &figures, &look).expect("it is there");
            let alts = picture.items.iter().filter_map(|item| item.alt.as_deref());
            for words in alts.chain([picture.description.as_str()]) {
                assert!(!words.contains("gaps-") && !words.contains("gap-"), "{words}");
            }
            let nothing = export(chart, Format::Csv, &Figures::default(), &caption, &look);
            assert_eq!(nothing, Err(ReportError::Nothing));
        }
    }
}

#[test]
fn tables_hold_the_numbers_of_the_pictures() {
    let figures = figures();
    let table = |chart| csv(chart, &figures).expect("it is there");
    let line = |chart, at| table(chart).lines().nth(at).map(str::to_owned);
    assert_eq!(
        line(Chart::Sources, 0).as_deref(),
        Some("source,clinical,coverage,route,precision,outage,cannotTell,notSaid")
    );
    assert_eq!(line(Chart::Sources, 1).as_deref(), Some("\"GP, north\",5,1,0,0,2,9,4"));
    assert_eq!(line(Chart::Waiting, 1).as_deref(), Some("Diagnosis,Treatment,10,12,6,0,0.5"));
    assert_eq!(table(Chart::Waiting).lines().count(), 4, "days on which nothing changes are left out");
    assert_eq!(line(Chart::Grace, 61).as_deref(), Some("60,2,2,2,2,true,false"));
    assert_eq!(line(Chart::Silences, 0).as_deref(), Some("days,patients,default,set"));
    assert_eq!(line(Chart::Supply, 2).as_deref(), Some("stockpile,2,0.75,0.5,1,0.25"));
    assert_eq!(line(Chart::Visits, 1).as_deref(), Some("1,1,3 months,8,1,0,0,0,0,2,3,0"));
}
