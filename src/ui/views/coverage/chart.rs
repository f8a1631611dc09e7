//! A chart in a panel: laid out when what it shows changes, painted each frame, asked what the pointer is on, or
//! the keyboard: arrows go from mark to mark, Enter clicks.
//! It knows nothing of what is charted; the scene does.

use std::sync::Arc;

use egui::{CursorIcon, EventFilter, Key, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::i18n::Lang;
use crate::scene::coverage::CoverageHit;
use crate::scene::{Hit, Item, Pos, Scene};
use crate::ui::canvas::{self, ImageCache};
use crate::ui::{Ctx, widgets};

use super::menu::{MarkMenu, Wanted};

/// What a pointer can be on in a chart.
pub trait Mark: Copy + PartialEq {
    /// The mark of a hit, where it is one of this kind.
    fn of(hit: Hit) -> Option<Self>;
}

impl Mark for CoverageHit {
    fn of(hit: Hit) -> Option<Self> {
        match hit {
            Hit::Coverage(hit) => Some(hit),
            _ => None,
        }
    }
}

/// A shared value that equals only itself, so that comparing is cheap and a new result is another key.
#[derive(Debug)]
pub struct Same<T>(pub Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A chart whose scene follows from a key of type `K`.
#[derive(Debug)]
pub struct Chart<K, H = CoverageHit> {
    last: Option<(K, Lang, Vec2, Arc<Scene>)>,
    images: ImageCache,
    /// The mark that the keyboard is on.
    cursor: Option<H>,
}

impl<K, H> Default for Chart<K, H> {
    fn default() -> Self {
        Self { last: None, images: ImageCache::default(), cursor: None }
    }
}

/// A chart as it was shown in this frame.
pub struct Shown<H = CoverageHit> {
    /// What the pointer does on it.
    pub response: Response,
    /// The scene.
    pub scene: Arc<Scene>,
    area: Rect,
    /// The mark that the keyboard is on.
    cursor: Option<H>,
}

impl<H: Mark> Shown<H> {
    /// A place in the window as one in the scene.
    pub fn place(&self, at: Pos2) -> Pos {
        Pos::new(at.x - self.area.min.x, at.y - self.area.min.y)
    }

    /// The mark under the pointer; where there is none, the one that the keyboard is on.
    pub fn hit(&self) -> Option<H> {
        let pointed = self.response.hover_pos().and_then(|at| self.scene.hit(self.place(at)));
        pointed.and_then(mark).or(self.cursor)
    }

    /// The mark under the pointer, if it was clicked.
    pub fn clicked(&self) -> Option<H> {
        self.hit().filter(|_| self.response.clicked())
    }

    /// The mark that was under the pointer when its button went down.
    pub fn pressed(&self, ui: &Ui) -> Option<H> {
        let origin = ui.input(|input| input.pointer.press_origin())?;
        mark(self.scene.hit(self.place(origin))?)
    }

    /// What the mark under the pointer says. Labels leave it to the mark that they belong to.
    pub fn words(&self) -> String {
        self.hit().and_then(|hit| words_of(&self.scene, hit)).unwrap_or_default()
    }

    /// A menu of the mark under the pointer, beside it.
    pub fn menu(&self, wanted: Wanted) -> Option<MarkMenu> {
        let on = || {
            let item = self.scene.items.iter().find(|item| mark(item) == self.cursor)?;
            let centre = item.shape.bounds().centre();
            Some(self.area.min + Vec2::new(centre.x, centre.y))
        };
        Some(MarkMenu::new(self.response.hover_pos().or_else(on)?, self.words(), wanted))
    }

    /// Says what the mark under the pointer says, and shows what can be done with it.
    pub fn say(self, cursor: CursorIcon) {
        let words = self.words();
        // What is dragged should not be hidden behind words.
        if !words.is_empty() && !self.response.dragged() {
            self.response.on_hover_cursor(cursor).on_hover_text_at_pointer(words);
        }
    }
}

fn words_of<H: Mark>(scene: &Scene, hit: H) -> Option<String> {
    scene.items.iter().filter(|item| mark(item) == Some(hit)).find_map(|item| item.alt.clone())
}

/// The mark that arrows lead to from another, in the order in which marks were drawn.
fn stepped<H: Mark>(ui: &Ui, response: &Response, scene: &Scene, from: Option<H>) -> Option<H> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let by = ui.input(|input| {
        let pressed = |keys: [Key; 2]| keys.iter().map(|&key| input.num_presses(key)).sum::<usize>() as i64;
        pressed([Key::ArrowRight, Key::ArrowDown]) - pressed([Key::ArrowLeft, Key::ArrowUp])
    });
    if by == 0 {
        return from;
    }
    let mut marks: Vec<H> = Vec::new();
    for hit in scene.items.iter().filter(|item| item.alt.is_some()).filter_map(mark) {
        if !marks.contains(&hit) {
            marks.push(hit);
        }
    }
    let now = from.and_then(|hit| marks.iter().position(|other| *other == hit));
    let next = now.map_or(if by > 0 { by - 1 } else { -1 }, |now| now as i64 + by);
    marks.get(next.rem_euclid(marks.len().max(1) as i64) as usize).copied()
}

fn mark<H: Mark>(item: &Item) -> Option<H> {
    H::of(item.hit?)
}

impl<K: PartialEq, H: Mark> Chart<K, H> {
    /// Shows the chart over the width there is; `lay_out` is called only if the key, the language or the size is new.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        height: f32,
        key: K,
        lay_out: impl FnOnce(f32, f32) -> Scene,
    ) -> Shown<H> {
        let size = Vec2::new(ui.available_width(), height).floor();
        let lang = ctx.texts.lang();
        let fresh =
            |(old, in_lang, of_size, _): &(K, Lang, Vec2, _)| (old, *in_lang, *of_size) == (&key, lang, size);
        let scene = match &self.last {
            Some(last) if fresh(last) => Arc::clone(&last.3),
            _ => Arc::new(lay_out(size.x, size.y)),
        };
        self.last = Some((key, lang, size, Arc::clone(&scene)));
        let wanted = Vec2::new(size.x, scene.height.max(1.0));
        let (area, response) = ui.allocate_exact_size(wanted, Sense::click_and_drag());
        canvas::paint(&ui.painter_at(area), area.min, &scene, ctx.theme, &mut self.images);
        self.cursor = stepped(ui, &response, &scene, self.cursor);
        widgets::focus_ring(ui, &response, area, 4.0, ctx.theme);
        let words = self.cursor.and_then(|hit| words_of(&scene, hit));
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Canvas, true, words.as_deref().unwrap_or(&scene.description))
        });
        Shown { response, scene, area, cursor: self.cursor }
    }
}
