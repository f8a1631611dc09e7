//! What the charts of all screens are begun with: an empty picture on its ground, small texts, and areas to point at.
//! It lays nothing out.

use super::primitives::{Area, Hit, Ink, Pos, Scene, Shape, Text, TextSize};

/// An empty picture on its ground.
pub(super) fn sheet(width: f32, height: f32) -> Scene {
    let mut scene = Scene::new(width, height);
    scene.fill(Area::new(0.0, 0.0, width, height), Ink::Background);
    scene
}

pub(super) fn small(at: Pos, words: impl Into<String>, ink: Ink) -> Text {
    Text::new(at, words, TextSize::Small, ink)
}

/// An area that cannot be seen but pointed at, so that narrow marks are easily met.
pub(super) fn target(scene: &mut Scene, area: Area, hit: impl Into<Hit>, alt: String) {
    let shape = Shape::Rect { area, radius: 0.0, fill: None, stroke: None };
    scene.add_hit(shape, hit.into(), Some(alt));
}
