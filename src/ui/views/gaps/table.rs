//! How well each medicine was supplied, a row a medicine, the most frequent first.
//! Rows are made only where they are in sight.

use egui::{Align, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::compute::gaps::{Gaps, MedicineRow};
use crate::model::CodeRef;
use crate::store::Store;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Ctx, names};

/// Height of a row, in logical pixels.
const ROW: f32 = 20.0;
/// Width of a column of numbers, in logical pixels.
const COLUMN: f32 = 62.0;

/// Shows it.
pub fn medicines_ui(ui: &mut Ui, ctx: &Ctx<'_>, found: &Gaps) {
    let Some(store) = ctx.workspace.store() else { return };
    let heads = ["word-patients", "gaps-pdc", "gaps-pdc-low", "gaps-mpr", "gaps-mpr-high"];
    let heads = heads.map(|key| ctx.texts.t(key));
    let area = line(ui);
    row(ui, area, Cell::text(ctx.theme).muted(ctx.theme), &ctx.texts.t("gaps-medicine"), &heads);
    if found.medicines.is_empty() {
        widgets::nothing(ui, &ctx.texts.t("gaps-medicines-none"), ctx.theme);
        return;
    }
    let rows = ScrollArea::vertical().id_salt("medicines").auto_shrink(false);
    ui.spacing_mut().item_spacing.y = 0.0;
    rows.show_rows(ui, ROW, found.medicines.len(), |ui, shown| {
        for medicine in found.medicines.get(shown).unwrap_or_default() {
            let area = line(ui);
            let name = name(medicine, store, ctx);
            let numbers = numbers(medicine, ctx);
            let response =
                ui.interact(area, ui.scope_id().with(("medicine", &medicine.code)), Sense::hover());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Label, true, format!("{name}: {}", numbers.join(", ")))
            });
            row(ui, area, Cell::text(ctx.theme), &name, &numbers);
            response.on_hover_text(name);
        }
    });
}

fn line(ui: &mut Ui) -> Rect {
    ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover()).0
}

/// What a medicine is called: by its code where the extract has it, else the code itself.
fn name(medicine: &MedicineRow, store: &Store, ctx: &Ctx<'_>) -> String {
    let wanted = CodeRef { system: medicine.system.clone(), code: medicine.code.clone() };
    let codes = &store.head().codes;
    codes.find_ref(&wanted).map_or(wanted.code, |id| names::code(codes.get(id), ctx.texts))
}

fn numbers(medicine: &MedicineRow, ctx: &Ctx<'_>) -> [String; 5] {
    let share = |n: u64| ctx.texts.percent(n as f64 / medicine.patients.max(1) as f64, 0);
    [
        ctx.texts.count(medicine.patients),
        ctx.texts.decimal(medicine.pdc, 2),
        share(medicine.below),
        ctx.texts.decimal(medicine.mpr, 2),
        share(medicine.above),
    ]
}

fn row(ui: &Ui, area: Rect, looks: Cell, name: &str, numbers: &[String; 5]) {
    let right = area.right() - 10.0;
    let first = right - 5.0 * COLUMN;
    looks.paint(ui, Rect::from_min_max(area.min, pos2(first - 6.0, area.bottom())), name);
    for (at, number) in numbers.iter().enumerate() {
        let left = first + at as f32 * COLUMN;
        let place = Rect::from_min_max(pos2(left + 4.0, area.top()), pos2(left + COLUMN, area.bottom()));
        Cell { align: Align::Max, ..looks }.paint(ui, place, number);
    }
}
