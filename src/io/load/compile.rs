//! Compiles a descriptor into a plan: what holds for the whole extract, and the list of tables.
//! Single tables are compiled next door; nothing is loaded here, though every file's head is looked at.

use crate::base::{Cancel, Clock, Say, Span, Time, time::DAY};
use crate::io::date::{DateParser, Stamp, Zone};
use crate::model::descriptor::{Package, Resource, Role, WindowDef};
use crate::model::phase::MOST_PHASES;
use crate::model::{Align, CodeRef, EventTest, Kind, Occurrence, Phase, Source, Window};
use crate::store::MOST_SOURCES;

use super::LoadError;
use super::descriptor::Descriptor;
use super::plan::{Place, Plan};
use super::table::TableCompiler;

/// Two-digit years up to this one are of this century in an extract without `asOf`.
const NEWEST_WITHOUT_AS_OF: i64 = 2068;

/// What is settled before any table is compiled, and the names that tables share.
pub(super) struct Shared {
    pub place: Place,
    pub zone: Zone,
    pub newest: i64,
    pub plan: Plan,
}

/// Tables that cannot be followed, by their places in the descriptor, with why.
pub(super) type Broken = Vec<(usize, LoadError)>;

/// Compiles everything. Tables that cannot be compiled are given back as errors by place.
pub(super) fn compile(descriptor: Descriptor, cancel: &Cancel) -> Result<(Plan, Package, Broken), LoadError> {
    let Descriptor { place, mut package, resources } = descriptor;
    let mut shared = shared(place, &package, &resources)?;
    let mut broken = Vec::new();
    let mut suspects = Vec::new();
    for (at, resource) in resources.iter().enumerate() {
        cancel.check()?;
        let table = resource.as_ref().map_err(Clone::clone);
        match table.and_then(|resource| TableCompiler::new(&mut shared, at, resource).compile()) {
            Ok((table, files)) => {
                shared.plan.tables.push(Some(table));
                shared.plan.files.extend(files);
            }
            Err(LoadError::Identifiers(found)) => {
                suspects.extend(found);
                shared.plan.tables.push(None);
            }
            Err(error) => {
                broken.push((at, error));
                shared.plan.tables.push(None);
            }
        }
    }
    if !suspects.is_empty() {
        return Err(LoadError::Identifiers(suspects));
    }
    if shared.plan.files.len() > usize::from(u16::MAX) {
        return Err(shared.wrong("$.resources", Say::new("failure-many-files")));
    }
    shared.plan.base = base_domain(&shared.plan);
    package.resources = resources.into_iter().map(Result::unwrap_or_default).collect();
    Ok((shared.plan, package, broken))
}

impl Shared {
    /// An error of the descriptor.
    pub fn wrong(&self, at: &str, why: Say) -> LoadError {
        LoadError::Descriptor { path: self.place.descriptor.clone(), at: at.to_owned(), why }
    }

    /// A date in the descriptor itself.
    pub fn stamp(&self, text: &str, at: &str) -> Result<Stamp, LoadError> {
        let parser = DateParser::new(None, &self.zone, self.newest).ok();
        parser
            .and_then(|parser| parser.parse(text))
            .ok_or_else(|| self.wrong(at, Say::new("failure-not-a-date")))
    }

    /// The place of a domain, taken up now if it is new.
    pub fn domain(&mut self, name: Option<&str>) -> usize {
        place_of(&mut self.plan.domains, name.unwrap_or(""))
    }

    /// The place of a code system, taken up now if it is new.
    pub fn system(&mut self, name: Option<&str>) -> usize {
        place_of(&mut self.plan.systems, name.unwrap_or(""))
    }

    /// The number of a phase.
    pub fn phase(&self, id: &str, at: &str) -> Result<u8, LoadError> {
        let known = self.plan.phases.iter().position(|phase| phase.id == id);
        known.map(|at| at as u8).ok_or_else(|| {
            let ids: Vec<&str> = self.plan.phases.iter().map(|phase| phase.id.as_str()).collect();
            let why = Say::new("failure-no-phase").with_name("phase", id).with("phases", ids.join(", "));
            self.wrong(at, why)
        })
    }
}

fn place_of(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

fn shared(
    place: Place,
    package: &Package,
    resources: &[Result<Resource, LoadError>],
) -> Result<Shared, LoadError> {
    let block = &package.periplus;
    let name = block.timezone.as_deref().unwrap_or("Europe/Amsterdam");
    let zone = Zone::named(name);
    let plan = Plan {
        title: package.title.clone().or_else(|| package.name.clone()).unwrap_or_default(),
        names: resources.iter().map(|r| r.as_ref().map(|r| r.name.clone()).unwrap_or_default()).collect(),
        roles: resources.iter().map(|r| r.as_ref().map(|r| r.periplus.role).unwrap_or_default()).collect(),
        clock: Clock::Calendar,
        as_of: None,
        index: Align::Index,
        phases: block.phases.clone().unwrap_or_else(Phase::defaults),
        sources: Vec::new(),
        source_groups: block.source_groups.clone(),
        population: Vec::new(),
        domains: Vec::new(),
        base: 0,
        systems: Vec::new(),
        attributes: Vec::new(),
        given: Vec::new(),
        tables: Vec::new(),
        files: Vec::new(),
    };
    let known = zone.is_some();
    let zone = zone.or_else(|| Zone::named("UTC"));
    let Some(zone) = zone else {
        return Err(LoadError::NoDescriptor { path: place.descriptor });
    };
    let mut shared = Shared { place, zone, newest: NEWEST_WITHOUT_AS_OF, plan };
    if !known {
        let why = Say::new("failure-no-timezone").with_name("zone", name);
        return Err(shared.wrong("$.periplus.timezone", why));
    }
    if shared.plan.phases.len() > MOST_PHASES || shared.plan.phases.is_empty() {
        let why = Say::new("failure-phase-count").with("most", MOST_PHASES);
        return Err(shared.wrong("$.periplus.phases", why));
    }
    shared.plan.clock = clock(&shared, resources)?;
    if let Some(as_of) = block.as_of.as_deref().filter(|_| shared.plan.clock == Clock::Calendar) {
        let Stamp { time, precision } = shared.stamp(as_of, "$.periplus.asOf")?;
        let last = Time(time.span(precision).to.0 - DAY).max(time);
        shared.plan.as_of = Some(Time::from_days(last.days()));
        shared.newest = last.date().0;
    }
    sources(&mut shared, resources)?;
    population(&mut shared, package)?;
    shared.plan.index = index(&shared, package)?;
    Ok(shared)
}

/// Whether the extract carries dates or days since the index event; it must not do both.
fn clock(shared: &Shared, resources: &[Result<Resource, LoadError>]) -> Result<Clock, LoadError> {
    let mut seen = None;
    for (at, resource) in resources.iter().enumerate() {
        let Ok(resource) = resource else { continue };
        for (k, event) in resource.periplus.events.iter().enumerate() {
            let Some(start) = &event.start else { continue };
            let clock = if start.is_relative() { Clock::Relative } else { Clock::Calendar };
            if *seen.get_or_insert(clock) != clock {
                return Err(shared.wrong(
                    &format!("$.resources[{at}].periplus.events[{k}].start"),
                    Say::new("failure-two-clocks"),
                ));
            }
        }
    }
    Ok(seen.unwrap_or_default())
}

/// The sources in the order in which resources name them; what a later resource adds is added.
fn sources(shared: &mut Shared, resources: &[Result<Resource, LoadError>]) -> Result<(), LoadError> {
    for (at, resource) in resources.iter().enumerate() {
        let Ok(resource) = resource else { continue };
        let block = &resource.periplus;
        if matches!(block.role, Role::Crosswalk | Role::Codes) {
            continue;
        }
        let windows = windows(shared, block.window.as_deref().unwrap_or(&[]), at)?;
        let id = block.source.clone().unwrap_or_else(|| resource.name.clone());
        let place = shared.plan.sources.iter().position(|source| source.id == id).unwrap_or_else(|| {
            let source = Source {
                id: id.clone(),
                title: String::new(),
                holder: None,
                kind: Kind::Other,
                perspective: None,
                windows: Vec::new(),
            };
            shared.plan.sources.push(source);
            shared.plan.sources.len() - 1
        });
        let source = &mut shared.plan.sources[place];
        if source.title.is_empty() {
            source.title =
                block.title.as_ref().map(|title| title.in_language("en").to_owned()).unwrap_or_default();
        }
        source.holder = source.holder.take().or_else(|| block.holder.clone());
        source.perspective = source.perspective.or(block.perspective);
        if source.kind == Kind::Other {
            source.kind = block.kind.clone().unwrap_or_default();
        }
        source.windows.extend(windows);
    }
    for source in &mut shared.plan.sources {
        if source.title.is_empty() {
            source.title.clone_from(&source.id);
        }
        source.windows.sort_by_key(|window| (window.span.from, window.span.to));
        source.windows.dedup();
    }
    if shared.plan.sources.len() > MOST_SOURCES {
        let there = shared.plan.sources.len();
        let why = Say::new("failure-many-sources").with("there", there).with("most", MOST_SOURCES);
        return Err(shared.wrong("$.resources", why));
    }
    Ok(())
}

fn windows(shared: &Shared, defs: &[WindowDef], resource: usize) -> Result<Vec<Window>, LoadError> {
    let window = |(k, def): (usize, &WindowDef)| {
        let at = format!("$.resources[{resource}].periplus.window[{k}]");
        let mut span = Span { from: Time(i64::MIN), to: Time(i64::MAX) };
        if let Some(from) = &def.from {
            span.from = shared.stamp(from, &format!("{at}.from"))?.time;
        }
        if let Some(to) = &def.to {
            let Stamp { time, precision } = shared.stamp(to, &format!("{at}.to"))?;
            span.to = time.span(precision).to;
        }
        if span.from >= span.to {
            return Err(shared.wrong(&at, Say::new("failure-window-backwards")));
        }
        Ok(Window { span, note: def.note.clone() })
    };
    defs.iter().enumerate().map(window).collect()
}

fn population(shared: &mut Shared, package: &Package) -> Result<(), LoadError> {
    let names = package.periplus.population.as_ref().map_or(&[][..], |names| names.as_slice());
    for name in names {
        let Some(place) = shared.plan.sources.iter().position(|source| source.id == *name) else {
            let ids: Vec<&str> = shared.plan.sources.iter().map(|source| source.id.as_str()).collect();
            let why = Say::new("failure-no-source").with_name("source", name).with("sources", ids.join(", "));
            return Err(shared.wrong("$.periplus.population", why));
        };
        shared.plan.population.push(place);
    }
    shared.plan.population.sort_unstable();
    shared.plan.population.dedup();
    Ok(())
}

/// Day 0: as declared, else the index that days are counted from, else the first event.
fn index(shared: &Shared, package: &Package) -> Result<Align, LoadError> {
    let Some(index) = &package.periplus.index else {
        return Ok(match shared.plan.clock {
            Clock::Relative => Align::Index,
            Clock::Calendar => Align::Event(EventTest::default(), Occurrence::First),
        });
    };
    if let Some(phase) = &index.phase {
        shared.phase(phase, "$.periplus.index.phase")?;
    }
    let code =
        index.code.clone().map(|code| CodeRef { system: index.system.clone().unwrap_or_default(), code });
    let test = EventTest {
        phases: index.phase.iter().cloned().collect(),
        codes: code.into_iter().collect(),
        ..EventTest::default()
    };
    Ok(Align::Event(test, index.occurrence.as_ref().map(Into::into).unwrap_or_default()))
}

/// The domain of the population's source, else of the first table with patients, else the first one.
fn base_domain(plan: &Plan) -> usize {
    use super::plan::RolePlan;
    let domain = |wanted: Option<usize>| {
        plan.tables.iter().flatten().find_map(|table| {
            if wanted.is_some() && table.source != wanted {
                return None;
            }
            match &table.role {
                RolePlan::Events(events) => Some(events.domain),
                RolePlan::Patients(patients) => Some(patients.domain),
                RolePlan::Coverage(coverage) => coverage.patient.as_ref().map(|_| coverage.domain),
                _ => None,
            }
        })
    };
    plan.population.iter().find_map(|source| domain(Some(*source))).or_else(|| domain(None)).unwrap_or(0)
}
