//! How far apart two sources' dates of one event lie: a bar for each shift in days, what chance makes, and the shifts
//! that mean one event. It draws what was counted and decides nothing.

use crate::compute::reconcile::{Pair, ReconcileSpec};

use super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, Text, TextSize};
use super::words::Words;

/// Room around the bars, in logical pixels.
const LEFT: f32 = 48.0;
const RIGHT: f32 = 12.0;
const TOP: f32 = 34.0;
const BOTTOM: f32 = 38.0;

/// What is written in the picture, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReconcileTexts {
    /// The title: which sources, which kind of event.
    pub title: String,
    /// What the axis counts.
    pub axis: String,
    /// What the line of chance says.
    pub chance: String,
    /// What the peak says, or that there is none.
    pub peak: String,
}

/// The picture of a pair's shifts within the reach and as far again beyond it.
pub fn scene(
    pair: &Pair,
    spec: &ReconcileSpec,
    texts: &ReconcileTexts,
    (width, height): (f32, f32),
    words: &dyn Words,
) -> Scene {
    let mut scene = Scene::new(width, height);
    scene.fill(Area::new(0.0, 0.0, width, height), Ink::Background);
    let reach = i32::from(spec.reach.saturating_mul(2).min(pair.histogram.far()));
    let plot = Area::new(LEFT, TOP, (width - LEFT - RIGHT).max(1.0), (height - TOP - BOTTOM).max(1.0));
    let step = plot.w / (2 * reach + 1) as f32;
    let x = |shift: i32| plot.x + (shift + reach) as f32 * step;
    let chance = pair.histogram.chance(spec.reach);
    let highest = (-reach..=reach).map(|shift| pair.histogram.at(shift)).max().unwrap_or(0);
    let most = (highest as f64).max(chance).max(1.0);
    let y = |pairs: f64| plot.bottom() - (pairs / most) as f32 * plot.h;
    if let Some(peak) = pair.peak {
        let (from, to) = (x(i32::from(peak.from)), x(i32::from(peak.to) + 1));
        scene.fill(Area::new(from, plot.y, to - from, plot.h), Ink::Band);
    }
    scene.line(Pos::new(plot.x, plot.bottom()), Pos::new(plot.right(), plot.bottom()), Ink::Axis, 1.0);
    for shift in -reach..=reach {
        let pairs = pair.histogram.at(shift);
        if pairs == 0 {
            continue;
        }
        let inside =
            pair.peak.is_some_and(|peak| (i32::from(peak.from)..=i32::from(peak.to)).contains(&shift));
        let top = y(pairs as f64);
        let area = Area::new(x(shift) + step * 0.1, top, step * 0.8, plot.bottom() - top);
        let fill = Some(if inside { Ink::Accent } else { Ink::Bar });
        let alt = Some(format!("{shift:+}: {}", words.count(pairs as usize)));
        scene.items.push(super::Item {
            shape: Shape::Rect { area, radius: 0.0, fill, stroke: None },
            hit: None,
            alt,
        });
    }
    scene.line(Pos::new(plot.x, y(chance)), Pos::new(plot.right(), y(chance)), Ink::Warning, 1.2);
    let small = |at: Pos, text: &str, ink| Text::new(at, text, TextSize::Small, ink);
    scene.add(Shape::Text(
        Text::new(Pos::new(LEFT, 12.0), &*texts.title, TextSize::Normal, Ink::Text).within(plot.w),
    ));
    scene.add(Shape::Text(small(Pos::new(LEFT, 26.0), &texts.peak, Ink::TextMuted).within(plot.w)));
    let most_label = words.count(most as usize);
    scene.add(Shape::Text(
        small(Pos::new(LEFT - 5.0, plot.y), &most_label, Ink::TextMuted).anchored(Anchor::Right),
    ));
    let tick = (reach / 4).max(1);
    for shift in (-reach / tick..=reach / tick).map(|n| n * tick) {
        let at = Pos::new(x(shift) + step / 2.0, plot.bottom() + 10.0);
        let label = if shift == 0 { "0".to_owned() } else { format!("{shift:+}") };
        scene.add(Shape::Text(small(at, &label, Ink::TextMuted).anchored(Anchor::Centre)));
    }
    let middle = Pos::new(plot.x + plot.w / 2.0, plot.bottom() + 26.0);
    scene.add(Shape::Text(small(middle, &texts.axis, Ink::TextMuted).anchored(Anchor::Centre)));
    scene.description =
        format!("{}. {}. {}: {}.", texts.title, texts.peak, texts.chance, words.number(chance));
    scene
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::base::{Cancel, Progress};
    use crate::compute::State;
    use crate::compute::reconcile::{Kinds, reconcile};
    use crate::compute::test::store;
    use crate::scene::English;

    #[test]
    fn bars_stand_for_shifts_and_the_words_say_the_peak() {
        let rows: Vec<_> = (0..40_u32)
            .flat_map(|who| [(who, 1, 0, 3, 100, None), (who, 2, 0, 3, 100 + i64::from(who % 4 == 0), None)])
            .collect();
        let store = store(&rows);
        let (spec, kinds) = (ReconcileSpec::default(), Kinds::by_code(&store, None));
        let covers = |_, _, _| State::Covered;
        let (cancel, progress) = (Cancel::default(), Progress::default());
        let found =
            reconcile(&store, &store.everybody(), &kinds, &spec, &covers, &cancel, &progress).unwrap();
        let texts = ReconcileTexts {
            title: "B and C".into(),
            axis: "days later".into(),
            chance: "by chance".into(),
            peak: "0 to +1".into(),
        };
        let scene = scene(&found.pairs[1], &spec, &texts, (480.0, 220.0), &English);
        let bars: Vec<&str> = scene.items.iter().filter_map(|item| item.alt.as_deref()).collect();
        assert_eq!(bars, ["+0: 30", "+1: 10"]);
        assert_eq!(scene.description, "B and C. 0 to +1. by chance: 0.");
        let inks = scene.items.iter().filter(|item| item.alt.is_some());
        assert!(inks.clone().all(|item| matches!(&item.shape, Shape::Rect { fill: Some(Ink::Accent), .. })));
    }
}
