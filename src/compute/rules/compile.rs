//! A pack against one store's numbers: every selector becomes a bit, and an event's bits say which selectors it passes.
//! It judges nothing.

use std::sync::Arc;

use crate::base::{CodeId, Say, Trouble};
use crate::model::rule::{Agent, CodePattern, CodeSet, Condition, Pack, Primitive, Selector, Severity};
use crate::model::{Kind, Perspective};
use crate::store::{Code, Store};

/// The most different selectors that a pack may have: an event's are one bit each.
const MOST_SELECTORS: usize = 128;

/// Where [`Compiled::agent_of`] has no agent.
pub(super) const NO_AGENT: u16 = u16::MAX;

/// A selector of the compiled pack: one bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bit(pub u128);

/// A rule of a compiled pack.
#[derive(Clone, Debug)]
pub(super) struct CompiledRule {
    pub primitive: Primitive<Bit>,
    pub applies: Vec<Condition<Bit>>,
    pub plausible: Vec<Condition<Bit>>,
    pub cannot: Vec<Condition<Bit>>,
    pub escalate: Vec<(Condition<Bit>, Severity)>,
}

/// A pack against one store's numbers.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(super) pack: Arc<Pack>,
    pub(super) generation: u64,
    /// By code, phase and source: the selectors that each lets through.
    codes: Vec<u128>,
    phases: [u128; 32],
    sources: Vec<u128>,
    /// The selectors that take dates that cannot be dates of events.
    flawed: u128,
    /// By code: the place of its agent in the pack, or [`NO_AGENT`].
    pub(super) agent_of: Vec<u16>,
    /// Sources made to be paid, one bit each.
    pub(super) billing: u64,
    pub(super) rules: Vec<CompiledRule>,
}

/// Compiles a pack against a store. Only a pack with too many different selectors cannot be compiled.
#[expect(clippy::needless_pass_by_value, reason = "what is compiled keeps its pack")]
pub fn compile(pack: Arc<Pack>, store: &Store) -> Result<Compiled, Trouble> {
    let head = store.head();
    let paid = |kind: &Kind, said: Option<Perspective>| match said {
        Some(said) => said == Perspective::Billing,
        None => *kind == Kind::Claims,
    };
    let billing =
        head.sources.iter().enumerate().filter(|(_, source)| paid(&source.kind, source.perspective));
    let billing = billing.fold(0u64, |bits, (at, _)| bits | 1 << at);
    let written: Vec<Written> = head.codes.iter().map(Written::new).collect();
    let agent_of: Vec<u16> = written.iter().map(|code| agent(&pack.agents, code)).collect();

    let mut selectors: Vec<Selector> = Vec::new();
    let mut bit = |selector: &Selector| {
        let at = selectors.iter().position(|known| known == selector).unwrap_or_else(|| {
            selectors.push(selector.clone());
            selectors.len() - 1
        });
        Bit(1u128.checked_shl(at as u32).unwrap_or(0))
    };
    let rules = pack.rules.iter().map(|rule| CompiledRule {
        primitive: rule.primitive.map(&mut bit),
        applies: rule.applies_when.iter().map(|when| when.map(&mut bit)).collect(),
        plausible: rule.plausible_if.iter().map(|clause| clause.when.map(&mut bit)).collect(),
        cannot: rule.cannot_judge_if.iter().map(|clause| clause.when.map(&mut bit)).collect(),
        escalate: rule.escalate.iter().map(|step| (step.when.map(&mut bit), step.to)).collect(),
    });
    let rules: Vec<CompiledRule> = rules.collect();
    if selectors.len() > MOST_SELECTORS {
        let say =
            Say::new("rules-too-many-selectors").with("n", selectors.len()).with("most", MOST_SELECTORS);
        return Err(Trouble::new(pack.id.clone(), say));
    }

    let mut compiled = Compiled {
        generation: store.generation(),
        codes: vec![0; head.codes.len()],
        phases: [0; 32],
        sources: vec![0; head.sources.len()],
        flawed: 0,
        agent_of,
        billing,
        rules,
        pack: Arc::clone(&pack),
    };
    for (at, selector) in selectors.iter().enumerate() {
        compiled.set(selector, 1 << at, store, &written);
    }
    Ok(compiled)
}

impl Compiled {
    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The generation of the store it was compiled against.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The agent of a code.
    pub fn agent(&self, code: CodeId) -> Option<&Agent> {
        self.pack.agents.get(usize::from(*self.agent_of.get(code.index())?))
    }

    /// The selectors that an event passes.
    #[inline]
    pub(super) fn bits(&self, store: &Store, at: usize) -> u128 {
        let events = store.events();
        let bits = self.codes[events.code[at] as usize]
            & self.phases[usize::from(events.phase[at] & 31)]
            & self.sources[usize::from(events.source[at])];
        if events.flaws[at] & crate::compute::extent::NO_DATE == 0 { bits } else { bits & self.flawed }
    }

    /// Whether a source was made to be paid.
    pub(super) fn is_billing(&self, source: u8) -> bool {
        self.billing >> source & 1 == 1
    }

    fn set(&mut self, selector: &Selector, bit: u128, store: &Store, written: &[Written]) {
        let head = store.head();
        for (phase, bits) in head.phases.iter().zip(&mut self.phases) {
            let named = selector.phases.is_empty() || selector.phases.contains(&phase.id);
            if named && !selector.not_phases.contains(&phase.id) {
                *bits |= bit;
            }
        }
        for (at, (source, bits)) in head.sources.iter().zip(&mut self.sources).enumerate() {
            let kind = selector.kinds.is_empty() || selector.kinds.contains(&source.kind);
            let named = selector.sources.is_empty() || selector.sources.contains(&source.id);
            let perspective = selector
                .perspective
                .is_none_or(|asked| (asked == Perspective::Billing) == (self.billing >> at & 1 == 1));
            if kind && named && perspective && !selector.not_kinds.contains(&source.kind) {
                *bits |= bit;
            }
        }
        if selector.flawed {
            self.flawed |= bit;
        }
        let sets = |ids: &[String]| -> Vec<Set> {
            self.pack.sets.iter().filter(|set| ids.contains(&set.id)).map(Set::new).collect()
        };
        let (sets, not_sets) = (sets(&selector.sets), sets(&selector.not_sets));
        for (at, code) in written.iter().enumerate() {
            let in_sets = selector.sets.is_empty() || sets.iter().any(|set| set.has(code));
            let class = self.pack.agents.get(usize::from(self.agent_of[at])).map(|agent| agent.class);
            let in_class =
                selector.agents.is_empty() || class.is_some_and(|class| selector.agents.contains(&class));
            if in_sets && in_class && !not_sets.iter().any(|set| set.has(code)) {
                self.codes[at] |= bit;
            }
        }
    }
}

/// A code as patterns see it.
struct Written {
    system: String,
    code: String,
    names: [String; 3],
}

/// Capitals, blanks around and full stops do not count.
fn plain(code: &str) -> String {
    code.trim().chars().filter(|letter| *letter != '.').flat_map(char::to_lowercase).collect()
}

impl Written {
    fn new(code: &Code) -> Self {
        let lower = |text: Option<&str>| text.unwrap_or_default().trim().to_lowercase();
        Self {
            system: code.system.trim().to_lowercase(),
            code: plain(&code.code),
            names: [lower(Some(&code.code)), lower(code.label.as_deref()), lower(code.label_nl.as_deref())],
        }
    }
}

/// A code set of a pack, to be asked of single codes.
pub(super) struct Membership(Set);

impl Membership {
    /// The set of this id, if the pack has it.
    pub fn new(pack: &Pack, id: &str) -> Option<Self> {
        pack.sets.iter().find(|set| set.id == id).map(|set| Self(Set::new(set)))
    }

    /// Whether a code is in it.
    pub fn has(&self, code: &Code) -> bool {
        self.0.has(&Written::new(code))
    }
}

/// A code set, ready to be asked.
struct Set(Vec<CodePattern>);

impl Set {
    fn new(set: &CodeSet) -> Self {
        let pattern = |pattern: &CodePattern| {
            let system = pattern.system.trim().to_lowercase();
            let label = system == "label" && !pattern.system_prefix;
            let code = if label { pattern.code.trim().to_lowercase() } else { plain(&pattern.code) };
            CodePattern { system, code, ..*pattern }
        };
        Self(set.codes.iter().map(pattern).collect())
    }

    fn has(&self, code: &Written) -> bool {
        let fits =
            |text: &str, part: &str, prefix: bool| if prefix { text.starts_with(part) } else { text == part };
        self.0.iter().any(|pattern| {
            if pattern.system == "label" && !pattern.system_prefix {
                let mut names = code.names.iter().filter(|name| !name.is_empty());
                return names.any(|name| fits(name, &pattern.code, pattern.code_prefix));
            }
            fits(&code.system, &pattern.system, pattern.system_prefix)
                && fits(&code.code, &pattern.code, pattern.code_prefix)
        })
    }
}

/// The place of a code's agent: by ATC where the system is ATC, and by its names everywhere.
fn agent(agents: &[Agent], code: &Written) -> u16 {
    let is_atc = code.system.starts_with("atc") || code.system.ends_with("atc");
    let by_atc = |agent: &Agent| agent.atc.iter().any(|atc| is_atc && code.code.starts_with(&plain(atc)));
    let by_name = |agent: &Agent| {
        let mut names = code.names.iter().filter(|name| !name.is_empty());
        names.any(|name| agent.names.iter().any(|known| known == name))
    };
    let found = agents.iter().position(by_atc).or_else(|| agents.iter().position(by_name));
    found.map_or(NO_AGENT, |at| at as u16)
}
