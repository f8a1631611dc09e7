//! The manual as simple formatted text: headings, paragraphs, lists, tables and code.
//! It understands what `assets/manual` uses of Markdown and no more.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Frame, Grid, RichText, Ui};

use crate::scene::Theme;

use super::theme::{self, BODY, colour};

const MANUAL: &str = concat!(
    include_str!("../../assets/manual/extract.md"),
    "\n",
    include_str!("../../assets/manual/counts.md"),
);

/// A piece of the manual.
#[derive(Clone, Debug, PartialEq)]
enum Block<'a> {
    Heading(usize, &'a str),
    Paragraph(String),
    Item(String),
    Code(Vec<&'a str>),
    Table(Vec<Vec<&'a str>>),
}

/// Shows the manual.
pub fn ui(ui: &mut Ui, theme: &Theme) {
    for (at, block) in blocks(MANUAL).into_iter().enumerate() {
        match block {
            Block::Heading(level, text) => {
                ui.add_space(if level == 1 { 0.0 } else { 8.0 });
                ui.label(RichText::new(text).font(theme::semibold(if level == 1 { 18.0 } else { 14.0 })));
            }
            Block::Paragraph(text) => drop(ui.label(formatted(&text, theme))),
            Block::Item(text) => {
                ui.horizontal_top(|ui| {
                    ui.label("•");
                    ui.label(formatted(&text, theme));
                });
            }
            Block::Code(lines) => {
                let frame = Frame::new().fill(colour(theme.ink.lane)).inner_margin(8).corner_radius(4);
                frame.show(ui, |ui| ui.label(RichText::new(lines.join("\n")).monospace()));
            }
            Block::Table(rows) => table(ui, theme, at, &rows),
        }
        ui.add_space(4.0);
    }
}

fn table(ui: &mut Ui, theme: &Theme, at: usize, rows: &[Vec<&str>]) {
    let columns = rows.first().map_or(1, Vec::len).max(1);
    let width = (ui.available_width() - 14.0 * columns as f32) / columns as f32;
    Grid::new(("manual", at)).num_columns(columns).spacing([14.0, 6.0]).show(ui, |ui| {
        for row in rows {
            for (n, cell) in row.iter().enumerate() {
                // The first column names things and is short; what it leaves goes to the others.
                let share = if columns > 1 && n == 0 { 0.6 } else { 1.0 + 0.4 / (columns - 1).max(1) as f32 };
                ui.vertical(|ui| {
                    ui.set_width(width * share);
                    ui.label(formatted(cell, theme));
                });
            }
            ui.end_row();
        }
    });
}

/// Cuts Markdown into pieces.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if trimmed.starts_with("```") {
            blocks.push(Block::Code(
                lines.by_ref().take_while(|line| !line.trim().starts_with("```")).collect(),
            ));
        } else if trimmed.starts_with('#') {
            let level = trimmed.chars().take_while(|&sign| sign == '#').count();
            blocks.push(Block::Heading(level, trimmed[level..].trim()));
        } else if trimmed.starts_with('|') {
            let mut rows = vec![cells(trimmed)];
            while let Some(row) = lines.next_if(|line| line.trim().starts_with('|')) {
                if !row.chars().all(|sign| "|-: ".contains(sign)) {
                    rows.push(cells(row.trim()));
                }
            }
            blocks.push(Block::Table(rows));
        } else {
            let item = trimmed.strip_prefix("- ");
            let mut text = item.unwrap_or(trimmed).to_owned();
            let goes_on = |line: &&str| {
                let line = line.trim();
                !line.is_empty() && !line.starts_with(['#', '|', '`']) && !line.starts_with("- ")
            };
            while let Some(more) = lines.next_if(goes_on) {
                text.push(' ');
                text.push_str(more.trim());
            }
            blocks.push(if item.is_some() { Block::Item(text) } else { Block::Paragraph(text) });
        }
    }
    blocks
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

/// Text with `code` and **strong** parts.
fn formatted(text: &str, theme: &Theme) -> LayoutJob {
    let mut job = LayoutJob::default();
    let ink = colour(theme.ink.text);
    for (n, part) in text.split('`').enumerate() {
        if n % 2 == 1 {
            let code = TextFormat {
                background: colour(theme.ink.lane),
                ..TextFormat::simple(FontId::monospace(11.5), ink)
            };
            job.append(part, 0.0, code);
            continue;
        }
        for (n, part) in part.split("**").enumerate() {
            let font = if n % 2 == 1 { theme::semibold(BODY) } else { FontId::proportional(BODY) };
            job.append(part, 0.0, TextFormat::simple(font, ink));
        }
    }
    job
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn markdown_falls_into_its_pieces() {
        let text = "# A\nfirst\nsecond\n\n- one\n- two\n  more\n\n| a | b |\n|---|---|\n| c | d |\n```json\n{}\n```\n";
        let expect = [
            Block::Heading(1, "A"),
            Block::Paragraph("first second".into()),
            Block::Item("one".into()),
            Block::Item("two more".into()),
            Block::Table(vec![vec!["a", "b"], vec!["c", "d"]]),
            Block::Code(vec!["{}"]),
        ];
        assert_eq!(blocks(text), expect);
        assert!(blocks(MANUAL).len() > 10);
    }
}
