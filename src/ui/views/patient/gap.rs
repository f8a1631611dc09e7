//! Gaps of the patient shown: as the picture wants them, and the one that is picked with what it rests on.
//! What is missing, and why, was found elsewhere.

use std::ops::Range;
use std::sync::Arc;

use egui::{Frame, Label, Margin, RichText, ScrollArea, Ui, vec2};

use crate::base::{PatientId, Precision, time::DAY};
use crate::compute::gaps::{self, Gaps, say};
use crate::model::Gap;
use crate::scene::patient::{GapMark, why_ink};
use crate::ui::theme::{self, colour};
use crate::ui::views::findings::judge::JudgeState;
use crate::ui::views::gaps::judge;
use crate::ui::{Ctx, names, widgets};
use crate::workspace::{Command, GapId, GapsLook, Screen};

use super::Subject;

/// The height that judging takes.
const JUDGE: f32 = 168.0;

/// The gaps of a journey.
#[derive(Clone, Debug, Default)]
pub struct Missing {
    found: Option<Arc<Gaps>>,
    places: Range<usize>,
    picked: Option<GapId>,
}

impl PartialEq for Missing {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.found, &other.found) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same && self.places == other.places && self.picked == other.picked
    }
}

impl Missing {
    /// Those of a patient, as far as they were found.
    pub fn of(ctx: &Ctx<'_>, patient: PatientId) -> Self {
        let Some((found, places)) = ctx.workspace.gaps_of(patient) else { return Self::default() };
        Self { found: Some(Arc::clone(found)), places, picked: ctx.workspace.gaps_look().picked }
    }

    /// As the picture wants them, in words.
    pub fn marks(&self, ctx: &Ctx<'_>, subject: &Subject) -> Vec<GapMark> {
        let Some(found) = &self.found else { return Vec::new() };
        let mark = |place: usize| {
            let gap = found.list.get(place)?;
            let days = ctx.texts.number(gaps::days(gap.span), 0);
            let why = ctx.texts.say(&say::explanation(gap.explanation)).to_lowercase();
            let label = ctx.texts.ta("patient-gap", &[("days", days.into()), ("why", why.into())]);
            let mut words = vec![title(ctx, gap)];
            words.extend(say::evidence(&subject.store, gap).iter().map(|say| ctx.texts.say(say)));
            let picked = self.picked == Some(GapId::of(gap));
            Some(GapMark { place, gap: gap.clone(), picked, label, words: words.join("\n") })
        };
        self.places.clone().filter_map(mark).collect()
    }
}

/// What it is, why, and how long.
fn title(ctx: &Ctx<'_>, gap: &Gap) -> String {
    use crate::scene::Words as _;
    let days = (gap.span.to.0.saturating_sub(gap.span.from.0) / DAY).max(0).cast_unsigned();
    crate::report::words::Worded(ctx.texts).gap(gap.kind, gap.explanation, days)
}

/// Picks a gap, by its place among those that were found.
pub fn pick(ctx: &mut Ctx<'_>, place: usize) {
    let found = ctx.workspace.gaps().found.value();
    let picked = found.and_then(|found| found.list.get(place)).map(GapId::of);
    let look = *ctx.workspace.gaps_look();
    ctx.send(Command::LookAtGaps(GapsLook { picked, ..look }));
    ctx.send(Command::PickEvent(None));
}

/// The gap that is picked, if it is the patient's.
pub fn picked(ctx: &Ctx<'_>, subject: &Subject) -> Option<Gap> {
    let (_, gap) = ctx.workspace.picked_gap()?;
    (gap.patient == subject.patient).then(|| gap.clone())
}

/// Shows a gap with what it rests on, and judging at its foot.
pub fn gap_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, subject: &Subject, gap: &Gap, state: &mut JudgeState) {
    let height = (ui.available_height() - JUDGE).max(60.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        ScrollArea::vertical().id_salt("gap").auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 8.0);
            facts_ui(ui, ctx, subject, gap);
        });
    });
    judge::judge_ui(ui, ctx, state, gap.kind);
}

fn facts_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, subject: &Subject, gap: &Gap) {
    let texts = ctx.texts;
    ui.horizontal_wrapped(|ui| {
        let text = RichText::new(texts.say(&say::explanation(gap.explanation))).size(theme::SMALL);
        let frame = Frame::new().fill(ctx.colour(why_ink(gap.explanation))).corner_radius(9);
        frame.inner_margin(Margin::symmetric(9, 2)).show(ui, |ui| {
            ui.label(text.color(colour(ctx.theme.ui.on_accent)));
        });
        ui.label(theme::muted(texts.say(&say::kind(gap.kind)), ctx.theme));
    });
    let days = texts.number(gaps::days(gap.span), 0);
    let heading = texts.ta("patient-gap-days", &[("days", days.into())]);
    ui.label(RichText::new(heading).font(theme::semibold(15.0)));
    let moment = |time| subject.moment(time, Precision::Day, texts);
    ui.label(format!("{} – {}", moment(gap.span.from), moment(gap.span.to)));
    ui.add(Label::new(theme::muted(texts.t(about_key(gap)), ctx.theme)).wrap());
    ui.add_space(8.0);
    ui.label(theme::strong(texts.t("patient-gap-evidence")));
    for say in say::evidence(&subject.store, gap) {
        ui.add(Label::new(texts.say(&say)).wrap());
    }
    let sources = |bits: u64| {
        let of = (0..subject.store.head().sources.len()).filter(|at| bits >> at & 1 == 1);
        let of = of.map(|at| names::source(crate::base::SourceId(at as u16), &subject.store));
        of.collect::<Vec<_>>().join(", ")
    };
    for (key, bits) in [("gap-watched", gap.watched), ("gap-unknown", gap.unknown)] {
        if bits != 0 {
            let line = format!("{}: {}", texts.t(key), sources(bits));
            ui.add(Label::new(theme::muted(line, ctx.theme)).wrap());
        }
    }
    if widgets::link(ui, &texts.t("patient-gap-open"), ctx.theme).clicked() {
        ctx.send(Command::Show(Screen::Gaps));
    }
}

/// The key of what an explanation means.
fn about_key(gap: &Gap) -> &'static str {
    use crate::model::Explanation;
    match gap.explanation {
        Explanation::Clinical => "gap-about-clinical",
        Explanation::Coverage => "gap-about-coverage",
        Explanation::Route => "gap-about-route",
        Explanation::Precision => "gap-about-precision",
        Explanation::Outage => "gap-about-outage",
        Explanation::CannotTell => "gap-about-cannot-tell",
    }
}
