//! A follow-up schedule as fields: its name, after what and by what visits count, on which days, and how strictly.
//! Whatever is changed is a step that undo takes back.

use egui::{Frame, Margin, TextEdit, Ui, vec2};

use crate::model::{EventTest, Schedule};
use crate::ui::icons::Icon;
use crate::ui::views::findings::{Chosen, choice};
use crate::ui::{Ctx, names, theme, widgets};
use crate::workspace::{Command, PathEdit, ProjectEdit};

use super::ask::{self, Moved};
use super::follow_up::FollowUpState;

/// When visits are due at first: after three months, half a year, and one and two years.
const DUE: [i32; 4] = [91, 182, 365, 730];
/// Phases that visits are of, the likeliest first.
const VISITS: [&str; 3] = ["aftercare", "hospital", "gp"];

/// Adds a schedule: visits after the first event of the extract's own beginning.
pub fn add(ctx: &mut Ctx<'_>) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let phases = &store.head().phases;
    let has = |id: &str| phases.iter().any(|phase| phase.id == id);
    let visit = VISITS.into_iter().find(|id| has(id)).map(str::to_owned);
    let test =
        |phase: Option<String>| EventTest { phases: phase.into_iter().collect(), ..EventTest::default() };
    let new = Schedule {
        title: ctx.texts.t("gaps-schedule-new"),
        eligible: test(Some("diagnosis".to_owned()).filter(|id| has(id))),
        visit: test(visit),
        due: DUE.to_vec(),
        tolerance: 45,
        witnesses: Vec::new(),
    };
    edit(ctx, PathEdit::AddSchedule(new));
}

fn edit(ctx: &mut Ctx<'_>, edit: PathEdit) {
    ctx.send(Command::Project(ProjectEdit::Path(edit)));
}

/// The days that a text names, ascending; what is no number is passed over.
fn days_of(text: &str) -> Vec<i32> {
    let mut days: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit() && c != '-')
        .filter_map(|word| word.parse().ok())
        .filter(|days| (-36_525..=36_525).contains(days))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Shows the fields of a schedule.
pub fn schedule_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FollowUpState, (at, one): (usize, &Schedule)) {
    let mut new = one.clone();
    let (mut typing, mut gone) = (false, false);
    let frame = Frame::new()
        .fill(theme::colour(ctx.theme.ui.rail))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.push_id(("schedule", at), |ui| {
            ui.horizontal(|ui| {
                let name = ctx.texts.t("gaps-schedule-title");
                let wide = (ui.available_width() - 40.0).clamp(80.0, 320.0);
                let field = ui.add(TextEdit::singleline(&mut new.title).desired_width(wide));
                typing = field.accessible_name(name).changed();
                let remove = ctx.texts.ta("gaps-schedule-remove", &[("title", one.title.as_str().into())]);
                gone = widgets::icon_button(ui, Icon::Close, &remove, ctx.theme).clicked();
            });
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                phases_ui(ui, ctx, one, &mut new);
                days_ui(ui, ctx, state, (at, one), &mut new);
                let tolerance = ask::number_ui(ui, ctx, "gaps-tolerance", one.tolerance, 0..=3653);
                if let Some(Moved::Set(days)) = tolerance {
                    new.tolerance = days;
                }
            });
        });
    });
    ui.add_space(6.0);
    if gone {
        state.typed = None;
        edit(ctx, PathEdit::RemoveSchedule(at));
    } else if new != *one {
        edit(ctx, PathEdit::SetSchedule { at, to: Box::new(new), part: if typing { "title" } else { "" } });
    }
}

/// After which phase, and by events of which phase.
fn phases_ui(ui: &mut Ui, ctx: &Ctx<'_>, one: &Schedule, new: &mut Schedule) {
    let Some(store) = ctx.workspace.store() else { return };
    let phases = store.head().phases.iter();
    let options: Vec<(String, String)> =
        phases.map(|phase| (phase.id.clone(), names::phase(phase, ctx.texts))).collect();
    let any = Some("gaps-any-phase");
    let places = [
        ("gaps-schedule-after", &one.eligible, &mut new.eligible),
        ("gaps-schedule-visit", &one.visit, &mut new.visit),
    ];
    for (key, now, place) in places {
        if let Some(Chosen(phase)) = choice(ui, ctx, (key, any), now.phases.first(), &options) {
            place.phases = phase.into_iter().collect();
        }
    }
}

/// On which days visits are due, as a list to be typed; it counts once the field is left.
fn days_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    state: &mut FollowUpState,
    (at, one): (usize, &Schedule),
    new: &mut Schedule,
) {
    ui.label(theme::muted(ctx.texts.t("gaps-schedule-days"), ctx.theme));
    let name = ctx.texts.t("gaps-schedule-days-name");
    let written = || one.due.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let draft = state.typed.take().filter(|(of, _)| *of == at);
    let mut text = draft.map_or_else(written, |(_, text)| text);
    let field = ui.add(TextEdit::singleline(&mut text).desired_width(170.0)).accessible_name(name);
    if field.has_focus() {
        state.typed = Some((at, text));
    } else if field.lost_focus() {
        new.due = days_of(&text);
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn days_are_read_however_they_are_set_apart() {
        assert_eq!(days_of("91, 182;365 91"), [91, 182, 365]);
        assert_eq!(days_of("-30 0 soon"), [-30, 0]);
        assert_eq!(days_of(""), Vec::<i32>::new());
    }
}
