//! Silences: how long nothing was recorded between one moment of a journey and the next.
//! It does not say why. Whether a source could have seen something is coverage's question, and a silence becomes a
//! gap only once that is answered.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, Span, Time};
use crate::store::Store;

use super::EventMask;

/// Patients that one worker looks at in a row.
const PATIENTS_EACH: usize = 1024;

/// The silences of a number of patients.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Silences {
    /// How many there are, over all patients.
    pub count: u64,
    /// The patients who have any.
    pub patients: PatientSet,
    /// The longest, with whose it is; of equally long ones the first one of the first patient.
    pub longest: Option<(PatientId, Span)>,
}

/// What one worker found.
#[derive(Default)]
struct Found {
    count: u64,
    patients: Vec<PatientId>,
    /// The length of the longest, in µs, and whose it is.
    longest: Option<(u64, PatientId)>,
}

/// Finds the silences of more than `longer_than` µs between consecutive admitted events of each patient. Times are the
/// starts of events; events with the same start are one moment.
pub fn find(
    store: &Store,
    patients: &PatientSet,
    mask: &EventMask,
    longer_than: u64,
    cancel: &Cancel,
) -> Result<Silences, Cancelled> {
    let ids: Vec<PatientId> = patients.iter().collect();
    let found: Vec<Found> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| cancel.check().map(|()| look(store, ids, mask, longer_than)))
        .collect::<Result<_, _>>()?;
    // The earliest of the longest, as the doc promises: a later one has to be longer.
    let longest = found.iter().filter_map(|found| found.longest).reduce(|a, b| if b.0 > a.0 { b } else { a });
    let span = |(length, patient): (u64, PatientId)| {
        let mut all = of_patient(store, patient, mask, longer_than);
        all.find(|&span| self::length(span) == length).map(|span| (patient, span))
    };
    let mut bits = vec![0u8; store.patient_count().div_ceil(8)];
    for patient in found.iter().flat_map(|found| &found.patients) {
        bits[patient.index() / 8] |= 1 << (patient.index() % 8);
    }
    Ok(Silences {
        count: found.iter().map(|found| found.count).sum(),
        patients: PatientSet::from_bits(&bits),
        longest: longest.and_then(span),
    })
}

/// The silences of more than `longer_than` µs of one patient, in order of time: each from the start of the last event
/// before it to the start of the first one after it.
pub fn of_patient<'a>(
    store: &'a Store,
    patient: PatientId,
    mask: &'a EventMask,
    longer_than: u64,
) -> impl Iterator<Item = Span> + 'a {
    let events = store.events();
    let mut before = None;
    let admitted = store.events_of(patient).filter(|&at| mask.admits(events, at));
    let spans = admitted.filter_map(move |at| {
        let to = Time(events.start[at]);
        before.replace(to).map(|from| Span { from, to })
    });
    spans.filter(move |&span| length(span) > longer_than)
}

fn look(store: &Store, ids: &[PatientId], mask: &EventMask, longer_than: u64) -> Found {
    let starts = &store.events().start;
    let mut found = Found::default();
    for &patient in ids {
        let to_beat = found.longest.map_or(longer_than, |(length, _)| length);
        let counted =
            if mask.is_all() { count(&starts[store.events_of(patient)], longer_than, to_beat) } else { None };
        let (count, longer) = counted.unwrap_or_else(|| {
            let lengths = of_patient(store, patient, mask, longer_than).map(length);
            lengths.fold((0, false), |(count, longer), length| (count + 1, longer || length > to_beat))
        });
        if count > 0 {
            found.count += count;
            found.patients.push(patient);
        }
        if longer {
            let longest = of_patient(store, patient, mask, to_beat).map(length).max();
            found.longest = longest.map(|length| (length, patient));
        }
    }
    found
}

fn length(span: Span) -> u64 {
    span.to.0.abs_diff(span.from.0)
}

/// How many steps between ascending times are longer than `longer_than`, and whether any is longer than `to_beat`. Both
/// are told by the sign of a difference alone, of which a processor takes several at once; `None` where signs would
/// not hold it, with times further apart than `i64` counts.
fn count(times: &[i64], longer_than: u64, to_beat: u64) -> Option<(u64, bool)> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return Some((0, false)) };
    last.checked_sub(*first)?;
    let (longer_than, to_beat) = (i64::try_from(longer_than).ok()?, i64::try_from(to_beat).ok()?);
    let (mut count, mut beaten) = (0, 0);
    for (from, to) in times.iter().zip(times.get(1..).unwrap_or_default()) {
        let length = to.wrapping_sub(*from);
        count += longer_than.wrapping_sub(length).cast_unsigned() >> 63;
        beaten |= to_beat.wrapping_sub(length);
    }
    Some((count, beaten < 0))
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::super::test::store;
    use super::*;
    use crate::base::time::DAY;
    use crate::model::EventTest;

    const DAYS_90: u64 = 90 * DAY as u64;

    /// Looks at every pair of events of a patient, whatever their order in the store.
    fn plain(store: &Store, patients: &PatientSet, mask: &EventMask, longer_than: u64) -> Silences {
        let mut silences = Silences::default();
        for patient in patients.iter() {
            let events = store.events();
            let times: Vec<i64> = store
                .events_of(patient)
                .filter(|&at| mask.admits(events, at))
                .map(|at| events.start[at])
                .collect();
            for &from in times.iter().collect::<std::collections::BTreeSet<_>>() {
                let Some(&to) = times.iter().filter(|&&to| to > from).min() else { continue };
                let length = (to - from) as u64;
                if length <= longer_than {
                    continue;
                }
                silences.count += 1;
                silences.patients.insert(patient);
                if silences.longest.is_none_or(|(_, span)| length > (span.to.0 - span.from.0) as u64) {
                    silences.longest = Some((patient, Span { from: Time(from), to: Time(to) }));
                }
            }
        }
        silences
    }

    proptest! {
        #[test]
        fn silences_are_what_pairs_of_events_say(
            rows in prop::collection::vec((0u32..12, 0u16..3, 0u8..9, 0u32..10, 0i64..900, Just(None)), 0..120),
            days in 0u64..200, source in prop::option::of(0usize..3), some in any::<u16>(),
        ) {
            let store = store(&rows);
            let everybody = EventMask::all(&store);
            let mask = match source {
                Some(at) => {
                    let sources = vec![store.head().sources[at].id.clone()];
                    everybody.and_test(&store, &EventTest { sources, ..EventTest::default() })
                }
                None => everybody,
            };
            let ids = (0..store.patient_count() as u32).map(PatientId);
            let patients: PatientSet = ids.filter(|id| some >> (id.0 % 16) & 1 == 1).collect();
            let longer_than = days * DAY as u64;
            let found = find(&store, &patients, &mask, longer_than, &Cancel::default()).unwrap();
            prop_assert_eq!(&found, &plain(&store, &patients, &mask, longer_than));
            let each: usize =
                patients.iter().map(|patient| of_patient(&store, patient, &mask, longer_than).count()).sum();
            prop_assert_eq!(each as u64, found.count);
        }
    }

    #[test]
    fn times_at_the_ends_of_time_are_counted_too() {
        let row = |day| (0, 0, 0, 0, day, None);
        let store = store(&[row(i64::MIN / DAY), row(0), row(i64::MAX / DAY)]);
        let all = EventMask::all(&store);
        let found = find(&store, &store.everybody(), &all, i64::MAX as u64 / 2, &Cancel::default()).unwrap();
        let longest = found.longest.map(|(_, span)| span.to.0.abs_diff(span.from.0));
        assert_eq!((found.count, longest), (2, Some((i64::MIN / DAY * DAY).unsigned_abs())));
    }

    #[test]
    fn ninety_days_are_not_more_than_ninety() {
        let row = |patient, day| (patient, 0, 0, 0, day, None);
        let store =
            store(&[row(0, 0), row(0, 90), row(0, 90), row(0, 181), row(1, 0), row(1, 400), row(2, 7)]);
        let all = EventMask::all(&store);
        let found = find(&store, &store.everybody(), &all, DAYS_90, &Cancel::default()).unwrap();
        let longest = Span { from: Time(0), to: Time(400 * DAY) };
        assert_eq!((found.count, found.longest), (2, Some((PatientId(1), longest))));
        assert_eq!(found.patients, PatientSet::from_sorted([PatientId(0), PatientId(1)]));
        let stopped = Cancel::default();
        stopped.cancel();
        assert_eq!(find(&store, &store.everybody(), &all, DAYS_90, &stopped), Err(Cancelled));
    }
}
