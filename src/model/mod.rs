//! The words the program speaks, as plain data: extract descriptors, load reports, filters, arrangements.
//! Nothing here reads a file, counts a patient or draws; these types are what is saved and exchanged.

pub mod arrangement;
pub mod care_path;
pub mod counts;
pub mod coverage;
pub mod descriptor;
pub mod event_def;
pub mod filter;
pub mod gap;
pub mod journeys;
pub mod judgement;
pub mod outage;
pub mod phase;
pub mod project;
pub mod report;
pub mod rule;
mod said;
pub mod sketch;
pub mod source;
pub mod text;
pub mod truth;
pub mod when;

pub use arrangement::{Align, Arrangement, Group, Occurrence, Sort, SortKey};
pub use care_path::{CarePath, Schedule};
pub use counts::{CountedSource, Counts, Overlap, Stratum};
pub use coverage::{CoverageQuestion, Denominator, Member, SetMode, SetSort, SetSpec, SetUnit};
pub use filter::{AttributeTest, CodeRef, EventTest, Filter};
pub use gap::{Evidence, Explanation, Gap, GapKind, GapSpec};
pub use judgement::{About, Anchor, EventKey, Judged, Judgement};
pub use outage::{Outage, Suggestion};
pub use phase::Phase;
pub use project::{Project, ProjectFile, RuleSetting};
pub use report::{LoadReport, ResourceReport};
pub use source::{Kind, Perspective, Source, Window};
pub use text::Text;
