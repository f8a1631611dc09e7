//! Reads the tests of a rule: journeys of a line an event, and the verdicts that must come out.
//! It runs nothing.

use crate::base::{Precision, Say, Time};
use crate::io::date::{DateParser, Zone};
use crate::model::rule::{Expected, Proof, ProofEvent, ProofPatient, Severity, Verdict};

use super::cursor::{self, Map, Value, Wrong};

/// The most events that a line may stand for.
const MOST_TIMES: u32 = 10_000;

/// The tests of a rule.
pub(super) fn proofs(value: &Value<'_>, text: &str) -> Result<Vec<Proof>, Wrong> {
    value.list()?.iter().map(|each| proof(each, text)).collect()
}

fn proof(value: &Value<'_>, text: &str) -> Result<Proof, Wrong> {
    let map = value.map()?;
    let title = map.need("title")?.text()?.to_owned();
    let expect = expected(&map.need("expect")?)?;
    let no_window = map.get("no_window").map_or(Ok(Vec::new()), |value| value.texts())?;
    let patients = match map.get("patients") {
        Some(patients) => patients
            .list()?
            .iter()
            .map(|value| {
                let map = value.map()?;
                let patient = patient(&map)?;
                map.done()?;
                Ok(patient)
            })
            .collect::<Result<_, _>>()?,
        None => vec![patient(&map)?],
    };
    map.done()?;
    Ok(Proof { title, line: cursor::line(text, value.at), patients, no_window, expect })
}

fn expected(value: &Value<'_>) -> Result<Expected, Wrong> {
    let map = value.map()?;
    let mut verdicts = [None; 5];
    for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
        if let Some(count) = map.get(verdict.id()) {
            verdicts[at] = Some(u64::from(count.count()?));
        }
    }
    let severities = Severity::ALL.map(|severity| (severity, severity.id()));
    let severity = map.get("severity").map(|value| value.word(&severities)).transpose()?;
    map.done()?;
    if verdicts.iter().all(Option::is_none) {
        return Err(value.wrong(Say::new("rules-expects-nothing")));
    }
    Ok(Expected { verdicts, severity })
}

fn patient(map: &Map<'_>) -> Result<ProofPatient, Wrong> {
    let moment = |key: &str| map.get(key).map(|value| date(&value, value.text()?)).transpose();
    let mut events = Vec::new();
    for line in map.need("events")?.list()? {
        events.extend(event(&line)?);
    }
    let attribute = |(name, value): (String, Value<'_>)| Ok((name, value.text()?.to_owned()));
    let attributes = match map.get("attributes") {
        Some(value) => value.map()?.entries().into_iter().map(attribute).collect::<Result<_, Wrong>>()?,
        None => Vec::new(),
    };
    Ok(ProofPatient { birth: moment("birth")?, death: moment("death")?, attributes, events })
}

fn date(value: &Value<'_>, text: &str) -> Result<(Time, Precision), Wrong> {
    let wrong = || value.wrong(Say::new("rules-bad-date").with_name("date", text));
    let zone = Zone::named("UTC").ok_or_else(wrong)?;
    let stamp = DateParser::new(None, &zone, 2100).ok().and_then(|parser| parser.parse(text));
    stamp.map(|stamp| (stamp.time, stamp.precision)).ok_or_else(wrong)
}

/// The events of a line: `2019-03-01..2019-03-04 hospital treatment atc:L01XA02 dose=200 x3 +21` stands for three
/// events, 21 days from one to the next.
fn event(value: &Value<'_>) -> Result<Vec<ProofEvent>, Wrong> {
    let text = value.text()?;
    let wrong = || value.wrong(Say::new("rules-bad-event").with_name("line", text));
    let mut words = text.split_whitespace();
    let (dates, source, phase, code) = (words.next(), words.next(), words.next(), words.next());
    let (Some(dates), Some(source), Some(phase), Some(code)) = (dates, source, phase, code) else {
        return Err(wrong());
    };
    let (start, end) = dates.split_once("..").map_or((dates, None), |(start, end)| (start, Some(end)));
    let (system, code) = code.rsplit_once(':').ok_or_else(wrong)?;
    let mut event = ProofEvent {
        start: date(value, start)?,
        end: end.map(|end| date(value, end)).transpose()?,
        source: source.to_owned(),
        phase: phase.to_owned(),
        system: system.to_owned(),
        code: code.to_owned(),
        ..ProofEvent::default()
    };
    let (mut times, mut step) = (1u32, 0i64);
    for word in words {
        if let Some((name, given)) = word.split_once('=') {
            let number = || given.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(wrong);
            match name {
                "dose" => event.dose = Some(number()?),
                "value" => event.value = Some(number()?),
                "supply" => event.supply = Some(number()?),
                "quantity" => event.quantity = Some(number()?),
                "site" => event.site = Some(given.to_owned()),
                _ => return Err(wrong()),
            }
        } else if let Some(count) = word.strip_prefix('x') {
            times = count.parse().ok().filter(|times| (1..=MOST_TIMES).contains(times)).ok_or_else(wrong)?;
        } else if let Some(days) = word.strip_prefix('+') {
            step = days.parse::<u16>().map(i64::from).map_err(|_| wrong())?;
        } else {
            return Err(wrong());
        }
    }
    Ok((0..i64::from(times)).map(|n| moved(&event, n * step)).collect())
}

/// The event a number of days later.
fn moved(event: &ProofEvent, days: i64) -> ProofEvent {
    let later =
        |(time, precision): (Time, Precision)| (Time(time.0 + days * crate::base::time::DAY), precision);
    ProofEvent { start: later(event.start), end: event.end.map(later), ..event.clone() }
}
