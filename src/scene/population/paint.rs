//! Puts the picture of all journeys together: legend, axis, groups, rows, day 0 and histogram.
//! It reads what was drawn and counts nothing itself, so that a frame of the window can afford it.

use crate::base::PhaseId;
use crate::compute::Axis;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Text, TextSize, Weight};
use super::super::scale::Scale;
use super::super::words::Words;
use super::super::{text, theme, ticks};
use super::draw::{Drawn, Histogram, Marks};
use super::marks::Mark;
use super::{Frame, GROUP_GAP, Population, PopulationView};

/// Height of a group's two lines of text, in pixels.
const GROUP_LABEL: f32 = 30.0;

/// The picture. What was drawn for another view is shown where it would be in this one.
pub fn scene(of: &Population, view: &PopulationView, drawn: Option<&Drawn>, words: &dyn Words) -> Scene {
    let mut scene = Scene::new(view.width, view.height);
    let frame = view.frame(of.rows);
    let scale = view.scale(of.rows);
    scene.fill(Area::new(0.0, 0.0, view.width, view.height), Ink::Background);
    legend(&mut scene, of, &frame, words);
    axis(&mut scene, view, &frame, &scale, words);
    if of.rows.groups.len() > 1 {
        groups(&mut scene, of, view, &frame, words);
    } else if view.row_height >= 13.5 {
        names(&mut scene, of, view, &frame);
    }
    let mut events = 0;
    if let Some(drawn) = drawn {
        rows(&mut scene, of, view, &frame, drawn);
        if frame.histogram.h > 8.0 {
            histogram(&mut scene, &frame, &scale, &drawn.histogram, words);
        }
        events = drawn.histogram.counts.iter().sum::<u64>() as usize;
    }
    if view.axis == Axis::Days {
        day0(&mut scene, &frame, &scale);
    }
    scene.description = words.journeys(of.rows.order.len(), events);
    scene
}

fn legend(scene: &mut Scene, of: &Population, frame: &Frame, words: &dyn Words) {
    let phases = &of.store.head().phases;
    let slots = theme::slots(phases);
    let used = of.store.phases_used();
    let inks = of.found.map(|found| found.kind().inks()).unwrap_or_default();
    let names: Vec<(usize, String)> = if let Some(found) = of.found {
        found.kind().names(words).into_iter().enumerate().collect()
    } else {
        let used = (0..phases.len()).filter(|n| used >> n & 1 == 1);
        used.map(|n| (n, words.phase(&phases[n]))).collect()
    };
    let widths = names.iter().map(|(_, name)| text::width(name, TextSize::Normal.px(), Weight::Regular));
    let widest = widths.fold(0.0, f32::max);
    // One distance for all where they fit, so that the names stand in columns.
    let step = (frame.legend.w / names.len().max(1) as f32).min(widest + 44.0);
    let y = frame.legend.centre().y;
    for (place, (n, name)) in names.into_iter().enumerate() {
        let x = frame.legend.x + place as f32 * step;
        let swatch = Area::new(x, y - 5.0, 10.0, 10.0);
        let fill = if of.found.is_some() { inks[n] } else { Ink::Phase(slots[n]) };
        let shape = Shape::Rect { area: swatch, radius: 2.0, fill: Some(fill), stroke: None };
        let label = Text::new(Pos::new(x + 15.0, y), name.as_str(), TextSize::Normal, Ink::TextMuted);
        let label = Shape::Text(label.within(step - 22.0));
        if of.found.is_some() {
            scene.add(shape);
            scene.add(label);
        } else {
            let hit = Hit::Phase(PhaseId(n as u8));
            scene.add_hit(shape, hit, Some(name));
            scene.add_hit(label, hit, None);
        }
    }
}

fn axis(scene: &mut Scene, view: &PopulationView, frame: &Frame, scale: &Scale, words: &dyn Words) {
    for tick in ticks::ticks(scale, view.axis, words, 24.0) {
        if tick.label_ends().0 < 4.0 {
            continue;
        }
        let (top, bottom) = (frame.plot.y, frame.plot.bottom());
        scene.line(Pos::new(tick.x, top), Pos::new(tick.x, bottom), Ink::Grid, 1.0);
        let ink = if tick.major { Ink::Text } else { Ink::TextMuted };
        let label = Text::new(Pos::new(tick.x, top - 12.0), tick.label, TextSize::Small, ink);
        let label = label.anchored(Anchor::Centre);
        scene.text(if tick.major { label.semibold() } else { label });
    }
}

fn day0(scene: &mut Scene, frame: &Frame, scale: &Scale) {
    let x = scale.x(0);
    if x >= scale.left && x <= scale.right() {
        let line = Shape::Line {
            from: Pos::new(x, frame.plot.y - 4.0),
            to: Pos::new(x, frame.plot.bottom()),
            stroke: super::super::Stroke::new(Ink::Day0, 1.5),
        };
        scene.add_hit(line, Hit::Day0, None);
    }
}

fn groups(scene: &mut Scene, of: &Population, view: &PopulationView, frame: &Frame, words: &dyn Words) {
    let mut taken = text::Taken::default();
    let most = frame.plot.x - 20.0;
    for strip in view.strips(of.rows) {
        let height = strip.rows.len() as f64 * view.row_height;
        let top = frame.plot.y + (strip.top - view.scroll) as f32;
        let bottom = (top + height as f32).min(frame.plot.bottom());
        let top = top.max(frame.plot.y);
        if bottom < top + 1.0 {
            continue;
        }
        if strip.group > 0 && top > frame.plot.y {
            let y = top - GROUP_GAP as f32 / 2.0;
            scene.line(Pos::new(frame.plot.x, y), Pos::new(frame.plot.right(), y), Ink::Grid, 1.0);
        }
        let middle = f32::midpoint(top, bottom);
        let Some(group) = of.rows.groups.get(strip.group) else { continue };
        if !taken.take(middle - GROUP_LABEL / 2.0, middle + GROUP_LABEL / 2.0) {
            continue;
        }
        let title = words.group(&group.title, &of.store.head().sources);
        let at = |y| Pos::new(frame.plot.x - 12.0, y);
        let label = Text::new(at(middle - 7.0), title.clone(), TextSize::Normal, Ink::Text).within(most);
        let count = words.patients(group.rows.len());
        let below = Text::new(at(middle + 8.0), count.clone(), TextSize::Small, Ink::TextMuted);
        let hit = Hit::Group(strip.group);
        let alt = Some(format!("{title}, {count}"));
        scene.add_hit(Shape::Text(label.anchored(Anchor::Right)), hit, alt);
        scene.add_hit(Shape::Text(below.anchored(Anchor::Right)), hit, None);
    }
}

fn names(scene: &mut Scene, of: &Population, view: &PopulationView, frame: &Frame) {
    for row in view.rows_in_sight(of.rows) {
        let patient = of.rows.order[row];
        let y = view.y_of(of.rows, row) + view.row_height as f32 / 2.0;
        if y < frame.plot.y + 4.0 || y > frame.plot.bottom() - 4.0 {
            continue;
        }
        let key = of.store.head().keys.text(patient.index());
        if let Some(note) = of.notes.and_then(|notes| notes.get(&key)) {
            let (centre, fill) = (Pos::new(frame.plot.x - 4.5, y), Some(Ink::Accent));
            let shape = Shape::Circle { centre, radius: 2.5, fill, stroke: None };
            scene.add_hit(shape, Hit::Patient(patient), Some(note.clone()));
        }
        let label = Text::new(Pos::new(frame.plot.x - 10.0, y), key, TextSize::Small, Ink::TextMuted);
        let label = label.within(frame.plot.x - 16.0).anchored(Anchor::Right);
        scene.add_hit(Shape::Text(label), Hit::Patient(patient), None);
    }
}

/// From places in the view that was drawn to places in the view that is shown.
struct Shift {
    x: (f32, f32),
    y: (f32, f32),
}

impl Shift {
    fn new(of: &Population, drawn: &PopulationView, shown: &PopulationView) -> Self {
        let (old, new) = (drawn.scale(of.rows), shown.scale(of.rows));
        let (old_plot, new_plot) = (drawn.frame(of.rows).plot, shown.frame(of.rows).plot);
        let stretch = (new.px_per_us() / old.px_per_us()) as f32;
        let taller = shown.row_height / drawn.row_height;
        Self {
            x: (stretch, new.x(drawn.time.from.0) - old_plot.x * stretch),
            y: (
                taller as f32,
                (f64::from(new_plot.y) - shown.scroll + (drawn.scroll - f64::from(old_plot.y)) * taller)
                    as f32,
            ),
        }
    }

    fn area(&self, area: Area) -> Area {
        let (x, y) = (area.x * self.x.0 + self.x.1, area.y * self.y.0 + self.y.1);
        Area::new(x, y, area.w * self.x.0, area.h * self.y.0)
    }
}

fn rows(scene: &mut Scene, of: &Population, view: &PopulationView, frame: &Frame, drawn: &Drawn) {
    let shift = (drawn.view != *view).then(|| Shift::new(of, &drawn.view, view));
    let place = |area| shift.as_ref().map_or(area, |shift| shift.area(area));
    match &drawn.marks {
        Marks::Many(pixels) => {
            let area = place(drawn.view.frame(of.rows).plot);
            scene.add(Shape::Image { area, clip: frame.plot, pixels: pixels.clone() });
        }
        Marks::Few(marks) => {
            let slots = theme::slots(&of.store.head().phases);
            let inks = of.found.map(|found| found.kind().inks());
            for mark in marks {
                let area = cut(place(mark.area), frame.plot);
                if area.w > 0.0 && area.h > 0.0 {
                    add_mark(scene, mark, area, (&slots, inks.as_deref()));
                }
            }
        }
    }
}

fn add_mark(scene: &mut Scene, mark: &Mark, area: Area, (slots, inks): (&[u8], Option<&[Ink]>)) {
    let radius = if area.h >= 6.0 && area.w >= 8.0 { 2.0 } else { 0.0 };
    let slot = slots.get(usize::from(mark.class)).copied().unwrap_or(u8::MAX);
    let ink = match (inks, mark.start) {
        (Some(inks), _) => inks.get(usize::from(mark.class)).copied().unwrap_or(Ink::Bar),
        (None, true) => Ink::Phase(slot),
        (None, false) => Ink::PhaseSoft(slot),
    };
    let shape = Shape::Rect { area, radius, fill: Some(ink), stroke: None };
    scene.add_hit(shape, Hit::Event(mark.event), None);
}

/// The part of an area that lies in another.
fn cut(area: Area, within: Area) -> Area {
    let (left, right) = (area.x.max(within.x), area.right().min(within.right()));
    let (top, bottom) = (area.y.max(within.y), area.bottom().min(within.bottom()));
    Area::new(left, top, right - left, bottom - top)
}

fn histogram(scene: &mut Scene, frame: &Frame, scale: &Scale, bins: &Histogram, words: &dyn Words) {
    let area = frame.histogram;
    let head = words.events_per(bins.days);
    let at = Pos::new(frame.plot.x - 12.0, area.y + area.h / 2.0);
    let most = bins.counts.iter().copied().max().unwrap_or(0);
    let split = head.find(' ').filter(|_| text::width(&head, 12.5, Weight::SemiBold) > frame.plot.x - 20.0);
    let head = |text: &str, y: f32| {
        Text::new(Pos::new(at.x, y), text, TextSize::Normal, Ink::Text).semibold().anchored(Anchor::Right)
    };
    let title = words.events_per(bins.days);
    match split {
        Some(at_space) => {
            scene.text(head(&title[..at_space], at.y - 15.0).within(frame.plot.x - 14.0));
            let rest = &title[at_space + 1..];
            let rest = Text::new(Pos::new(at.x, at.y + 0.5), rest, TextSize::Small, Ink::Text);
            scene.text(rest.within(frame.plot.x - 16.0).anchored(Anchor::Right));
        }
        None => scene.text(head(&title, at.y - 7.0)),
    }
    let peak = format!("≤ {}", words.count(most as usize));
    let below = if split.is_some() { 15.5 } else { 8.0 };
    let peak = Text::new(Pos::new(at.x, at.y + below), peak, TextSize::Small, Ink::TextMuted);
    scene.text(peak.anchored(Anchor::Right));
    let (from, to) = (bins.span.from.0, bins.span.to.0);
    let width = (to - from) / bins.counts.len().max(1) as i64;
    for (n, &count) in bins.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let start = from + n as i64 * width;
        let left = scale.x(start).max(area.x);
        let right = (scale.x(start + width) - 1.0).min(area.right());
        let height = (count as f32 / most as f32 * area.h).max(1.0);
        if right > left {
            let bar = Area::new(left, area.bottom() - height, right - left, height);
            let shape = Shape::Rect { area: bar, radius: 0.0, fill: Some(Ink::Bar), stroke: None };
            let span =
                crate::base::Span { from: crate::base::Time(start), to: crate::base::Time(start + width) };
            scene.add_hit(shape, Hit::Bin(span), Some(words.events(count as usize)));
        }
    }
    let (left, right) = (Pos::new(area.x, area.bottom()), Pos::new(area.right(), area.bottom()));
    scene.line(left, right, Ink::Axis, 1.0);
}
