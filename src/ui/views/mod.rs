//! The contents of panels, one module for each screen, and what of them must survive a frame.
//! Views read the workspace and send commands; none of them changes anything itself.

pub mod coverage;
pub mod patient;
pub mod population;
pub mod sources;

/// What the views keep from frame to frame.
#[derive(Debug, Default)]
pub struct ViewStates {
    /// The population's.
    pub population: population::PopulationState,
    /// The patient's, shared by its panels.
    pub patient: patient::PatientState,
    /// The coverage table's.
    pub coverage: coverage::CoverageState,
    /// The sources', shared by their panels.
    pub sources: sources::SourcesState,
}
