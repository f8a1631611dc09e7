//! Administration days: rows of one agent that speak of one administration count once.
//! Vials, split bags, line items and corrections share a day; the same infusion seen by two sources lies within days.

use crate::base::time::DAY;

use super::compile::{Bit, NO_AGENT};
use super::interval::Interval;
use super::view::View;
use crate::model::rule::By;

/// Days that two sources may be apart on the same administration.
pub(super) const TWO_SOURCES: i64 = 3;

/// An administration.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Admin {
    /// The day, counted from day 0: that of the source made to treat, where one was.
    pub day: i64,
    /// Its rows, in order of time.
    pub rows: Vec<u32>,
    /// The sources that saw it, one bit each.
    pub sources: u64,
    /// Whether a source made to treat saw it.
    pub clinical: bool,
    /// The doses of the source that gives most, added up; NaN where none is given.
    pub dose: f64,
    /// The care site, where one is given.
    pub site: Option<u16>,
}

/// The administrations of one agent, or code, of a patient.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Course {
    /// The agent's place in the pack, the code, or 0.
    pub key: u32,
    /// The agent, or [`NO_AGENT`].
    pub agent: u16,
    /// In order of days.
    pub admins: Vec<Admin>,
    /// Rows whose day is not known.
    pub coarse: Vec<u32>,
}

/// The courses of a patient, in the order of their keys. By agent, what has none is left out.
pub(super) fn courses(view: &View<'_>, bit: Bit, by: By) -> Vec<Course> {
    let events = view.ground.store.events();
    let agents = &view.ground.compiled.agent_of;
    let mut rows: Vec<(u32, u32)> =
        view.passing(bit)
            .filter_map(|row| {
                let code = events.code[row];
                let key = match by {
                    By::Agent => Some(u32::from(agents[code as usize]))
                        .filter(|agent| *agent != u32::from(NO_AGENT))?,
                    By::Code => code,
                    By::Patient => 0,
                };
                Some((key, row as u32))
            })
            .collect();
    rows.sort_unstable();
    rows.chunk_by(|a, b| a.0 == b.0).map(|rows| course(view, rows)).collect()
}

fn course(view: &View<'_>, rows: &[(u32, u32)]) -> Course {
    let events = view.ground.store.events();
    let key = rows[0].0;
    let agent = view.ground.compiled.agent_of[events.code[rows[0].1 as usize] as usize];
    let (mut coarse, mut days): (Vec<u32>, Vec<(i64, u32)>) = (Vec::new(), Vec::new());
    for (_, row) in rows {
        let start = Interval::of_start(view.ground.store, *row as usize);
        if start.is_a_day() {
            days.push((start.from.div_euclid(DAY), *row));
        } else {
            coarse.push(*row);
        }
    }
    days.sort_unstable();
    let admins = days.chunk_by(|a, b| a.0 == b.0).map(|rows| admin(view, rows)).collect();
    Course { key, agent, admins: pair(admins), coarse }
}

fn admin(view: &View<'_>, rows: &[(i64, u32)]) -> Admin {
    let events = view.ground.store.events();
    let mut doses: Vec<(u8, f64)> = Vec::new();
    let (mut sources, mut clinical, mut site) = (0, false, None);
    for (_, row) in rows {
        let at = *row as usize;
        let source = events.source[at];
        sources |= 1 << source;
        clinical |= !view.ground.compiled.is_billing(source);
        site = site.or(events.site.get(at));
        if let Some(dose) = events.dose.get(at) {
            match doses.iter_mut().find(|(known, _)| *known == source) {
                Some((_, sum)) => *sum += dose,
                None => doses.push((source, dose)),
            }
        }
    }
    let dose = doses.into_iter().map(|(_, dose)| dose).fold(f64::NAN, f64::max);
    Admin { day: rows[0].0, rows: rows.iter().map(|(_, row)| *row).collect(), sources, clinical, dose, site }
}

/// Joins administrations that different sources saw within days of each other, one to one, in order of time.
fn pair(admins: Vec<Admin>) -> Vec<Admin> {
    let one_source = admins.iter().fold(0u64, |all, admin| all | admin.sources).count_ones() < 2;
    if one_source {
        return admins;
    }
    let mut joined: Vec<Admin> = Vec::with_capacity(admins.len());
    for admin in admins {
        let twin = joined
            .iter_mut()
            .rev()
            .take_while(|earlier| admin.day - earlier.day <= TWO_SOURCES)
            .find(|earlier| earlier.sources & admin.sources == 0);
        match twin {
            Some(earlier) => join(earlier, admin),
            None => joined.push(admin),
        }
    }
    joined.sort_by_key(|admin| (admin.day, admin.rows[0]));
    joined
}

fn join(into: &mut Admin, other: Admin) {
    if other.clinical && !into.clinical {
        into.day = other.day;
    }
    into.rows.extend(other.rows);
    into.sources |= other.sources;
    into.clinical |= other.clinical;
    into.dose = into.dose.max(other.dose);
    into.site = into.site.or(other.site);
}
