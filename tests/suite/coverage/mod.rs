//! Who and what is left when sources are combined, held against what was counted another way: patient by patient and
//! hour by hour over made-up stores, by published totals, and by polars over the sample's own tables.

mod cli;
mod compare;
mod made_up;
mod naive;
mod orders;
mod published;
