//! The contents of panels, one module for each screen, and what of them must survive a frame.
//! Views read the workspace and send commands; none of them changes anything itself.

pub mod coverage;
pub mod findings;
pub mod gaps;
pub mod patient;
pub mod population;
pub mod sources;

use crate::i18n::Texts;
use crate::scene::Theme;
use crate::ui::export::Offer;
use crate::workspace::{Screen, Workspace};

/// What the views keep from frame to frame.
#[derive(Debug, Default)]
pub struct ViewStates {
    /// The population's.
    pub population: population::PopulationState,
    /// The patient's, shared by its panels.
    pub patient: patient::PatientState,
    /// The coverage table's.
    pub coverage: coverage::CoverageState,
    /// The findings', shared by their panels.
    pub findings: findings::FindingsState,
    /// The gaps', shared by their panels.
    pub gaps: gaps::GapsState,
    /// The sources', shared by their panels.
    pub sources: sources::SourcesState,
}

impl ViewStates {
    /// What the screen shows that can be saved; nothing before it has shown anything.
    pub fn offer(&self, workspace: &Workspace, theme: &Theme, texts: &Texts) -> Option<Offer> {
        let of = |name: &str, scene: &Option<std::sync::Arc<_>>| {
            let scene = std::sync::Arc::clone(scene.as_ref()?);
            Some(Offer { name: name.to_owned(), scene, table: None })
        };
        match workspace.screen() {
            Screen::Population => of("population", &self.population.scene),
            Screen::Patient => of("journey", &self.patient.scene),
            Screen::Coverage => coverage::offer(&self.coverage, workspace, theme, texts),
            Screen::Findings => findings::offer(&self.findings, workspace, theme, texts),
            Screen::Gaps => gaps::offer(&self.gaps, workspace, theme, texts),
            Screen::Sources => None,
        }
    }
}
