//! The words the program speaks, as plain data: extract descriptors, load reports, filters, arrangements.
//! Nothing here reads a file, counts a patient or draws; these types are what is saved and exchanged.

pub mod arrangement;
pub mod counts;
pub mod coverage;
pub mod descriptor;
pub mod event_def;
pub mod filter;
pub mod journeys;
pub mod phase;
pub mod report;
mod said;
pub mod sketch;
pub mod source;
pub mod text;

pub use arrangement::{Align, Arrangement, Group, Occurrence, Sort, SortKey};
pub use counts::{CountedSource, Counts, Overlap, Stratum};
pub use coverage::{CoverageQuestion, Denominator, Member, SetMode, SetSort, SetSpec, SetUnit};
pub use filter::{AttributeTest, CodeRef, EventTest, Filter};
pub use phase::Phase;
pub use report::{LoadReport, ResourceReport};
pub use source::{Kind, Perspective, Source, Window};
pub use text::Text;
