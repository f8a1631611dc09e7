//! The front door: who and what is left when sources are combined, whether they are the same people, how well the
//! sources are linked, and what can be told before they are. It counts nothing; it shows pages of charts.

mod before;
pub(super) mod chart;
mod combined;
mod costs;
mod drop_off;
mod funnel;
pub(super) mod grid;
mod linkage;
mod lost;
pub(super) mod menu;
mod save;
mod sets;
mod sets_menu;
mod what_if;
mod window;

use egui::Ui;

use crate::scene::coverage::Chart as Kind;
use crate::ui::Ctx;
use crate::workspace::{Command, CoverageLook, CoveragePage};

use menu::MarkMenu;
pub use save::offer;

/// What the view keeps from frame to frame.
#[derive(Debug, Default)]
pub struct CoverageState {
    funnel: funnel::FunnelState,
    sets: sets::SetsState,
    window: window::WindowState,
    drop_off: drop_off::DropOffState,
    costs: costs::CostsState,
    lost: lost::LostState,
    linkage: linkage::LinkageState,
    before: before::BeforeState,
    menu: Option<MarkMenu>,
    /// The chart to save.
    saving: Option<Kind>,
}

/// Shows the page that is looked at.
pub fn coverage_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState) {
    pages_ui(ui, ctx);
    match ctx.workspace.coverage_look().page {
        CoveragePage::Combined => combined::combined_ui(ui, ctx, state),
        CoveragePage::Lost => lost::lost_ui(ui, ctx, state),
        CoveragePage::Linkage => linkage::linkage_ui(ui, ctx, state),
        CoveragePage::Before => before::before_ui(ui, ctx, state),
    }
    if let Some(menu) = &mut state.menu
        && !menu.ui(ui, ctx)
    {
        state.menu = None;
    }
}

/// The tabs of the pages.
fn pages_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let look = ctx.workspace.coverage_look();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for page in CoveragePage::ALL {
            let name = ctx.texts.t(page_key(page));
            if ui.selectable_label(look.page == page, name).clicked() {
                ctx.send(Command::LookAtCoverage(CoverageLook { page, ..look }));
            }
        }
    });
    ui.add_space(6.0);
}

/// The key of a page's name.
pub fn page_key(page: CoveragePage) -> &'static str {
    match page {
        CoveragePage::Combined => "coverage-page-combined",
        CoveragePage::Lost => "coverage-page-lost",
        CoveragePage::Linkage => "coverage-page-linkage",
        CoveragePage::Before => "coverage-page-before",
    }
}
