//! Pictures of the coverage screen.
