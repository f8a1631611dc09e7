//! Stacked bars: how wide each part is, how it looks, and the legend that says so.
//! Colour and pattern are those that mark gaps in a journey: hatched is not covered, dotted is not known.

use super::super::patient::why_ink;
use super::super::primitives::{Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text;
use super::words::{GapsWords, Said};
use super::{EDGE, GapsHit, LINE, small, target};
use crate::compute::gaps::path::Fate;
use crate::model::Explanation;

/// The least width of a part that there is, in logical pixels.
pub const LEAST: f32 = 3.0;

/// What a part stands for, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// An explanation.
    Why(Explanation),
    /// Nobody said whether the source watched.
    NotSaid,
    /// A step that was taken in time.
    Taken,
    /// A step whose time is not over.
    NotDue,
    /// A step that was left out, or cannot be counted from anything.
    Skipped,
}

impl Look {
    /// That of what became of a step.
    pub fn of(fate: Fate) -> Self {
        match fate {
            Fate::Taken => Self::Taken,
            Fate::Missing(why) => Self::Why(why),
            Fate::NotDue => Self::NotDue,
            Fate::Skipped => Self::Skipped,
        }
    }
}

/// Paints a part.
pub fn swatch(scene: &mut Scene, area: Area, look: Look) {
    let line = |ink| Some(Stroke::new(ink, 1.0));
    let (fill, stroke) = match look {
        Look::Why(why @ (Explanation::Coverage | Explanation::CannotTell)) => {
            (Ink::Background, line(why_ink(why)))
        }
        Look::Why(why) => (why_ink(why), None),
        Look::NotSaid => (Ink::Lane, line(Ink::Axis)),
        Look::Taken => (Ink::Ok, None),
        Look::NotDue => (Ink::Bar, None),
        Look::Skipped => (Ink::Grid, None),
    };
    scene.add(Shape::Rect { area, radius: 0.0, fill: Some(fill), stroke });
    match look {
        Look::Why(why @ Explanation::Coverage) => scene.add(Shape::Hatch { area, ink: why_ink(why) }),
        Look::Why(why @ Explanation::CannotTell) => scene.add(Shape::Dots { area, ink: why_ink(why) }),
        Look::NotSaid => scene.add(Shape::Dots { area, ink: Ink::Dots }),
        _ => {}
    }
}

/// The widths of parts: shares of the room, but none that there is below [`LEAST`].
pub fn widths(parts: &[u64], room: f32) -> Vec<f32> {
    let all = parts.iter().sum::<u64>() as f32;
    if all == 0.0 {
        return vec![0.0; parts.len()];
    }
    let share = |n: u64| n as f32 / all * room;
    let narrow = |n: u64| n > 0 && share(n) < LEAST;
    let kept = parts.iter().filter(|n| narrow(**n)).count() as f32 * LEAST;
    let wide: f32 = parts.iter().filter(|n| !narrow(**n)).map(|n| share(*n)).sum();
    let scale = if wide > 0.0 { (room - kept).max(0.0) / wide } else { 1.0 };
    parts.iter().map(|&n| if narrow(n) { LEAST } else { share(n) * scale }).collect()
}

/// Looks with their words, laid out in rows; the legend's height comes with them.
pub struct Legend {
    entries: Vec<(Look, String, Option<GapsHit>, Area)>,
    /// Its height, in logical pixels.
    pub height: f32,
}

impl Legend {
    /// Lays out the looks that there are; each with what stands behind its name, and what it points at.
    pub fn new(width: f32, looks: &[(Look, String, Option<GapsHit>)], words: &dyn GapsWords) -> Self {
        let (mut x, mut row) = (EDGE, 0);
        let mut entries = Vec::with_capacity(looks.len());
        for (look, behind, hit) in looks {
            let name = words.said(Said::Look(*look));
            let said = if behind.is_empty() { name } else { format!("{name} {behind}") };
            let wide = 18.0 + text::wide(&said, TextSize::Small.px(), Weight::Regular);
            if x + wide > width - EDGE && x > EDGE {
                (x, row) = (EDGE, row + 1);
            }
            let top = EDGE + row as f32 * (LINE + 3.0);
            let wide = wide.min(width - 2.0 * EDGE);
            entries.push((*look, said, *hit, Area::new(x, top, wide, LINE)));
            x += wide + 14.0;
        }
        let rows = if looks.is_empty() { 0 } else { row + 1 };
        Self { entries, height: EDGE + rows as f32 * (LINE + 3.0) + 4.0 }
    }

    /// Paints it.
    pub fn paint(self, scene: &mut Scene) {
        for (look, said, hit, area) in self.entries {
            swatch(scene, Area::new(area.x, area.y + 2.0, 11.0, 11.0), look);
            let at = Pos::new(area.x + 16.0, area.centre().y);
            let label = small(at, said.as_str(), Ink::TextMuted).within(area.w - 16.0);
            match hit {
                Some(hit) => {
                    scene.add_hit(Shape::Text(label), Hit::Gaps(hit), None);
                    target(scene, area, hit, said);
                }
                None => scene.text(label),
            }
        }
    }
}
