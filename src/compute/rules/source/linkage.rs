//! The rules of linkage quality, as findings of a pack: each thing that `coverage::link_quality` judges is one.
//! It judges nothing anew.

use crate::base::{Cancel, Cancelled, Say, SourceId};
use crate::compute::coverage::link_quality::{self, About, Detail, Spec};
use crate::compute::rules::view::Ground;
use crate::model::rule::{LinkRule, Verdict};
use crate::store::Head;

use super::Judged;

/// What one rule of linkage quality judged. The rules are judged together, once: the first one asked for keeps them.
pub(super) fn findings(
    ground: &Ground<'_>,
    rule: LinkRule,
    kept: &mut Option<Vec<link_quality::Finding>>,
    cancel: &Cancel,
) -> Result<Vec<Judged>, Cancelled> {
    let store = ground.store;
    if kept.is_none() {
        *kept = Some(link_quality::judge(store, &Spec::of(store), cancel)?);
    }
    let id = LinkRule::ALL.iter().find(|(known, _)| *known == rule).map_or("", |(_, id)| *id);
    let found = kept.iter().flatten().find(|finding| finding.id == id);
    let details = found.map_or(&[][..], |finding| &finding.details);
    Ok(details.iter().map(|detail| judged(detail, store.head())).collect())
}

fn judged(detail: &Detail, head: &Head) -> Judged {
    let verdict = match detail.verdict {
        link_quality::Verdict::Flag => Verdict::Violation,
        link_quality::Verdict::Ok => Verdict::Ok,
        link_quality::Verdict::CannotJudge => Verdict::CannotJudge,
        link_quality::Verdict::NotApplicable => Verdict::NotApplicable,
    };
    let source = match &detail.about {
        About::Level { source, .. } | About::SeenAfterDeath(_, source) => Some(*source),
        _ => None,
    };
    Judged {
        source,
        span: None,
        measure: detail.value,
        verdict: Some(verdict),
        say: say(&detail.about, head),
        patients: detail.patients.clone(),
    }
}

/// What a detail is about, with its names filled in.
fn say(about: &About, head: &Head) -> Say {
    let name = |source: SourceId| head.sources.get(source.index()).map_or("", |source| source.title.as_str());
    let args: Vec<(&'static str, String)> = match about {
        About::OneToMany { from, to } | About::ManyToOne { from, to } => {
            vec![("from", from.clone()), ("to", to.clone())]
        }
        About::Level { source, subgroup, level } => vec![
            ("source", name(*source).to_owned()),
            ("subgroup", subgroup.clone()),
            ("level", level.clone().unwrap_or_default()),
        ],
        About::All => Vec::new(),
        About::Step(at) | About::Expectation(at) => vec![("n", (at + 1).to_string())],
        About::Pair(a, b) | About::Says(_, a, b) | About::SeenAfterDeath(a, b) => {
            vec![("a", name(*a).to_owned()), ("b", name(*b).to_owned())]
        }
    };
    let args = args.into_iter().map(|(name, value)| (name.into(), value)).collect();
    Say { key: about.key().into(), args }
}
