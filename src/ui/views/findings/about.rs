//! What there is to know of a rule: what would make its findings plausible, how often it was right so far, what leaving
//! its patients out would cost, and where its threshold comes from. It changes nothing and judges nothing.

use egui::{Grid, RichText, ScrollArea, Ui};

use crate::compute::precision::{Measured, measure};
use crate::compute::rules::Price;
use crate::model::About;
use crate::model::rule::{Evidence, Rule, Verdict};
use crate::report::findings::words::{severity_key, verdict_key};
use crate::report::words::Worded;
use crate::scene::coverage::{CoverageWords as _, YEAR};
use crate::ui::{Ctx, names, theme};

use super::card::{Subject, part};
use super::{list, words};

/// Shows all of it, where no finding is picked.
pub fn rule_ui(ui: &mut Ui, ctx: &Ctx<'_>, (at, rule): (u16, &Rule)) {
    ScrollArea::vertical().id_salt("rule").auto_shrink(false).show(ui, |ui| {
        let severity = ctx.texts.t(severity_key(rule.severity));
        let category = words::category(&rule.category, ctx);
        list::muted(ui, ctx, &format!("{} · v{} · {severity} · {category}", rule.id, rule.version));
        ui.label(RichText::new(words::title(rule, ctx)).font(theme::semibold(15.0)));
        verdicts_ui(ui, ctx, at);
        plausible_ui(ui, ctx, rule);
        let judged = measure(&ctx.workspace.project().judgements);
        let of = judged.get(&About::Rule(rule.id.clone())).and_then(|of| of.get(&None));
        if let Some(measured) = of {
            part(ui, ctx, "findings-precision");
            list::muted(ui, ctx, &precision_words(ctx, measured, &ctx.texts.t("findings-all-sources")));
        }
        price_ui(ui, ctx, at);
        sources_ui(ui, ctx, rule);
        ui.add_space(10.0);
        list::muted(ui, ctx, &ctx.texts.t("findings-pick-one"));
    });
}

/// How often it said what.
fn verdicts_ui(ui: &mut Ui, ctx: &Ctx<'_>, at: u16) {
    let Some(checked) = ctx.workspace.results().findings.checked.value() else { return };
    let Some(tally) = checked.rules.get(usize::from(at)) else { return };
    ui.add_space(6.0);
    Grid::new("verdicts").num_columns(2).spacing([14.0, 3.0]).show(ui, |ui| {
        for verdict in Verdict::ALL {
            ui.label(theme::muted(ctx.texts.t(verdict_key(verdict)), ctx.theme));
            ui.label(ctx.texts.count(tally.of(verdict)));
            ui.end_row();
        }
        ui.label(theme::muted(ctx.texts.t("findings-flagged"), ctx.theme));
        ui.label(ctx.texts.count(tally.patients.len() as u64));
        ui.end_row();
    });
}

/// What would make it plausible: in a sentence, then clause by clause as the rule looks for it.
pub fn plausible_ui(ui: &mut Ui, ctx: &Ctx<'_>, rule: &Rule) {
    let language = ctx.texts.lang().code();
    let sentence = rule.plausible.in_language(language);
    if sentence.is_empty() && rule.plausible_if.is_empty() {
        return;
    }
    part(ui, ctx, "findings-plausible");
    if !sentence.is_empty() {
        ui.add(egui::Label::new(sentence).wrap());
    }
    for clause in &rule.plausible_if {
        list::muted(ui, ctx, &format!("– {}", clause.say.in_language(language)));
    }
}

/// How often reviewers found it right, at the sources of a finding and at all.
pub fn precision_ui(ui: &mut Ui, ctx: &Ctx<'_>, of: &Subject<'_>) {
    let judged = measure(&ctx.workspace.project().judgements);
    let Some(by_source) = judged.get(&About::Rule(of.rule.id.clone())) else { return };
    part(ui, ctx, "findings-precision");
    let bits = crate::workspace::sources_of(of.store, of.finding);
    let sources = of.store.head().sources.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
    let ours = sources
        .filter_map(|(_, source)| Some((source.title.clone(), by_source.get(&Some(source.id.clone()))?)));
    let all = by_source.get(&None).map(|measured| (ctx.texts.t("findings-all-sources"), measured));
    for (name, measured) in all.into_iter().chain(ours) {
        list::muted(ui, ctx, &precision_words(ctx, measured, &name));
    }
}

/// "11 of 13 are errors: 85 % (58–96 %)".
pub fn precision_words(ctx: &Ctx<'_>, of: &Measured, name: &str) -> String {
    let texts = ctx.texts;
    let (Some(share), Some((low, high))) = (of.precision(), of.interval()) else {
        return texts.ta("findings-precision-none", &[("name", name.into()), ("n", of.cannot_tell.into())]);
    };
    let args = [
        ("name", name.into()),
        ("n", of.errors.into()),
        ("of", of.told().into()),
        ("share", texts.percent(share, 0).into()),
        ("low", texts.percent(low, 0).into()),
        ("high", texts.percent(high, 0).into()),
    ];
    let said = texts.ta("findings-precision-of", &args);
    if of.is_poor() { format!("{said} {}", texts.t("findings-poor")) } else { said }
}

/// What leaving the patients of a rule out would cost, attribute by attribute.
pub fn price_ui(ui: &mut Ui, ctx: &Ctx<'_>, at: u16) {
    let prices = ctx.workspace.results().findings.prices.value();
    let Some(price) = prices.and_then(|prices| prices.get(usize::from(at))) else { return };
    part(ui, ctx, "findings-if-excluded");
    list::muted(ui, ctx, &heads_words(ctx, price));
    let rows = price.drift.rows.iter().filter(|row| row.level.is_none() && row.smd.is_some());
    let drift: Vec<String> = rows
        .map(|row| {
            let name = names::attribute(&row.attribute, ctx.texts).to_lowercase();
            format!("{name} {}", ctx.texts.number(row.smd.unwrap_or_default().abs(), 3))
        })
        .collect();
    if !drift.is_empty() {
        list::muted(ui, ctx, &ctx.texts.ta("findings-drift", &[("list", drift.join(", ").into())]));
    }
}

/// What leaving patients out would cost in heads and time.
pub fn heads_words(ctx: &Ctx<'_>, price: &Price) -> String {
    if price.lost == 0 {
        return ctx.texts.t("findings-price-none");
    }
    let left = ctx.texts.count((price.of - price.lost) as u64);
    let said = ctx.texts.ta("findings-price", &[("n", price.lost.into()), ("left", left.into())]);
    with_time(ctx, price, said)
}

/// Who would be left without those patients, and how much time would go: the short form.
pub fn left_words(ctx: &Ctx<'_>, price: &Price) -> String {
    if price.lost == 0 {
        return ctx.texts.t("findings-price-none");
    }
    let said = ctx.texts.ta("findings-price-left", &[("left", (price.of - price.lost).into())]);
    with_time(ctx, price, said)
}

fn with_time(ctx: &Ctx<'_>, price: &Price, said: String) -> String {
    if price.time <= 0 {
        return said;
    }
    let gone = price.time - price.time_left;
    let years = Worded(ctx.texts).years(gone as f64 / YEAR);
    let share = ctx.texts.percent(gone as f64 / price.time as f64, 1);
    let time = ctx.texts.ta("findings-price-time", &[("years", years.into()), ("share", share.into())]);
    format!("{said} · {time}")
}

/// Where its threshold comes from.
pub fn sources_ui(ui: &mut Ui, ctx: &Ctx<'_>, rule: &Rule) {
    part(ui, ctx, "findings-citation");
    for citation in &rule.citation {
        list::muted(ui, ctx, citation);
    }
    let evidence: Vec<String> =
        rule.evidence.iter().map(|evidence| ctx.texts.t(evidence_key(*evidence))).collect();
    list::muted(ui, ctx, &evidence.join(", "));
}

fn evidence_key(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Label => "evidence-label",
        Evidence::Guideline => "evidence-guideline",
        Evidence::RegistryManual => "evidence-registry-manual",
        Evidence::Literature => "evidence-literature",
        Evidence::Convention => "evidence-convention",
        Evidence::Own => "evidence-own",
    }
}
