//! A chart in a panel: laid out when what it shows changes, painted each frame, asked what the pointer is on.
//! It knows nothing of what is charted; the scene does.

use std::sync::Arc;

use egui::{CursorIcon, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::i18n::Lang;
use crate::scene::coverage::CoverageHit;
use crate::scene::{Hit, Item, Pos, Scene};
use crate::ui::Ctx;
use crate::ui::canvas::{self, ImageCache};

use super::menu::{MarkMenu, Wanted};

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
pub struct Chart<K> {
    last: Option<(K, Lang, Vec2, Arc<Scene>)>,
    images: ImageCache,
}

impl<K> Default for Chart<K> {
    fn default() -> Self {
        Self { last: None, images: ImageCache::default() }
    }
}

/// A chart as it was shown in this frame.
pub struct Shown {
    /// What the pointer does on it.
    pub response: Response,
    /// The scene.
    pub scene: Arc<Scene>,
    area: Rect,
}

impl Shown {
    /// A place in the window as one in the scene.
    pub fn place(&self, at: Pos2) -> Pos {
        Pos::new(at.x - self.area.min.x, at.y - self.area.min.y)
    }

    /// Where the pointer is in the window, if it is on the chart.
    pub fn at(&self) -> Option<Pos2> {
        self.response.hover_pos()
    }

    fn item(&self) -> Option<&Item> {
        self.scene.hit(self.place(self.at()?))
    }

    /// The mark under the pointer.
    pub fn hit(&self) -> Option<CoverageHit> {
        coverage_hit(self.item()?)
    }

    /// The mark under the pointer, if it was clicked.
    pub fn clicked(&self) -> Option<CoverageHit> {
        self.hit().filter(|_| self.response.clicked())
    }

    /// The mark that was under the pointer when its button went down.
    pub fn pressed(&self, ui: &Ui) -> Option<CoverageHit> {
        let origin = ui.input(|input| input.pointer.press_origin())?;
        coverage_hit(self.scene.hit(self.place(origin))?)
    }

    /// What the mark under the pointer says.
    pub fn words(&self) -> String {
        self.item().and_then(|item| item.alt.clone()).unwrap_or_default()
    }

    /// A menu of the mark under the pointer.
    pub fn menu(&self, wanted: Wanted) -> Option<MarkMenu> {
        Some(MarkMenu::new(self.at()?, self.words(), wanted))
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

fn coverage_hit(item: &Item) -> Option<CoverageHit> {
    match item.hit? {
        Hit::Coverage(hit) => Some(hit),
        _ => None,
    }
}

impl<K: PartialEq> Chart<K> {
    /// Shows the chart over the width there is; `lay_out` is called only if the key, the language or the size is new.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        height: f32,
        key: K,
        lay_out: impl FnOnce(f32, f32) -> Scene,
    ) -> Shown {
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
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &scene.description));
        Shown { response, scene, area }
    }
}
