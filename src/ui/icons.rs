//! The window's own icons, drawn as strokes in a square from 0 to 1.
//! They say nothing by themselves: whoever shows one gives it a name.

use egui::{Color32, Painter, Pos2, Rect, Stroke, pos2};

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Bars of falling length: what is left.
    Coverage,
    /// Rows of short strokes: everybody.
    Population,
    /// A lane with a point: one journey.
    Patient,
    /// A line with a part missing: silence.
    Gaps,
    /// A flag: what stands out.
    Findings,
    /// Stacked discs: what was delivered.
    Sources,
    /// A cross in a ring: cannot be true.
    Error,
    /// A letter in a ring: worth a look.
    Info,
    /// A cross.
    Close,
    /// A folder.
    Folder,
    /// A magnifying glass.
    Search,
    /// A triangle with a mark.
    Warning,
    /// A half-filled disc: light and dark.
    Theme,
    /// A question mark in a ring.
    Help,
    /// A tick.
    Tick,
    /// Six dots to drag by.
    Grip,
    /// Points right: closed.
    Right,
    /// Points left: back.
    Left,
    /// Points down: open.
    Down,
    /// Points up.
    Up,
    /// Two lines that become one: a group.
    Join,
    /// One line that becomes two: no group any more.
    Split,
    /// An arrow into a tray: saving.
    Save,
}

impl Icon {
    /// Draws it in the middle of `area`, in a square as large as fits.
    pub fn paint(self, painter: &Painter, area: Rect, colour: Color32) {
        let side = area.width().min(area.height());
        let square = Rect::from_center_size(area.center(), egui::vec2(side, side));
        let pen = Pen { painter, square, stroke: Stroke::new((side / 12.0).clamp(1.2, 2.0), colour) };
        match self {
            Self::Coverage => pen.lines(&[
                &[(0.12, 0.2), (0.88, 0.2)],
                &[(0.12, 0.5), (0.62, 0.5)],
                &[(0.12, 0.8), (0.34, 0.8)],
            ]),
            Self::Population => pen.population(),
            Self::Patient => pen.patient(),
            Self::Gaps => pen.gaps(),
            Self::Findings => pen.lines(&[&[
                (0.24, 0.92),
                (0.24, 0.1),
                (0.84, 0.1),
                (0.66, 0.32),
                (0.84, 0.54),
                (0.24, 0.54),
            ]]),
            Self::Error => {
                pen.ring((0.5, 0.5), 0.42);
                pen.lines(&[&[(0.34, 0.34), (0.66, 0.66)], &[(0.66, 0.34), (0.34, 0.66)]]);
            }
            Self::Info => {
                pen.ring((0.5, 0.5), 0.42);
                pen.lines(&[&[(0.5, 0.46), (0.5, 0.72)]]);
                pen.dot((0.5, 0.29), 0.05);
            }
            Self::Sources => pen.sources(),
            Self::Close => pen.lines(&[&[(0.28, 0.28), (0.72, 0.72)], &[(0.72, 0.28), (0.28, 0.72)]]),
            Self::Folder => pen.lines(&[&[
                (0.1, 0.82),
                (0.1, 0.2),
                (0.4, 0.2),
                (0.5, 0.34),
                (0.9, 0.34),
                (0.9, 0.82),
                (0.1, 0.82),
            ]]),
            Self::Search => {
                pen.ring((0.42, 0.42), 0.28);
                pen.lines(&[&[(0.63, 0.63), (0.88, 0.88)]]);
            }
            Self::Warning => {
                pen.lines(&[
                    &[(0.5, 0.12), (0.94, 0.86), (0.06, 0.86), (0.5, 0.12)],
                    &[(0.5, 0.4), (0.5, 0.62)],
                ]);
                pen.dot((0.5, 0.74), 0.045);
            }
            Self::Theme => pen.theme(),
            Self::Help => {
                pen.ring((0.5, 0.5), 0.42);
                pen.lines(&[&[
                    (0.37, 0.4),
                    (0.41, 0.3),
                    (0.5, 0.26),
                    (0.6, 0.3),
                    (0.63, 0.4),
                    (0.5, 0.52),
                    (0.5, 0.6),
                ]]);
                pen.dot((0.5, 0.73), 0.045);
            }
            Self::Tick => pen.lines(&[&[(0.15, 0.52), (0.4, 0.76), (0.85, 0.26)]]),
            Self::Grip => {
                for (x, y) in [(0.35, 0.2), (0.65, 0.2), (0.35, 0.5), (0.65, 0.5), (0.35, 0.8), (0.65, 0.8)] {
                    pen.dot((x, y), 0.08);
                }
            }
            Self::Right => pen.lines(&[&[(0.38, 0.24), (0.66, 0.5), (0.38, 0.76)]]),
            Self::Left => pen.lines(&[&[(0.62, 0.24), (0.34, 0.5), (0.62, 0.76)]]),
            Self::Down => pen.lines(&[&[(0.24, 0.38), (0.5, 0.66), (0.76, 0.38)]]),
            Self::Up => pen.lines(&[&[(0.24, 0.62), (0.5, 0.34), (0.76, 0.62)]]),
            Self::Join => pen.lines(&[
                &[(0.1, 0.2), (0.36, 0.2), (0.6, 0.5), (0.92, 0.5)],
                &[(0.1, 0.8), (0.36, 0.8), (0.6, 0.5)],
            ]),
            Self::Split => pen.lines(&[
                &[(0.92, 0.2), (0.66, 0.2), (0.42, 0.5), (0.1, 0.5)],
                &[(0.92, 0.8), (0.66, 0.8), (0.42, 0.5)],
            ]),
            Self::Save => pen.lines(&[
                &[(0.5, 0.1), (0.5, 0.62)],
                &[(0.28, 0.42), (0.5, 0.64), (0.72, 0.42)],
                &[(0.12, 0.64), (0.12, 0.88), (0.88, 0.88), (0.88, 0.64)],
            ]),
        }
    }
}

struct Pen<'a> {
    painter: &'a Painter,
    square: Rect,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        pos2(self.square.left() + x * self.square.width(), self.square.top() + y * self.square.height())
    }

    fn lines(&self, lines: &[&[(f32, f32)]]) {
        for line in lines {
            self.painter.line(line.iter().map(|&point| self.at(point)).collect(), self.stroke);
        }
    }

    fn ring(&self, centre: (f32, f32), radius: f32) {
        self.painter.circle_stroke(self.at(centre), radius * self.square.width(), self.stroke);
    }

    fn dot(&self, centre: (f32, f32), radius: f32) {
        let radius = (radius * self.square.width()).max(0.9);
        self.painter.circle_filled(self.at(centre), radius, self.stroke.color);
    }

    fn population(&self) {
        let rows: [&[(f32, f32)]; 4] = [
            &[(0.1, 0.32), (0.42, 0.6)],
            &[(0.2, 0.5), (0.62, 0.9)],
            &[(0.1, 0.24), (0.36, 0.8)],
            &[(0.3, 0.52), (0.66, 0.86)],
        ];
        for (row, marks) in rows.iter().enumerate() {
            let y = 0.17 + 0.22 * row as f32;
            for &(from, to) in *marks {
                self.lines(&[&[(from, y), (to, y)]]);
            }
        }
    }

    fn patient(&self) {
        self.lines(&[&[(0.08, 0.3), (0.92, 0.3)], &[(0.08, 0.72), (0.92, 0.72)]]);
        self.dot((0.34, 0.3), 0.12);
        self.dot((0.7, 0.3), 0.08);
        self.lines(&[
            &[(0.22, 0.62), (0.22, 0.82)],
            &[(0.5, 0.62), (0.5, 0.82)],
            &[(0.78, 0.62), (0.78, 0.82)],
        ]);
    }

    /// A line that stops and goes on, with the brackets of what is missing.
    fn gaps(&self) {
        self.lines(&[
            &[(0.06, 0.5), (0.28, 0.5)],
            &[(0.72, 0.5), (0.94, 0.5)],
            &[(0.42, 0.2), (0.3, 0.2), (0.3, 0.8), (0.42, 0.8)],
            &[(0.58, 0.2), (0.7, 0.2), (0.7, 0.8), (0.58, 0.8)],
        ]);
    }

    /// Half of an ellipse from its left to its right end, downwards or upwards.
    fn arc(&self, y: f32, down: bool) -> Vec<Pos2> {
        let point = |n: u32| {
            let angle = std::f32::consts::PI * (1.0 - n as f32 / 16.0);
            let rise = 0.14 * angle.sin();
            self.at((0.5 + 0.38 * angle.cos(), if down { y + rise } else { y - rise }))
        };
        (0..=16).map(point).collect()
    }

    fn sources(&self) {
        self.painter.line(self.arc(0.22, false), self.stroke);
        for y in [0.22, 0.5, 0.78] {
            self.painter.line(self.arc(y, true), self.stroke);
        }
        self.lines(&[&[(0.12, 0.22), (0.12, 0.78)], &[(0.88, 0.22), (0.88, 0.78)]]);
    }

    fn theme(&self) {
        self.ring((0.5, 0.5), 0.38);
        let half = (0..=16).map(|n| {
            let angle = std::f32::consts::PI * (n as f32 / 16.0 - 0.5);
            self.at((0.5 + 0.38 * angle.cos(), 0.5 + 0.38 * angle.sin()))
        });
        self.painter.add(egui::Shape::convex_polygon(half.collect(), self.stroke.color, Stroke::NONE));
    }
}
