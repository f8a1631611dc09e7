//! A title over a picture and lines under it that say of whom it is: what leaves must tell what it counts.
//! It knows no picture; any scene can be given a caption.

use crate::scene::{Area, Ink, Pos, Scene, Shape, Text, TextSize, Weight, text};

/// Space around title and lines, in logical pixels.
const EDGE: f32 = 8.0;
/// Height of the title, in logical pixels.
const TITLE: f32 = 30.0;
/// Distance of two lines, in logical pixels.
const LINE: f32 = 15.0;

/// What stands over and under a picture that leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// What it shows.
    pub title: String,
    /// "3,206 of 8,000 patients".
    pub heads: String,
    /// The filter chain, a filter an entry; empty where nothing is filtered.
    pub chain: Vec<String>,
    /// Until when the data go, in words; empty where nobody says.
    pub as_of: String,
}

impl Caption {
    /// What stands under the picture, in one sentence.
    pub fn line(&self) -> String {
        let chain = self.chain.join(" · ");
        let parts = [self.heads.as_str(), chain.as_str(), self.as_of.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// The picture with its caption.
pub fn captioned(scene: &Scene, caption: &Caption) -> Scene {
    let line = caption.line();
    let size = TextSize::Small.px();
    let (lines, _) = text::wrap(&line, scene.width - 2.0 * EDGE, 3, size, Weight::Regular);
    let below = if lines.is_empty() { 0.0 } else { lines.len() as f32 * LINE + 2.0 * EDGE };
    let mut whole = Scene::new(scene.width, scene.height + TITLE + below);
    whole.fill(Area::new(0.0, 0.0, whole.width, whole.height), Ink::Background);
    let title = Text::new(Pos::new(EDGE, TITLE / 2.0 + 2.0), &caption.title, TextSize::Large, Ink::Text);
    whole.text(title.semibold().within(scene.width - 2.0 * EDGE));
    for item in &scene.items {
        let mut item = item.clone();
        lower(&mut item.shape, TITLE);
        whole.items.push(item);
    }
    let top = scene.height + TITLE + EDGE;
    for (n, words) in lines.into_iter().enumerate() {
        let at = Pos::new(EDGE, top + (n as f32 + 0.5) * LINE);
        whole.text(Text::new(at, words, TextSize::Small, Ink::TextMuted));
    }
    whole.description =
        if line.is_empty() { scene.description.clone() } else { format!("{}. {line}", scene.description) };
    whole
}

/// Moves a shape down.
fn lower(shape: &mut Shape, by: f32) {
    let down = |at: &mut Pos| at.y += by;
    match shape {
        Shape::Rect { area, .. } | Shape::Hatch { area, .. } | Shape::Dots { area, .. } => area.y += by,
        Shape::Line { from, to, .. } => [from, to].into_iter().for_each(down),
        Shape::Polyline { points, .. } => points.iter_mut().for_each(down),
        Shape::Circle { centre, .. } => down(centre),
        Shape::Triangle { corners, .. } => corners.iter_mut().for_each(down),
        Shape::Text(text) => down(&mut text.at),
        Shape::Image { area, clip, .. } => {
            area.y += by;
            clip.y += by;
        }
    }
}
