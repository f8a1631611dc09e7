//! Charts of findings as files: every chart in every form and language, and tables that hold the same numbers.

use crate::i18n::{Lang, Texts};
use crate::scene::Theme;
use crate::scene::findings::labs::LabPoint;

use super::*;

fn figures() -> Figures {
    let mut days = vec![0; 121];
    (days[4], days[21], days[120]) = (1, 90, 2);
    let point = |event, day, value| LabPoint { event, day, value, band: (Some(1.5), None) };
    let track = LabTrack {
        name: "Neutrophils, absolute".into(),
        unit: "10⁹/L".into(),
        points: vec![point(1, -2.0, 1.1), point(2, 5.0, 3.0)],
    };
    Figures {
        tallies: vec![Tally { id: "C01".into(), title: "Too close".into(), verdicts: [2, 1, 0, 90, 4] }],
        threshold: Some(Threshold {
            points: vec![(0.0, 9), (2.0, 4), (4.0, 0)],
            unit: Unit::Day,
            default: 2.0,
            value: (2.0, 4),
        }),
        intervals: Some(Intervals {
            agent: "docetaxel".into(),
            days,
            found: Some(4),
            schedules: vec![7, 21],
        }),
        labs: Some((vec![track], (-30.0, 30.0), vec![0.0, 4.0])),
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
            assert!(made(Format::Png { scale: 1.0 }).starts_with(b"\x89PNG"), "{chart:?}");
            assert!(made(Format::Csv).ends_with(b"\r\n"), "{chart:?}");
            let picture = scene(chart, &figures, &look).expect("it is there");
            assert!(!picture.description.contains("findings-"), "{}", picture.description);
            let nothing = export(chart, Format::Csv, &Figures::default(), &caption, &look);
            assert_eq!(nothing, Err(ReportError::Nothing));
        }
    }
}

#[test]
fn tables_hold_the_numbers_of_the_pictures() {
    let figures = figures();
    let table = |chart| csv(chart, &figures).expect("it is there");
    let lines: Vec<String> = table(Chart::Tallies).lines().map(str::to_owned).collect();
    assert_eq!(
        lines,
        ["rule,title,violation,explained,cannotJudge,ok,notApplicable", "C01,Too close,2,1,0,90,4"]
    );
    assert_eq!(table(Chart::Curve).lines().nth(2), Some("2,day,4,true"));
    let intervals = table(Chart::Intervals);
    let sum: u32 =
        intervals.lines().skip(1).filter_map(|line| line.split(',').nth(2)?.parse::<u32>().ok()).sum();
    assert_eq!(sum, 93);
    assert_eq!(intervals.lines().nth(5), Some("docetaxel,4,1,true,false"));
    assert_eq!(table(Chart::Labs).lines().nth(1), Some("\"Neutrophils, absolute\",10⁹/L,-2,1.1,1.5,"));
}
