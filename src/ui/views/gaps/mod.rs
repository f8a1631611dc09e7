//! Where something is missing: how many gaps of which kind and why, how long silences and supplies get, and each gap
//! with what it rests on. It finds nothing; it shows pages of results.

mod ask;
mod bars;
mod card;
mod follow_up;
pub mod judge;
mod list;
mod outages;
mod overview;
pub mod part;
mod path;
mod save;
mod schedule;
mod silence;
mod step_form;
mod supply;
mod table;
mod waiting;
mod words;

use egui::Ui;

use crate::scene::gaps::{Chart as Kind, GapsHit};
use crate::ui::Ctx;
use crate::ui::views::coverage::chart::Mark;
use crate::ui::views::coverage::menu::MarkMenu;
use crate::ui::views::findings::judge::JudgeState;
use crate::workspace::{Command, GapsPage};

pub use judge::judged_card_ui;
pub use list::list_ui;
pub use part::Part;
pub use save::offer;

/// What the panels keep from frame to frame.
#[derive(Debug, Default)]
pub struct GapsState {
    overview: overview::OverviewState,
    silence: silence::SilenceState,
    waiting: waiting::WaitingState,
    supply: supply::SupplyState,
    follow_up: follow_up::FollowUpState,
    list: list::ListState,
    judge: JudgeState,
    path: path::PathState,
    outages: outages::OutagesState,
    /// What a key asked of the part that is looked at.
    part: Option<Part>,
    menu: Option<MarkMenu>,
    /// The chart to save.
    saving: Option<Kind>,
}

impl Mark for GapsHit {
    fn of(hit: crate::scene::Hit) -> Option<Self> {
        match hit {
            crate::scene::Hit::Gaps(hit) => Some(hit),
            _ => None,
        }
    }
}

impl GapsState {
    /// Asks something of the part that is looked at.
    pub fn ask(&mut self, part: Part) {
        self.part = Some(part);
    }

    /// Goes to the note of the gap that is picked.
    pub fn write_note(&mut self) {
        self.judge.write = true;
    }
}

/// Shows the page that is looked at.
pub fn page_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    pages_ui(ui, ctx);
    match ctx.workspace.gaps_look().page {
        GapsPage::Overview => overview::overview_ui(ui, ctx, state),
        GapsPage::Silence => silence::silence_ui(ui, ctx, state),
        GapsPage::Supply => supply::supply_ui(ui, ctx, state),
        GapsPage::Path => path::path_ui(ui, ctx, state),
        GapsPage::FollowUp => follow_up::follow_up_ui(ui, ctx, state),
        GapsPage::Outages => outages::outages_ui(ui, ctx, state),
    }
    if let Some(menu) = &mut state.menu
        && !menu.ui(ui, ctx)
    {
        state.menu = None;
    }
}

/// The tabs of the pages.
fn pages_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let look = *ctx.workspace.gaps_look();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for page in GapsPage::ALL {
            let name = ctx.texts.t(page_key(page));
            if ui.selectable_label(look.page == page, name).clicked() {
                ctx.send(Command::LookAtGaps(look.at_page(page)));
            }
        }
    });
    ui.add_space(6.0);
}

/// The key of a page's name.
pub fn page_key(page: GapsPage) -> &'static str {
    match page {
        GapsPage::Overview => "gaps-page-overview",
        GapsPage::Silence => "gaps-page-silence",
        GapsPage::Supply => "gaps-page-supply",
        GapsPage::Path => "gaps-page-path",
        GapsPage::FollowUp => "gaps-page-follow-up",
        GapsPage::Outages => "gaps-page-outages",
    }
}
