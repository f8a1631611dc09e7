//! Journeys: no event is lost, no text lies over another, and what a small picture holds.

use proptest::prelude::*;

use super::super::fixture::{Made, any_event, outline, overlapping_texts, store};
use super::super::words::English;
use super::lane::Kind;
use super::*;
use crate::base::Precision;
use crate::model::rule::Severity;
use crate::model::{Evidence, Explanation, Gap, GapKind};

fn spec(mask: &EventMask) -> PatientSpec<'_> {
    PatientSpec {
        patient: PatientId(0),
        anchor: None,
        view: Span { from: Time(-30 * DAY), to: Time(960 * DAY) },
        width: 900.0,
        height: 400.0,
        hidden: &[],
        selected: None,
        expanded: None,
        tracks: 2,
        title: true,
        mask,
        outages: &[],
        gaps: &[],
    }
}

proptest! {
    #[test]
    fn every_event_in_view_is_in_one_mark(
        made in prop::collection::vec(any_event(1, 2), 0..120), from in -100i64..900, days in 1i64..1200, width in 80.0f32..1500.0,
    ) {
        let store = store(1, 2, &made);
        let view = Span { from: Time(from * DAY), to: Time((from + days) * DAY) };
        let scale = Scale::new(view, 100.0, width);
        for source in 0..2u16 {
            let events: Vec<usize> = (0..store.event_count()).filter(|&at| store.events().source[at] == source as u8).collect();
            let lane = lane::arrange(&store, SourceId(source), &events, &scale, 0, None);
            let mut drawn: Vec<usize> = lane.marks.iter().flat_map(|mark| mark.events.iter().copied()).collect();
            drawn.sort_unstable();
            let touches = |at: &usize| {
                let (start, end) = (extent::start(&store, *at), extent::end(&store, *at));
                start < view.to.0 && (end > view.from.0 || start >= view.from.0)
            };
            prop_assert_eq!(drawn, events.iter().copied().filter(touches).collect::<Vec<_>>());
            for mark in &lane.marks {
                prop_assert!(mark.left >= scale.left && mark.right <= scale.right() + 0.01 && mark.left <= mark.right);
                prop_assert!(mark.row.0 < mark.row.1);
                prop_assert!((mark.events.len() > 1) == matches!(mark.kind, Kind::Stack | Kind::Fold));
            }
            // Rows of what has a length hold no two marks over one another.
            let wide: Vec<_> = lane.marks.iter().filter(|mark| lane.rows > 0 && mark.row.1 == lane.rows && mark.width() > 8.0).collect();
            for (n, a) in wide.iter().enumerate() {
                for b in wide[..n].iter().filter(|b| b.row == a.row && a.kind == Kind::Span && b.kind == Kind::Span) {
                    prop_assert!(a.left + 0.6 >= b.right || b.left + 0.6 >= a.right);
                }
            }
        }
    }

    #[test]
    fn no_text_lies_over_another_and_all_fits(
        made in prop::collection::vec(any_event(1, 20), 0..150), sources in 1u16..20, from in -100i64..900, days in 1i64..1200,
        width in 400.0f32..1600.0, height in 200.0f32..1200.0, anchor in prop::option::of(0i64..900), open in any::<prop::sample::Index>(),
    ) {
        let made: Vec<Made> = made.into_iter().map(|event| Made { source: event.source % sources, ..event }).collect();
        let store = store(1, sources, &made);
        let mask = EventMask::all(&store);
        let zero = anchor.unwrap_or(0);
        let stack = (!made.is_empty()).then(|| store.events().get(open.index(made.len())));
        let scene = scene(&store, &PatientSpec {
            anchor: anchor.map(Time::from_days),
            view: Span { from: Time((from - zero) * DAY), to: Time((from + days - zero) * DAY) },
            width, height,
            expanded: stack.map(|event| (event.source, event.start)),
            selected: Some(0),
            ..spec(&mask)
        }, &English);
        prop_assert_eq!(overlapping_texts(&scene), vec![]);
        for item in &scene.items {
            let bounds = item.shape.bounds();
            prop_assert!(bounds.bottom() <= scene.height + 0.01, "{:?}", item);
            prop_assert!(bounds.y >= -0.01);
        }
    }
}

#[test]
fn a_small_journey() {
    let at = |day| Made { day, ..Made::default() };
    let made = [
        at(40),
        Made { precision: Precision::Month, ..at(250) },
        Made { lasts: Some(90), source: 1, phase: 1, code: 1, ..at(100) },
        Made { lasts: Some(2000), source: 1, phase: 1, code: 1, ..at(200) },
        Made { source: 1, phase: 2, code: 2, ..at(50) },
        Made { source: 1, phase: 2, code: 3, ..at(50) },
        Made { source: 0, phase: 5, code: 4, value: Some(3.5), ..at(300) },
        Made { source: 0, phase: 5, code: 4, value: Some(1.25), ..at(340) },
    ];
    let store = store(1, 3, &made);
    let mask = EventMask::all(&store);
    let expanded = Some((SourceId(1), Time::from_days(50)));
    let spec =
        PatientSpec { anchor: Some(Time::from_days(40)), expanded, hidden: &[SourceId(2)], ..spec(&mask) };
    insta::assert_snapshot!(outline(&scene(&store, &spec, &English)));
}

#[test]
fn twenty_sources_make_the_picture_as_high_as_they_need() {
    let store = store(1, 20, &[Made::default()]);
    let mask = EventMask::all(&store);
    let picture = scene(&store, &PatientSpec { height: 300.0, ..spec(&mask) }, &English);
    assert!(picture.height >= 20.0 * 28.0);
    let whole = whole_view(&store, PatientId(0), None, &mask);
    assert!(whole.contains(Time(0)) && whole.contains(Time::from_days(700)));
}

#[test]
fn findings_stand_over_their_events_and_the_worst_is_labelled() {
    let made: Vec<Made> = vec![
        Made { patient: 0, source: 0, day: 100, ..Made::default() },
        Made { patient: 0, source: 0, day: 104, ..Made::default() },
        Made { patient: 0, source: 1, day: 104, ..Made::default() },
    ];
    let store = store(1, 2, &made);
    let mask = EventMask::all(&store);
    let spec = spec(&mask);
    let mark = |place, severity, events: &[usize]| FindingMark {
        place,
        events: events.to_vec(),
        severity,
        quiet: false,
        label: format!("C0{place} 4 days"),
        words: "too close".into(),
    };
    let found = [mark(1, Severity::Info, &[0, 1]), mark(2, Severity::Error, &[0, 1, 2])];
    let scene = scene_with(&store, &spec, &found, &English);
    let scale = scale(spec.view, spec.width);
    let starts = &store.events().start;
    for found in &found {
        for &event in &found.events {
            let x = scale.x(starts[event]);
            let over = scene.items.iter().any(|item| {
                let bounds = item.shape.bounds();
                item.hit == Some(Hit::Finding(found.place)) && (bounds.x..=bounds.right()).contains(&x)
            });
            assert!(over, "nothing over event {event}");
        }
    }
    let labels: Vec<&str> = scene
        .items
        .iter()
        .filter_map(|item| match (&item.shape, item.hit) {
            (Shape::Text(text), Some(Hit::Finding(_))) => Some(text.text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(labels, ["C02 4 days"], "there is room for one, and it is the worse one's");
    assert!(overlapping_texts(&scene).is_empty());
}

fn gap(from: i64, to: i64, why: Explanation, watched: u64) -> Gap {
    Gap {
        patient: PatientId(0),
        kind: GapKind::Silence,
        span: Span { from: Time::from_days(from), to: Time::from_days(to) },
        phase: None,
        code: None,
        step: None,
        source: None,
        explanation: why,
        watched,
        unknown: 0,
        evidence: vec![Evidence::Before(0)],
    }
}

fn mark(place: usize, gap: Gap) -> GapMark {
    GapMark { place, gap, picked: place == 0, label: format!("gap {place}"), words: "why".into() }
}

proptest! {
    /// Every gap in view is in the lane of each source that watched, no label lies over another text, and the legend
    /// names every explanation there is.
    #[test]
    fn gaps_stand_in_the_lanes_of_those_who_watched(
        made in prop::collection::vec(any_event(1, 3), 1..60), width in 400.0f32..1400.0, height in 200.0f32..900.0,
        gaps in prop::collection::vec((0i64..800, 5i64..300, 0usize..6, 1u64..8), 0..8),
    ) {
        let store = store(1, 3, &made);
        let mask = EventMask::all(&store);
        let marks: Vec<GapMark> = gaps.iter().enumerate().map(|(place, &(from, days, why, watched))| {
            mark(place, gap(from, from + days, Explanation::ALL[why], watched))
        }).collect();
        let scene = scene(&store, &PatientSpec { width, height, gaps: &marks, ..spec(&mask) }, &English);
        prop_assert_eq!(overlapping_texts(&scene), vec![]);
        for mark in &marks {
            let stretches = scene.items.iter().filter(|item| {
                item.hit == Some(Hit::Gap(mark.place)) && item.shape.bounds().h <= 5.1
            });
            prop_assert_eq!(stretches.count(), mark.gap.watched.count_ones() as usize);
        }
        let text = outline(&scene);
        for why in Explanation::ALL {
            let count = marks.iter().filter(|mark| mark.gap.explanation == why).count();
            let named = text.contains(&format!("\"{} {count}\"", why.name()));
            prop_assert!(count == 0 || named || width < 900.0, "{} is not in the legend", why.name());
        }
    }
}
