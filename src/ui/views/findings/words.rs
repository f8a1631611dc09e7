//! What things of the findings screen are called: rules, categories, sources of a finding, its reason and its measure.
//! It decides no wording of its own: that is in the message files and in the packs.

use crate::base::Precision;
use crate::compute::rules::{Finding, Reason, Why};
use crate::model::rule::{Pack, Rule, Severity};
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::findings::FindingsWords as _;
use crate::store::Store;
use crate::ui::icons::Icon;
use crate::ui::{Ctx, names};
use crate::workspace::sources_of;

/// A rule's title.
pub fn title<'a>(rule: &'a Rule, ctx: &Ctx<'_>) -> &'a str {
    rule.title.in_language(ctx.texts.lang().code())
}

/// A category of quality; one without a text of its own is shown as packs write it.
pub fn category(id: &str, ctx: &Ctx<'_>) -> String {
    ctx.texts.find(&format!("rule-category-{}", id.replace('.', "-"))).unwrap_or_else(|| id.to_owned())
}

/// A severity's icon and colour.
pub fn severity(severity: Severity) -> (Icon, Ink) {
    match severity {
        Severity::Error => (Icon::Error, Ink::Error),
        Severity::Warning => (Icon::Warning, Ink::Warning),
        Severity::Info => (Icon::Info, Ink::Accent),
    }
}

/// Why a finding is what it is.
pub fn reason(finding: &Finding, pack: &Pack, ctx: &Ctx<'_>) -> String {
    match finding.reason(pack) {
        Reason::Say(say) => ctx.texts.say(&say),
        Reason::Text(text) => text.in_language(ctx.texts.lang().code()).to_owned(),
    }
}

/// What a row says of a finding beside its measure: why it is explained or cannot be judged, else what its rule finds.
pub fn what(finding: &Finding, pack: &Pack, ctx: &Ctx<'_>) -> String {
    let rule = pack.rules.get(usize::from(finding.rule));
    match (&finding.why, finding.measure, rule) {
        (Why::Above, Some(_), Some(rule)) => title(rule, ctx).to_owned(),
        _ => reason(finding, pack, ctx),
    }
}

/// The sources that a finding rests on.
pub fn sources(finding: &Finding, store: &Store) -> String {
    let bits = sources_of(store, finding);
    let each = store.head().sources.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
    each.map(|(_, source)| source.title.as_str()).collect::<Vec<_>>().join(", ")
}

/// The patient of a finding; nothing for findings about sources.
pub fn patient(finding: &Finding, store: &Store) -> String {
    finding.patient.map(|patient| store.head().keys.text(patient.index())).unwrap_or_default()
}

/// When a finding starts.
pub fn date(finding: &Finding, store: &Store, ctx: &Ctx<'_>) -> String {
    let Some(span) = finding.span else { return String::new() };
    let known = finding.events.first().map(|at| store.events().get(at.index()).start_precision);
    let precision = known.unwrap_or(Precision::Day).min(Precision::Day);
    ctx.texts.moment(span.from, precision, store.head().clock)
}

/// The number that the threshold judges, with its unit.
pub fn measure(finding: &Finding, pack: &Pack, ctx: &Ctx<'_>) -> String {
    let rule = pack.rules.get(usize::from(finding.rule));
    let param = rule.and_then(|rule| rule.params.get(rule.slider()?));
    match (finding.measure, param) {
        (Some(measure), Some(param)) => Worded(ctx.texts).quantity(f64::from(measure), param.unit),
        _ => String::new(),
    }
}

/// A code's name of an event, by its row in the store.
pub fn code(at: usize, store: &Store, ctx: &Ctx<'_>) -> String {
    let code = store.head().codes.get(crate::base::CodeId(store.events().code[at]));
    names::code(code, ctx.texts)
}
