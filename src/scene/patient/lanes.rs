//! Paints a lane: its name, its ground by coverage, its marks with what they say, and an open stack under it.
//! Where marks go along the axis was arranged before.

use crate::base::{Span, Time, time::DAY};
use crate::compute::{State, Watch};
use crate::store::POINT;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, Text, TextSize, Weight};
use super::super::text::{self, Taken};
use super::lane::{Kind, LINE, Lane, MOST_LINES, Mark};
use super::{Sheet, gaps, tracks};

/// Lanes at least this high have a line of labels, in pixels.
const WITH_LABELS: f32 = 36.0;
/// The phase whose points are round, so that what the journey turns on is seen at once.
const ROUND: &str = "diagnosis";

/// Where the bars of a lane are.
#[derive(Clone, Copy)]
struct Bars {
    top: f32,
    height: f32,
    /// The middle of the line of labels, where there is one.
    labels: Option<f32>,
}

/// What stands in a lane already, and need not be written again.
pub(super) struct Said {
    /// The words for unknown coverage.
    pub unknown: bool,
    /// By gap: its label.
    pub gaps: Vec<bool>,
}

/// Paints a lane at a height.
pub(super) fn paint(sheet: &Sheet, scene: &mut Scene, lane: &Lane, (y, height): (f32, f32), said: &mut Said) {
    let height = height - lane.open_height();
    let area = Area::new(sheet.scale.left, y, sheet.scale.width, height);
    name(sheet, scene, lane, area);
    ground(sheet, scene, lane, area, &mut said.unknown);
    let labels = height >= WITH_LABELS;
    let bars = if labels {
        Bars { top: y + 5.0, height: height - 22.0, labels: Some(y + height - 8.5) }
    } else {
        Bars { top: y + height * 0.15, height: height * 0.7, labels: None }
    };
    for mark in &lane.marks {
        paint_mark(sheet, scene, lane, mark, bars);
    }
    gaps::paint(sheet, scene, lane, area);
    counts_and_labels(sheet, scene, lane, bars);
    gaps::labels(sheet, scene, lane, area, &mut said.gaps);
    if !lane.open.is_empty() {
        open(sheet, scene, lane, y + height + 4.0);
    }
}

fn name(sheet: &Sheet, scene: &mut Scene, lane: &Lane, area: Area) {
    let source = &sheet.store.head().sources[lane.source.index()];
    let middle = area.y + area.h.min(46.0) / 2.0;
    let two = area.h >= 30.0;
    let at = |dy: f32| Pos::new(area.x - 12.0, middle + dy);
    let title =
        Text::new(at(if two { -6.5 } else { 0.0 }), source.title.clone(), TextSize::Normal, Ink::Text);
    let title = title.within(area.x - 20.0).anchored(Anchor::Right);
    let below = if lane.total == 0 { sheet.words.no_record() } else { sheet.words.events(lane.total) };
    let hit = Hit::Source(lane.source);
    scene.add_hit(Shape::Text(title), hit, Some(format!("{}, {below}", source.title)));
    if two {
        let below = Text::new(at(8.0), below, TextSize::Small, Ink::TextMuted).anchored(Anchor::Right);
        scene.add_hit(Shape::Text(below.within(area.x - 20.0)), hit, None);
    }
}

fn ground(sheet: &Sheet, scene: &mut Scene, lane: &Lane, area: Area, said_unknown: &mut bool) {
    let (view, zero) = (sheet.scale.view, sheet.zero);
    // Beyond the end of the data there is nothing to be covered.
    let cut = sheet.store.head().as_of.map_or(i64::MAX, |as_of| as_of.0.saturating_add(DAY));
    let to = view.to.0.saturating_add(zero).min(cut);
    let within = Span { from: Time(view.from.0.saturating_add(zero)), to: Time(to) };
    if within.from >= within.to {
        return;
    }
    let watch = Watch::new(sheet.store, sheet.spec.outages);
    for (span, state) in watch.lane(sheet.spec.patient, lane.source, within) {
        let left = sheet.scale.x_within(span.from.0 - zero, 0.0);
        let right = sheet.scale.x_within(span.to.0 - zero, 0.0);
        let part = Area::new(left, area.y, right - left, area.h);
        if part.w < 0.5 {
            continue;
        }
        scene.fill(part, Ink::Lane);
        let says = match state {
            State::Covered => continue,
            State::NotCovered => {
                let words = sheet.words.not_covered();
                let shape = Shape::Hatch { area: part, ink: Ink::Hatch };
                scene.add_hit(shape, Hit::Source(lane.source), Some(words.clone()));
                words
            }
            State::Unknown => {
                let words = sheet.words.coverage_unknown();
                let shape = Shape::Dots { area: part, ink: Ink::Dots };
                scene.add_hit(shape, Hit::Source(lane.source), Some(words.clone()));
                if std::mem::replace(said_unknown, true) {
                    continue;
                }
                words
            }
        };
        if !say(scene, lane, part, says) && state == State::Unknown {
            *said_unknown = false;
        }
    }
}

/// Writes words into the first stretch of an area that is free of marks and wide enough; says whether there was one.
fn say(scene: &mut Scene, lane: &Lane, area: Area, words: String) -> bool {
    let width = text::width(&words, TextSize::Small.px(), Weight::Regular);
    let mut taken: Vec<(f32, f32)> = lane.marks.iter().map(|mark| (mark.left, mark.right + 60.0)).collect();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut x = area.x + 10.0;
    for (left, right) in taken {
        if right > x && left < x + width + 8.0 {
            x = right + 10.0;
        }
    }
    if x + width + 8.0 > area.right() {
        return false;
    }
    // A clean ground under the words, so that hatching does not cross them.
    // Above the line of labels, where there is one.
    let middle = if area.h >= WITH_LABELS { area.y + (area.h - 22.0) / 2.0 + 5.0 } else { area.centre().y };
    scene.fill(Area::new(x - 4.0, middle - 8.0, width + 8.0, 16.0), Ink::Lane);
    scene.text(Text::new(Pos::new(x, middle), words, TextSize::Small, Ink::TextMuted));
    true
}

/// The area of a mark in its lane.
fn area(mark: &Mark, bars: Bars) -> Area {
    let (row, rows) = (mark.row.0 as f32, mark.row.1.max(1) as f32);
    let each = bars.height / rows;
    let gap = if mark.row.1 > 1 { 1.0 } else { 0.0 };
    // A hair's width between neighbours in time.
    let hair = if mark.width() > 8.0 && !mark.cut.1 { 1.0 } else { 0.0 };
    Area::new(mark.left, bars.top + row * each, mark.width() - hair, each - gap)
}

fn hit(sheet: &Sheet, lane: &Lane, mark: &Mark) -> Hit {
    let starts = &sheet.store.events().start;
    let (first, last) = (mark.events[0], mark.events[mark.events.len() - 1]);
    match mark.kind {
        Kind::Point | Kind::Span | Kind::Vague => Hit::Event(first),
        Kind::Stack => Hit::Stack { source: lane.source, at: Time(starts[first]) },
        Kind::Fold => Hit::More {
            source: lane.source,
            phase: crate::base::PhaseId(mark.phase),
            span: Span { from: Time(starts[first]), to: Time(starts[last].saturating_add(1)) },
        },
    }
}

fn paint_mark(sheet: &Sheet, scene: &mut Scene, lane: &Lane, mark: &Mark, bars: Bars) {
    let slot = sheet.slots[usize::from(mark.phase)];
    let mut area = area(mark, bars);
    let hit = hit(sheet, lane, mark);
    let alt = match mark.events[..] {
        [only] => sheet.event_words(only),
        _ => sheet.words.events(mark.events.len()),
    };
    let point = mark.events.len() == 1 && sheet.store.events().duration[mark.events[0]] == POINT;
    let is_round = point
        && mark.kind != Kind::Vague
        && mark.width() <= 16.0
        && sheet.store.head().phases[usize::from(mark.phase)].id == ROUND;
    if is_round {
        let radius = (area.h / 2.0).min(8.0);
        let centre = Pos::new(mark.left + mark.width() / 2.0, area.y + area.h / 2.0);
        let shape = Shape::Circle { centre, radius, fill: Some(Ink::Phase(slot)), stroke: None };
        scene.add_hit(shape, hit, Some(alt));
        area = Area::new(centre.x - radius, centre.y - radius, radius * 2.0, radius * 2.0);
    } else {
        let whole = area;
        area = arrowheads(scene, mark, area, slot);
        let narrow = mark.width() < 8.0;
        let soft = mark.kind == Kind::Vague || (mark.kind == Kind::Fold && !narrow);
        let fill = if soft { Ink::PhaseSoft(slot) } else { Ink::Phase(slot) };
        // What is known to the month is low and long: it happened somewhere in there.
        if mark.kind == Kind::Vague {
            area = Area::new(area.x, area.y + area.h * 0.3, area.w, area.h * 0.4);
        }
        let stroke = soft.then(|| Stroke::new(Ink::Phase(slot), 1.0));
        let radius = if area.w >= 8.0 && area.h >= 6.0 { 2.5 } else { 1.0 };
        scene.add_hit(Shape::Rect { area, radius, fill: Some(fill), stroke }, hit, Some(alt));
        if mark.events.len() > 1 && narrow {
            // A second edge behind the first: there is more than one.
            let edge = Area::new(whole.right() + 1.0, whole.y + 2.0, 1.5, whole.h - 4.0);
            scene.fill(edge, Ink::Phase(slot));
        }
        area = whole;
    }
    let flaws = &sheet.store.events().flaws;
    if mark.events.iter().any(|&at| flaws[at] != 0) {
        flag(scene, area);
    }
    if sheet.spec.selected.is_some_and(|selected| mark.events.contains(&selected)) {
        let ring = Area::new(area.x - 3.0, area.y - 3.0, area.w + 6.0, area.h + 6.0);
        let stroke = Some(Stroke::new(Ink::Selection, 1.8));
        scene.add(Shape::Rect { area: ring, radius: 4.0, fill: None, stroke });
    }
}

/// Points where a mark goes on beyond the view; gives what is left of its area.
fn arrowheads(scene: &mut Scene, mark: &Mark, mut area: Area, slot: u8) -> Area {
    let size = 6.0f32.min(area.w / 3.0);
    let fill = Ink::Phase(slot);
    let middle = area.y + area.h / 2.0;
    if mark.cut.0 {
        let x = area.x + size;
        let corners = [Pos::new(area.x, middle), Pos::new(x, area.y), Pos::new(x, area.bottom())];
        scene.add(Shape::Triangle { corners, fill });
        area = Area::new(x, area.y, area.w - size, area.h);
    }
    if mark.cut.1 {
        let x = area.right() - size;
        let corners = [Pos::new(area.right(), middle), Pos::new(x, area.y), Pos::new(x, area.bottom())];
        scene.add(Shape::Triangle { corners, fill });
        area = Area::new(area.x, area.y, area.w - size, area.h);
    }
    area
}

fn flag(scene: &mut Scene, area: Area) {
    let (x, y) = (area.x, area.y - 3.0);
    let corners = [Pos::new(x, y - 3.0), Pos::new(x + 7.0, y), Pos::new(x, y + 3.0)];
    scene.add(Shape::Triangle { corners, fill: Ink::Warning });
    scene.line(Pos::new(x, y - 3.0), Pos::new(x, area.y + 4.0), Ink::Warning, 1.0);
}

/// Counts of what stands for several, then what single marks are where that changes; none overlaps another.
fn counts_and_labels(sheet: &Sheet, scene: &mut Scene, lane: &Lane, bars: Bars) {
    let mut taken = Taken::default();
    let size = TextSize::Small;
    let mut marks: Vec<&Mark> = lane.marks.iter().collect();
    marks.sort_by(|a, b| a.left.total_cmp(&b.left));
    for mark in marks.iter().filter(|mark| mark.events.len() > 1) {
        let count = format!("×{}", sheet.words.count(mark.events.len()));
        let wide = text::width(&count, size.px(), Weight::SemiBold);
        let area = area(mark, bars);
        if area.w >= wide + 8.0 && area.h >= 14.0 {
            let soft = mark.kind == Kind::Fold;
            let ink = if soft { Ink::Text } else { Ink::OnPhase(sheet.slots[usize::from(mark.phase)]) };
            let text = Text::new(area.centre(), count, size, ink).semibold().anchored(Anchor::Centre);
            scene.add_hit(Shape::Text(text), hit(sheet, lane, mark), None);
        } else if let Some(y) = bars.labels {
            let x = (mark.left + mark.width() / 2.0)
                .clamp(sheet.scale.left + wide / 2.0, sheet.scale.right() - wide / 2.0);
            if taken.take(x - wide / 2.0 - 3.0, x + wide / 2.0 + 3.0) {
                let text = Text::new(Pos::new(x, y), count, size, Ink::Text).semibold();
                scene.add_hit(Shape::Text(text.anchored(Anchor::Centre)), hit(sheet, lane, mark), None);
            }
        }
    }
    let Some(y) = bars.labels else { return };
    let codes = &sheet.store.events().code;
    let mut last = None;
    for mark in marks {
        let code = codes[mark.events[0]];
        if mark.kind == Kind::Fold || last == Some(code) {
            continue;
        }
        let name = sheet.words.code(sheet.store.head().codes.get(crate::base::CodeId(code)));
        let name = text::fit(&name, 130.0, size.px(), Weight::Regular);
        let wide = text::width(&name, size.px(), Weight::Regular);
        if !name.is_empty()
            && mark.left + wide <= sheet.scale.right()
            && taken.take(mark.left - 3.0, mark.left + wide + 6.0)
        {
            let text = Text::new(Pos::new(mark.left, y), name, size, Ink::TextMuted);
            scene.add_hit(Shape::Text(text), hit(sheet, lane, mark), None);
            last = Some(code);
        }
    }
}

/// The events of an open stack, a line each, under the lane.
fn open(sheet: &Sheet, scene: &mut Scene, lane: &Lane, top: f32) {
    let starts = &sheet.store.events().start;
    let x = sheet.scale.x_within(starts[lane.open[0]] - sheet.zero, 0.0);
    let indent = x.min(sheet.scale.right() - 220.0).max(sheet.scale.left);
    let shown = if lane.open.len() > MOST_LINES { MOST_LINES } else { lane.open.len() };
    let foot = top + shown as f32 * LINE;
    scene.line(Pos::new(x + 2.0, top - 4.0), Pos::new(x + 2.0, foot - LINE / 2.0), Ink::Axis, 1.0);
    for (n, &at) in lane.open[..shown].iter().enumerate() {
        let y = top + (n as f32 + 0.5) * LINE;
        let slot = sheet.slots[usize::from(sheet.store.events().phase[at])];
        let swatch = Area::new(indent + 12.0, y - 4.0, 8.0, 8.0);
        scene.line(Pos::new(x.min(indent) + 2.0, y), Pos::new(indent + 12.0, y), Ink::Axis, 1.0);
        let stroke = (sheet.spec.selected == Some(at)).then(|| Stroke::new(Ink::Selection, 1.8));
        let shape = Shape::Rect { area: swatch, radius: 1.5, fill: Some(Ink::Phase(slot)), stroke };
        let alt = sheet.event_words(at);
        scene.add_hit(shape, Hit::Event(at), Some(alt));
        let code = sheet.store.head().codes.get(crate::base::CodeId(sheet.store.events().code[at]));
        let mut words = sheet.words.code(code);
        if let Some(value) = tracks::value_words(sheet, at) {
            words = format!("{words} · {value}");
        }
        let text = Text::new(Pos::new(indent + 26.0, y), words, TextSize::Small, Ink::Text);
        let room = sheet.scale.right() - indent - 26.0;
        scene.add_hit(Shape::Text(text.within(room)), Hit::Event(at), None);
    }
    if shown < lane.open.len() {
        let y = foot + LINE / 2.0;
        let more = sheet.words.more(lane.open.len() - shown);
        scene.text(Text::new(Pos::new(indent + 26.0, y), more, TextSize::Small, Ink::TextMuted));
    }
}
