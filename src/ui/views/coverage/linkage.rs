//! How well the sources are linked: the rules of linkage with what each was judged on, and the flow of the linkage.
//! The judging is the workspace's; the flow is laid out by its scene.

use std::sync::Arc;

use egui::{
    CollapsingHeader, ComboBox, CursorIcon, Frame, Margin, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo,
    vec2,
};

use crate::base::{PatientSet, SourceId};
use crate::compute::coverage::flow::{DELIVERED, KEYS, READABLE};
use crate::compute::coverage::link_quality::{About, CLAIMED, Claim, Detail, Expectation, Measure, Spec};
use crate::compute::coverage::{Finding, LinkageFlow, Verdict};
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::coverage::flow::{self, FlowSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::store::Store;
use crate::ui::filter::words as filter_words;
use crate::ui::theme::{self, colour};
use crate::ui::{Ctx, names, widgets};
use crate::workspace::{Command, Linked, Pick, QuestionEdit, specs};

use super::chart::{Chart, Same};
use super::menu::{MarkMenu, Wanted};
use super::{CoverageState, grid, sets_menu};

/// Below this width panels stand one under another.
const NARROW: f32 = 1000.0;
/// The most details of a finding that are listed.
const MOST_DETAILS: usize = 40;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct LinkageState {
    flow: Chart<(Same<Linked>, Option<CoverageHit>)>,
    hover: Option<CoverageHit>,
}

/// Shows the page.
pub fn linkage_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let Some(seen) = ctx.workspace.results().coverage.linked.seen() else {
        widgets::nothing(ui, &ctx.texts.t("state-counting"), ctx.theme);
        return;
    };
    let linked = Arc::clone(seen.value);
    if seen.outdated {
        ui.multiply_opacity(0.75);
    }
    let height = (ui.available_height() - 4.0).max(320.0);
    let shares: &[f32] = if ui.available_width() < NARROW { &[1.0] } else { &[0.4, 0.6] };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if let [_] = shares {
            findings_ui(ui, ctx, state, &store, &linked);
            ui.add_space(12.0);
            grid::row(ui, height, shares, |ui, _| flow_ui(ui, ctx, state, &store, &linked));
            return;
        }
        grid::row(ui, height, shares, |ui, n| {
            if n == 0 {
                ScrollArea::vertical().id_salt("findings").auto_shrink(false).show(ui, |ui| {
                    findings_ui(ui, ctx, state, &store, &linked);
                });
            } else {
                flow_ui(ui, ctx, state, &store, &linked);
            }
        });
    });
}

fn flow_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState, store: &Store, linked: &Arc<Linked>) {
    let about = ctx.texts.t("chart-flow-about");
    if grid::heading(ui, ctx, &ctx.texts.t("chart-flow"), &about, Some(Kind::Flow)) {
        state.saving = Some(Kind::Flow);
    }
    let (LinkageState { flow: chart, hover }, menu) = (&mut state.linkage, &mut state.menu);
    ScrollArea::both().id_salt("flow").auto_shrink(false).show(ui, |ui| {
        let (height, over) = (ui.available_height(), *hover);
        let shown = chart.show(ui, ctx, height, (Same(Arc::clone(linked)), over), |width, height| {
            let spec = FlowSpec { width, height, sources: &store.head().sources, hover: over };
            flow::scene(&linked.flow, &spec, &Worded(ctx.texts))
        });
        *hover = shown.hit();
        let picked = match shown.clicked() {
            Some(CoverageHit::Flow { column, row }) => box_of(&linked.flow, column, row),
            _ => None,
        };
        if let Some((source, step)) = picked
            && let Some(opened) = shown.menu(Wanted::Pick(Pick::Flow(source, step)))
        {
            *menu = Some(opened);
        }
        shown.say(CursorIcon::PointingHand);
    });
}

/// What a box of the flow stands for; nothing where it counts records or keys.
fn box_of(of: &LinkageFlow, column: usize, row: usize) -> Option<(Option<SourceId>, &'static str)> {
    let (source, boxes) = match of.sources.get(column) {
        Some(column) => (Some(column.source), &column.boxes),
        None => (None, &of.combined),
    };
    let step = boxes.get(row)?.key;
    (![DELIVERED, READABLE, KEYS].contains(&step)).then_some((source, step))
}

fn findings_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState, store: &Store, linked: &Linked) {
    let about = ctx.texts.t("link-about-rules");
    widgets::heading(ui, &ctx.texts.t("link-title"), &about, ctx.theme);
    claimed_ui(ui, ctx, store);
    for (at, finding) in linked.findings.iter().enumerate() {
        if let Some(opened) = finding_ui(ui, ctx, (store, &linked.spec), (at, finding)) {
            state.menu = Some(opened);
        }
        ui.add_space(6.0);
    }
}

/// The choice of the phase that L03 and L04 are about.
fn claimed_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    let now = ctx.workspace.question().claimed.clone().unwrap_or_else(|| CLAIMED.to_owned());
    let label = ctx.texts.t("link-claimed");
    let mut chosen = None;
    ui.horizontal(|ui| {
        let label = ui.label(theme::muted(label, ctx.theme));
        let shown = names::phase_by_id(&now, store, ctx.texts);
        let choice = ComboBox::from_id_salt("claimed").selected_text(shown).show_ui(ui, |ui| {
            for phase in &store.head().phases {
                let name = names::phase(phase, ctx.texts);
                if ui.selectable_label(phase.id == now, name).clicked() {
                    chosen = Some(phase.id.clone());
                }
            }
        });
        choice.response.labelled_by(label.id);
    });
    ui.add_space(6.0);
    if let Some(phase) = chosen.filter(|phase| *phase != now) {
        ctx.send(Command::Question(QuestionEdit::Claim(phase)));
    }
}

/// A link to the patients of a finding or a detail; gives its menu when clicked.
fn patients_link(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    patients: Option<&PatientSet>,
    pick: Pick,
    what: &str,
) -> Option<MarkMenu> {
    let count = patients.map(PatientSet::len).filter(|count| *count > 0)?;
    let words = ctx.texts.ta("link-open", &[("n", count.into())]);
    let response = widgets::link(ui, &words, ctx.theme);
    let name = format!("{words}: {what}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response
        .clicked()
        .then(|| MarkMenu::new(response.rect.left_bottom(), what.to_owned(), Wanted::Pick(pick)))
}

fn ink(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Flag => Ink::Warning,
        Verdict::Ok => Ink::Accent,
        Verdict::CannotJudge | Verdict::NotApplicable => Ink::TextMuted,
    }
}

fn verdict_ui(ui: &mut Ui, ctx: &Ctx<'_>, verdict: Verdict) {
    ui.label(RichText::new(ctx.texts.t(verdict.key())).size(theme::SMALL).color(ctx.colour(ink(verdict))));
}

fn finding_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    of: (&Store, &Spec),
    (place, finding): (usize, &Finding),
) -> Option<MarkMenu> {
    let mut menu = None;
    let frame = Frame::new().stroke((1.0, colour(ctx.theme.ui.border))).corner_radius(6);
    frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let (dot, _) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
            ui.painter().circle_filled(dot.center(), 4.0, ctx.colour(ink(finding.verdict)));
            ui.label(theme::strong(ctx.texts.t(finding.title)));
            ui.label(theme::muted(finding.id, ctx.theme));
            verdict_ui(ui, ctx, finding.verdict);
            let what = format!("{} {}", finding.id, ctx.texts.t(finding.title));
            let pick = Pick::Judged(place, None);
            menu = patients_link(ui, ctx, finding.patients.as_ref(), pick, &what).or(menu.take());
        });
        if finding.details.is_empty() {
            return;
        }
        let flagged = finding.details.iter().filter(|detail| detail.verdict == Verdict::Flag).count();
        let counts = [("n", flagged.into()), ("of", finding.details.len().into())];
        let title = ctx.texts.ta("link-details", &counts);
        let mut details: Vec<(usize, &Detail)> = finding.details.iter().enumerate().collect();
        details.sort_by_key(|(_, detail)| detail.verdict);
        CollapsingHeader::new(title).id_salt(finding.id).default_open(flagged > 0 && flagged <= 4).show(
            ui,
            |ui| {
                for (at, detail) in details.iter().take(MOST_DETAILS) {
                    detail_ui(ui, ctx, of, detail);
                    let what = format!("{} {}", finding.id, about_words(&detail.about, ctx, of));
                    let pick = Pick::Judged(place, Some(*at));
                    menu = patients_link(ui, ctx, detail.patients.as_ref(), pick, &what).or(menu.take());
                }
                if details.len() > MOST_DETAILS {
                    let more = details.len() - MOST_DETAILS;
                    ui.label(theme::muted(ctx.texts.ta("sources-more", &[("n", more.into())]), ctx.theme));
                }
            },
        );
    });
    menu
}

fn detail_ui(ui: &mut Ui, ctx: &Ctx<'_>, of: (&Store, &Spec), detail: &Detail) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(about_words(&detail.about, ctx, of));
        verdict_ui(ui, ctx, detail.verdict);
    });
    let texts = ctx.texts;
    let mut parts =
        vec![texts.ta("link-counts", &[("n", detail.numerator.into()), ("of", detail.denominator.into())])];
    if let Some(value) = detail.value {
        let value = measure_words(detail.measure, value, ctx);
        let threshold = measure_words(detail.measure, detail.threshold, ctx);
        let args = [
            ("measure", texts.t(detail.measure.key()).into()),
            ("value", value.into()),
            ("threshold", threshold.into()),
        ];
        parts.push(texts.ta("link-measured", &args));
    }
    if let Some((low, high)) = detail.band {
        let args = [("low", texts.percent(low, 2).into()), ("high", texts.percent(high, 2).into())];
        parts.push(texts.ta("link-band", &args));
    }
    if detail.unjudged > 0 {
        parts.push(texts.ta("link-unjudged", &[("n", detail.unjudged.into())]));
    }
    ui.label(theme::muted(parts.join(" · "), ctx.theme));
    if let Some(note) = detail.note {
        ui.label(theme::muted(texts.t(note), ctx.theme));
    }
    ui.add_space(4.0);
}

fn measure_words(measure: Measure, value: f64, ctx: &Ctx<'_>) -> String {
    match measure {
        Measure::Share | Measure::Left | Measure::Difference => ctx.texts.percent(value, 2),
        Measure::Smd | Measure::Ratio => ctx.texts.number(value, 2),
    }
}

fn about_words(about: &About, ctx: &Ctx<'_>, (store, spec): (&Store, &Spec)) -> String {
    let texts = ctx.texts;
    let source = |id: &crate::base::SourceId| names::source(*id, store).to_owned();
    let key = about.key();
    match about {
        About::OneToMany { from, to } | About::ManyToOne { from, to } => {
            texts.ta(key, &[("from", from.as_str().into()), ("to", to.as_str().into())])
        }
        About::Level { source: of, subgroup, level } => {
            let name = texts.find(&format!("link-subgroup-{subgroup}"));
            let subgroup = name.unwrap_or_else(|| names::attribute(subgroup, texts).to_lowercase());
            let level = level.as_deref().unwrap_or("");
            texts.ta(
                key,
                &[("source", source(of).into()), ("subgroup", subgroup.into()), ("level", level.into())],
            )
        }
        About::All => texts.t(key),
        About::Step(at) => {
            let all = specs(store, &crate::model::CoverageQuestion::default());
            let title = all.get(*at).map(|set| sets_menu::title(set, store, ctx)).unwrap_or_default();
            format!("{}: {title}", texts.ta(key, &[("n", (at + 1).into())]))
        }
        About::Pair(a, b) | About::SeenAfterDeath(a, b) | About::Says(_, a, b) => {
            texts.ta(key, &[("a", source(a).into()), ("b", source(b).into())])
        }
        About::Expectation(at) => match spec.expectations.get(*at) {
            Some(Expectation { claim: Claim::Events(claim), evidence, .. }) => {
                let claim = filter_words::test_words(claim, store, texts);
                let evidence = filter_words::test_words(evidence, store, texts);
                texts.ta("link-about-claim", &[("claim", claim.into()), ("evidence", evidence.into())])
            }
            _ => texts.ta(key, &[("n", (at + 1).into())]),
        },
    }
}
