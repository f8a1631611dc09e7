//! Small stores for the tests of pictures, and a picture as lines of text.
//! Nothing here is compiled into the program.

use std::fmt::Write;

use proptest::prelude::*;

use super::primitives::{Scene, Shape};
use crate::base::time::DAY;
use crate::base::{Cancel, Clock, Precision, SourceId, Span, Time};
use crate::model::report::Flaw;
use crate::model::{Kind, Phase, Source, Window};
use crate::store::build::{Meta, Part, Row, assemble};
use crate::store::{Attribute, AttributeValues, Code, CodeTable, FileEntry, Head, Keys, POINT, Store};

/// An event as the tests write it: days are days since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    pub patient: u32,
    pub day: i64,
    /// Days it lasts.
    pub lasts: Option<u32>,
    pub source: u16,
    pub phase: u8,
    pub code: u32,
    pub precision: Precision,
    pub value: Option<f64>,
}

impl Default for Made {
    fn default() -> Self {
        let precision = Precision::Day;
        Self { patient: 0, day: 0, lasts: None, source: 0, phase: 0, code: 0, precision, value: None }
    }
}

/// A store of these events. Even sources are covered for the first 600 days, odd ones have no window.
pub fn store(patients: usize, sources: u16, made: &[Made]) -> Store {
    let source = |n: u16| Source {
        id: format!("s{n}"),
        title: format!("Source {n}"),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: if n.is_multiple_of(2) {
            vec![Window { span: Span { from: Time(0), to: Time(600 * DAY) }, note: None }]
        } else {
            Vec::new()
        },
    };
    let code = |n: u32| Code { code: n.to_string(), label: Some(format!("Code {n}")), ..Code::default() };
    let head = Head {
        clock: Clock::Calendar,
        as_of: Some(Time::from_days(900)),
        sources: (0..sources).map(source).collect(),
        files: (0..sources)
            .map(|n| FileEntry { path: format!("f{n}.csv"), resource: u32::from(n), source: SourceId(n) })
            .collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new((0..5).map(code).collect()),
        units: vec!["g/L".to_owned()],
        keys: Keys::from_ints((100..100 + patients as i64).collect()),
        attributes: vec![Attribute {
            id: "death".to_owned(),
            values: AttributeValues::Date(vec![Some((Time::from_days(700), Precision::Day)); patients]),
        }],
        ..Head::default()
    };
    let mut part = Part {
        patients: (0..patients as u32).collect(),
        codes: (0..5).collect(),
        units: vec![0],
        ..Part::default()
    };
    for (at, event) in made.iter().enumerate() {
        let mut meta = Meta::new(event.phase, event.precision, Precision::Day);
        if at % 17 == 16 {
            meta.flag(Flaw::EndUnreadable);
        }
        let start = Time::from_days(event.day).span(event.precision).from;
        let duration = event.lasts.map_or(POINT, |days| days * 86_400);
        let row = at as u32 + 2;
        part.rows.push(Row {
            start: start.0,
            patient: event.patient,
            duration,
            code: event.code,
            row,
            file: event.source,
            meta,
        });
        if let Some(value) = event.value {
            part.side.value.push((at as u32, value));
            part.side.unit.push((at as u32, 0));
            part.side.ref_low.push((at as u32, 2.0));
        }
    }
    assemble(head, vec![part], 1, &Cancel::default()).unwrap()
}

prop_compose! {
    /// Any event, often at the same time as others.
    pub fn any_event(patients: u32, sources: u16)(
        patient in 0..patients,
        day in prop_oneof![0i64..900, (0i64..6).prop_map(|n| n * 30)],
        lasts in prop_oneof![3 => Just(None), 1 => (0u32..300).prop_map(Some)],
        source in 0..sources,
        phase in 0u8..9,
        code in 0u32..5,
        precision in prop_oneof![
            1 => Just(Precision::Month), 1 => Just(Precision::Year), 8 => Just(Precision::Day), 1 => Just(Precision::Minute)
        ],
        value in prop_oneof![3 => Just(None), 1 => (0.0f64..9.0).prop_map(Some)],
    ) -> Made {
        Made { patient, day, lasts, source, phase, code, precision, value }
    }
}

/// A picture as text: a line an item, with whole pixels.
pub fn outline(scene: &Scene) -> String {
    let mut text = format!("{} x {}: {}\n", scene.width, scene.height, scene.description);
    for item in &scene.items {
        let at = item.shape.bounds();
        let place = format!("{:.0} {:.0} {:.0} {:.0}", at.x, at.y, at.w, at.h);
        let what = match &item.shape {
            Shape::Rect { fill, stroke, .. } => {
                format!("rect {fill:?} {}", if stroke.is_some() { "ringed" } else { "" })
            }
            Shape::Line { stroke, .. } => format!("line {:?}", stroke.ink),
            Shape::Polyline { points, stroke } => format!("path of {} {:?}", points.len(), stroke.ink),
            Shape::Circle { fill, .. } => format!("circle {fill:?}"),
            Shape::Triangle { fill, .. } => format!("triangle {fill:?}"),
            Shape::Text(words) => format!("text {:?}", words.text),
            Shape::Hatch { .. } => "hatch".to_owned(),
            Shape::Dots { .. } => "dots".to_owned(),
            Shape::Image { pixels, .. } => format!("image {}x{}", pixels.width, pixels.height),
        };
        let hit = item.hit.map(|hit| format!(" -> {hit:?}")).unwrap_or_default();
        let alt = item.alt.as_ref().map(|alt| format!(" \"{alt}\"")).unwrap_or_default();
        let _ = writeln!(text, "{place} | {}{hit}{alt}", what.trim_end());
    }
    text
}

/// Texts of a picture that lie over one another, two by two.
pub fn overlapping_texts(scene: &Scene) -> Vec<(String, String)> {
    let texts: Vec<_> = scene
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            Shape::Text(text) => Some((text.area(), text.text.clone())),
            _ => None,
        })
        .collect();
    let mut over = Vec::new();
    for (n, (area, text)) in texts.iter().enumerate() {
        for (other, words) in &texts[..n] {
            if area.overlaps(*other) {
                over.push((words.clone(), text.clone()));
            }
        }
    }
    over
}

/// Texts apart, everything within, and every mark of such a shape that points at something with words.
pub fn well_laid(scene: &Scene, told: impl Fn(&Shape) -> bool) -> Result<(), TestCaseError> {
    prop_assert_eq!(overlapping_texts(scene), vec![]);
    for item in &scene.items {
        let at = item.shape.bounds();
        let within = at.x >= -0.6
            && at.y >= -0.6
            && at.right() <= scene.width + 0.6
            && at.bottom() <= scene.height + 0.6;
        prop_assert!(within, "{:?} in {} x {}", item.shape, scene.width, scene.height);
        if told(&item.shape) && item.hit.is_some() {
            prop_assert!(item.alt.as_ref().is_some_and(|alt| !alt.is_empty()), "{:?}", item.hit);
        }
    }
    prop_assert!(!scene.description.is_empty());
    Ok(())
}
