//! Charts as files: every chart in every form and language, tables that add up, and captions that say of whom.

use crate::i18n::{Lang, Texts};
use crate::model::Denominator;
use crate::scene::coverage::fixture;
use crate::scene::{Shape, words::English};

use super::*;

/// Runs a test with every result there is.
fn with_figures(test: impl Fn(&Figures)) {
    let lung = fixture::lung();
    let bars = sets::with_complete(&lung, fixture::bars(&lung, 14), SetMode::Exclusive, SetUnit::Patients);
    let drop = fixture::drop_off(&lung);
    let (drift, heat, funnel) = (fixture::drifted(), fixture::heated(&lung), fixture::funnel());
    let (flow, estimates, sources) = (fixture::flow(), fixture::estimates(), fixture::sources());
    test(&Figures {
        sources: &sources,
        patterns: Some(&lung),
        bars: Some(&bars),
        drop_off: Some(&drop),
        drift: Some(&drift),
        heat: Some(&heat),
        funnel: Some((&funnel, &Denominator::Population)),
        flow: Some(&flow),
        estimates: Some((&estimates, 8000)),
        ..Figures::default()
    });
}

fn caption() -> Caption {
    Caption {
        title: "Title & more".to_owned(),
        heads: "3,206 of 8,000 patients".to_owned(),
        chain: vec!["region North".to_owned(), "diagnosis 2018–2021".to_owned()],
        as_of: "as of 31 Dec 2024".to_owned(),
    }
}

/// Fields of each line; a quoted field may hold commas, quotes and line ends (RFC 4180).
fn read(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    assert!(row.is_empty() && field.is_empty(), "the last line has no end");
    rows
}

#[test]
fn every_chart_leaves_in_every_form_and_language() {
    with_figures(|of| {
        for (lang, theme) in [(Lang::En, Theme::light()), (Lang::Nl, Theme::dark())] {
            let texts = Texts::new(lang);
            let look = Look { width: 640.0, height: 320.0, theme, texts: &texts };
            for chart in Chart::ALL {
                let svg = export(chart, Format::Svg, of, &caption(), &look).unwrap();
                let svg = String::from_utf8(svg).unwrap();
                assert!(svg.contains("Title &amp; more") && svg.contains("3,206 of 8,000"), "{chart:?}");
                let title = texts.t(words::title_key(chart));
                assert!(svg.contains(&format!("<title>{title}</title>")), "{chart:?} has no title");
                assert!(!svg.contains("chart-"), "{chart:?} has a text without words");
                let png = export(chart, Format::Png { scale: 1.0 }, of, &caption(), &look).unwrap();
                assert!(png.starts_with(b"\x89PNG"));
                let csv =
                    String::from_utf8(export(chart, Format::Csv, of, &caption(), &look).unwrap()).unwrap();
                let rows = read(&csv);
                assert!(rows.len() > 1, "{chart:?} has no row");
                assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{chart:?}: {csv}");
            }
        }
    });
}

#[test]
fn a_chart_without_its_result_is_refused() {
    let texts = Texts::new(Lang::En);
    let look = Look { width: 300.0, height: 200.0, theme: Theme::light(), texts: &texts };
    for chart in Chart::ALL {
        for format in [Format::Svg, Format::Csv, Format::Png { scale: 1.0 }] {
            let made = export(chart, format, &Figures::default(), &Caption::default(), &look);
            assert_eq!(made, Err(ReportError::Nothing));
        }
    }
}

#[test]
fn tables_add_up() {
    with_figures(|of| {
        let texts = Texts::new(Lang::En);
        let sum = |chart, column: &str| -> f64 {
            let rows = read(&csv(chart, of, &texts).unwrap());
            let at = rows[0].iter().position(|head| head == column).unwrap();
            rows[1..].iter().map(|row| row[at].parse::<f64>().unwrap_or(0.0)).sum()
        };
        let drop = of.drop_off.unwrap();
        let lost = drop.start - drop.steps.last().unwrap().remaining;
        assert!((sum(Chart::Costs, "loss") - lost as f64).abs() < 1e-6);
        let shown: u64 = of.bars.unwrap().bars.iter().map(|bar| bar.patients).sum();
        assert_eq!(sum(Chart::Sets, "patients"), shown as f64);
        assert_eq!(sum(Chart::DropOff, "most"), drop.spread.iter().map(|s| s.most as f64).sum::<f64>());
    });
}

#[test]
fn fields_with_commas_and_quotes_are_quoted() {
    let patterns = fixture::patterns(&["GP, north", "Lab \"A\""], &[(1, 3), (3, 4)], 10);
    let drop = fixture::drop_off(&patterns);
    let rows = read(&table::costs_csv(&patterns, &drop));
    assert_eq!(rows[1][0], "GP, north");
    assert_eq!(rows[2][0], "Lab \"A\"");
}

#[test]
fn a_caption_says_of_whom_and_hides_nothing() {
    with_figures(|of| {
        let texts = Texts::new(Lang::En);
        let look = Look { width: 320.0, height: 200.0, theme: Theme::light(), texts: &texts };
        let plain = scene(Chart::Costs, of, &look).unwrap();
        let whole = captioned(&plain, &caption());
        assert!(whole.height > plain.height && whole.width == plain.width);
        assert_eq!(
            whole.items.iter().filter(|item| item.hit.is_some()).count(),
            plain.items.iter().filter(|item| item.hit.is_some()).count()
        );
        let said: Vec<&str> = whole
            .items
            .iter()
            .filter_map(|item| match &item.shape {
                Shape::Text(text) => Some(text.text.as_str()),
                _ => None,
            })
            .collect();
        let said = said.join(" ");
        for part in ["Title & more", "3,206 of 8,000 patients", "region North", "as of 31 Dec 2024"] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
    });
}

/// Each phrase that is more than a name.
fn phrases() -> Vec<crate::scene::coverage::Phrase<'static>> {
    use crate::scene::coverage::Phrase as P;
    let (n, of, share, sets, amount, set) = ("12", "40", "30 %", "A and B", "12 patients", "A");
    let mut all = vec![
        P::Of { n, of, share },
        P::Only { sets, amount, share },
        P::AtLeast { sets, amount, share },
        P::AnyOf { sets, amount, share },
        P::Unit(SetUnit::Patients),
        P::Unit(SetUnit::PersonTime),
        P::InNone { amount, share },
        P::SetsShown { sets: n, bars: of },
        P::Everyone,
        P::Left { set, amount, change: "−3 %" },
        P::Orders { least: n, most: of, q1: n, q3: of, median: n },
        P::EveryOrder { sampled: false },
        P::EveryOrder { sampled: true },
        P::HalfOfOrders,
        P::MedianOrder,
        P::Cost { set, patients: amount },
        P::Sum { lost: n, start: of, left: n },
        P::Best { size: n, of, amount, without: set },
        P::AllSets { of, amount },
        P::NumberOfSets,
        P::Difference,
        P::DifferenceIs { value: n },
        P::NoDifference,
        P::Kept { n },
        P::NotKept { n },
        P::Mean { mean: n, sd: n, known: of },
        P::Known { n, of, share },
        P::Every,
        P::Greyed { least: n },
        P::ShareOfLevel,
        P::Window { from: n, to: of },
        P::AllOfTime,
        P::Records { n },
        P::Keys { n },
        P::Excluded { n },
        P::Between { low: n, high: of },
        P::About { n },
    ];
    all.extend(Chart::ALL.map(P::Title));
    all
}

#[test]
fn english_reads_the_same_in_tests_and_files_and_dutch_is_dutch() {
    use crate::scene::coverage::CoverageWords;
    let (en, nl) = (Texts::new(Lang::En), Texts::new(Lang::Nl));
    for phrase in phrases() {
        let english = English.phrase(phrase).to_lowercase();
        assert_eq!(Worded(&en).phrase(phrase).to_lowercase(), english);
        let dutch = Worded(&nl).phrase(phrase).to_lowercase();
        let same_in_both = ["12 records", "in a and b: 12 patients (30 %)"].contains(&english.as_str());
        assert!(!dutch.is_empty() && (dutch != english || same_in_both), "{phrase:?} reads {dutch}");
    }
    for share in [0.0, 0.0004, 0.5, 0.9999, 1.0] {
        for decimals in [0, 1] {
            assert_eq!(English.percent(share, decimals), Worded(&en).percent(share, decimals));
        }
    }
    assert_eq!(English.change(-0.4), Worded(&en).change(-0.4));
    assert_eq!(English.person_years(1234.0), Worded(&en).person_years(1234.0));
}
