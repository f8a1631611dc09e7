//! Panels that can be moved, resized and put on top of each other: one tree of them for each screen.
//! It says where panels are; what is in them is in `views`.

use egui::{Color32, Margin, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetText, pos2, vec2};
use egui_tiles::UiResponse;
use egui_tiles::{
    Behavior, Linear, LinearDir, ResizeState, SimplificationOptions, TabState, TileId, Tiles, Tree,
};
use serde::{Deserialize, Serialize};

use crate::scene::Ink;
use crate::workspace::Screen;

use super::Ctx;
use super::icons::Icon;
use super::theme;
use super::views::{self, ViewStates};

/// A panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pane {
    /// Patients per source and in all.
    Coverage,
    /// All journeys.
    Population,
    /// One journey.
    Journey,
    /// Its events as a table.
    Events,
    /// The event picked.
    Record,
    /// Gaps by kind, source and time.
    Gaps,
    /// The gaps one by one.
    GapList,
    /// Why a gap is there.
    GapCard,
    /// The rules.
    Rules,
    /// What they found.
    Findings,
    /// What stands around a finding.
    FindingCard,
    /// The sources.
    SourceList,
    /// What became of the rows of a source.
    LoadReport,
}

/// Where the panels of each screen are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    coverage: Tree<Pane>,
    population: Tree<Pane>,
    patient: Tree<Pane>,
    gaps: Tree<Pane>,
    findings: Tree<Pane>,
    sources: Tree<Pane>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            coverage: single("coverage", Pane::Coverage),
            population: single("population", Pane::Population),
            patient: patient(),
            gaps: gaps(),
            findings: findings(),
            sources: split("sources", LinearDir::Horizontal, [Pane::SourceList, Pane::LoadReport], 0.56),
        }
    }
}

fn single(name: &str, pane: Pane) -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let root = tiles.insert_pane(pane);
    Tree::new(egui::Id::unique(("tiles", name)), root, tiles)
}

fn split(name: &str, dir: LinearDir, panes: [Pane; 2], share: f32) -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let children = panes.map(|pane| tiles.insert_pane(pane));
    let root = tiles.insert_container(Linear::new_binary(dir, children, share));
    Tree::new(egui::Id::unique(("tiles", name)), root, tiles)
}

fn patient() -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let left = [Pane::Journey, Pane::Events].map(|pane| tiles.insert_pane(pane));
    let left = tiles.insert_container(Linear::new_binary(LinearDir::Vertical, left, 0.68));
    let record = tiles.insert_pane(Pane::Record);
    let root = tiles.insert_container(Linear::new_binary(LinearDir::Horizontal, [left, record], 0.76));
    Tree::new(egui::Id::unique(("tiles", "patient")), root, tiles)
}

fn gaps() -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let right = [Pane::GapList, Pane::GapCard].map(|pane| tiles.insert_pane(pane));
    let right = tiles.insert_container(Linear::new_binary(LinearDir::Vertical, right, 0.62));
    let left = tiles.insert_pane(Pane::Gaps);
    let root = tiles.insert_container(Linear::new_binary(LinearDir::Horizontal, [left, right], 0.47));
    Tree::new(egui::Id::unique(("tiles", "gaps")), root, tiles)
}

fn findings() -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let panes = [Pane::Rules, Pane::Findings, Pane::FindingCard].map(|pane| tiles.insert_pane(pane));
    let mut row = Linear::new(LinearDir::Horizontal, panes.to_vec());
    for (pane, share) in panes.into_iter().zip([0.8, 1.22, 0.98]) {
        row.shares.set_share(pane, share);
    }
    let root = tiles.insert_container(row);
    Tree::new(egui::Id::unique(("tiles", "findings")), root, tiles)
}

impl Layout {
    fn tree(&mut self, screen: Screen) -> &mut Tree<Pane> {
        match screen {
            Screen::Coverage => &mut self.coverage,
            Screen::Population => &mut self.population,
            Screen::Patient => &mut self.patient,
            Screen::Gaps => &mut self.gaps,
            Screen::Findings => &mut self.findings,
            Screen::Sources => &mut self.sources,
        }
    }

    /// Shows the panels of the open screen.
    pub fn ui(&mut self, ui: &mut Ui, ctx: &mut Ctx<'_>, states: &mut ViewStates) {
        let tree = self.tree(ctx.workspace.screen());
        let movable = tree.tiles.iter().filter(|(_, tile)| tile.is_pane()).count() > 1;
        tree.ui(&mut Panels { ctx, states, movable }, ui);
    }
}

struct Panels<'a, 'b> {
    ctx: &'a mut Ctx<'b>,
    states: &'a mut ViewStates,
    movable: bool,
}

impl Behavior<Pane> for Panels<'_, '_> {
    fn pane_ui(&mut self, ui: &mut Ui, _: TileId, pane: &mut Pane) -> UiResponse {
        let (ctx, states) = (&mut *self.ctx, &mut *self.states);
        let all = ui.max_rect();
        let ground = if *pane == Pane::Record { ctx.theme.ui.rail } else { ctx.theme.ui.panel };
        ui.painter().rect_filled(all, 0.0, theme::colour(ground));
        let frame = egui::Frame::new().inner_margin(Margin { left: 20, right: 16, top: 14, bottom: 8 });
        frame.show(ui, |ui| {
            ui.take_available_space();
            match pane {
                Pane::Coverage => views::coverage::coverage_ui(ui, ctx, &mut states.coverage),
                Pane::Population => views::population::population_ui(ui, ctx, &mut states.population),
                Pane::Journey => views::patient::journey_ui(ui, ctx, &mut states.patient),
                Pane::Events => views::patient::events_ui(ui, ctx, &mut states.patient),
                Pane::Record => views::patient::record_ui(ui, ctx, &mut states.patient),
                Pane::Gaps => views::gaps::page_ui(ui, ctx, &mut states.gaps),
                Pane::GapList => views::gaps::list_ui(ui, ctx, &mut states.gaps),
                Pane::GapCard => views::gaps::judged_card_ui(ui, ctx, &mut states.gaps),
                Pane::Rules => views::findings::rules_ui(ui, ctx, &mut states.findings),
                Pane::Findings => views::findings::list_ui(ui, ctx, &mut states.findings),
                Pane::FindingCard => views::findings::card_ui(ui, ctx, &mut states.findings),
                Pane::SourceList => views::sources::list_ui(ui, ctx, &mut states.sources),
                Pane::LoadReport => views::sources::report_ui(ui, ctx, &mut states.sources),
            }
        });
        if self.movable { grip(ui, self.ctx, all, *pane) } else { UiResponse::None }
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        title(*pane, self.ctx).into()
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: false, ..SimplificationOptions::default() }
    }

    fn min_size(&self) -> f32 {
        80.0
    }

    fn tab_bar_height(&self, _: &egui::Style) -> f32 {
        30.0
    }

    fn resize_stroke(&self, style: &egui::Style, state: ResizeState) -> Stroke {
        match state {
            ResizeState::Idle => Stroke::new(self.gap_width(style), theme::colour(self.ctx.theme.ui.border)),
            _ => Stroke::new(2.0, self.ctx.colour(Ink::Accent)),
        }
    }

    fn tab_bar_color(&self, _: &egui::Visuals) -> Color32 {
        theme::colour(self.ctx.theme.ui.rail)
    }

    fn tab_outline_stroke(&self, _: &egui::Visuals, _: &Tiles<Pane>, _: TileId, _: &TabState) -> Stroke {
        Stroke::NONE
    }

    fn tab_text_color(&self, _: &egui::Visuals, _: &Tiles<Pane>, _: TileId, state: &TabState) -> Color32 {
        self.ctx.colour(if state.active { Ink::Accent } else { Ink::TextMuted })
    }
}

/// A panel's name.
fn title(pane: Pane, ctx: &Ctx<'_>) -> String {
    ctx.texts.t(match pane {
        Pane::Coverage => "screen-coverage",
        Pane::Population => "screen-population",
        Pane::Journey => "word-journey",
        Pane::Events => "word-events",
        Pane::Record => "word-record",
        Pane::Gaps => "screen-gaps",
        Pane::GapList => "gaps-list",
        Pane::GapCard => "gaps-card",
        Pane::Rules => "findings-rules-title",
        Pane::Findings => "screen-findings",
        Pane::FindingCard => "findings-card",
        Pane::SourceList => "word-sources",
        Pane::LoadReport => "sources-report",
    })
}

/// The corner of a panel that it can be dragged by; seen when the pointer is near.
fn grip(ui: &Ui, ctx: &Ctx<'_>, panel: Rect, pane: Pane) -> UiResponse {
    let area = Rect::from_min_size(pos2(panel.left() + 3.0, panel.top() + 13.0), vec2(14.0, 18.0));
    let response = ui.interact(area, ui.scope_id().with("grip"), Sense::drag());
    let name = ctx.texts.ta("panel-move", &[("panel", title(pane, ctx).into())]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    let near = ui.rect_contains_pointer(Rect::from_min_size(panel.min, vec2(panel.width(), 44.0)));
    if near || response.dragged() || response.has_focus() {
        Icon::Grip.paint(ui.painter(), area.shrink2(vec2(1.0, 3.0)), ctx.colour(Ink::Axis));
    }
    let response = response.on_hover_cursor(egui::CursorIcon::Grab).on_hover_text(name);
    if response.drag_started() { UiResponse::DragStarted } else { UiResponse::None }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_layout_comes_back() {
        let layout = Layout::default();
        let text = serde_json::to_string(&layout).expect("plain data");
        assert_eq!(serde_json::from_str::<Layout>(&text).expect("what was written"), layout);
    }
}
