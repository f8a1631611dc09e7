//! What every picture is made of: shapes in logical pixels with colours by meaning, hit ids and texts instead.
//! It knows no toolkit and no file format; the window and the report each paint the same scene.

use std::sync::Arc;

use crate::base::{CodeId, PatientId, PhaseId, SourceId, Span, Time};

use super::coverage::CoverageHit;
use super::findings::FindingsHit;
use super::gaps::{GapsHit, PathHit};
use super::text;

/// A picture: shapes from back to front.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width in logical pixels.
    pub width: f32,
    /// Height in logical pixels; may be more than was asked for, where the content needs it.
    pub height: f32,
    /// From back to front.
    pub items: Vec<Item>,
    /// What the picture shows, in words.
    pub description: String,
}

/// One shape with what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The shape.
    pub shape: Shape,
    /// What a pointer on it points at.
    pub hit: Option<Hit>,
    /// What it says, in words.
    pub alt: Option<String>,
}

/// A point in logical pixels, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pos {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A rectangle in logical pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// A line's colour and width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Width in logical pixels.
    pub width: f32,
}

/// The shapes there are.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Radius of its corners.
        radius: f32,
        /// Inside.
        fill: Option<Ink>,
        /// Outline, drawn inside the edge.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Pos,
        /// The other end.
        to: Pos,
        /// Colour and width.
        stroke: Stroke,
    },
    /// A line through points.
    Polyline {
        /// The points.
        points: Vec<Pos>,
        /// Colour and width.
        stroke: Stroke,
    },
    /// A circle.
    Circle {
        /// Its middle.
        centre: Pos,
        /// Its radius.
        radius: f32,
        /// Inside.
        fill: Option<Ink>,
        /// Outline.
        stroke: Option<Stroke>,
    },
    /// A filled triangle: arrowheads and flags.
    Triangle {
        /// Its corners.
        corners: [Pos; 3],
        /// Inside.
        fill: Ink,
    },
    /// A line of text.
    Text(Text),
    /// Diagonal lines over an area: not covered.
    Hatch {
        /// Where.
        area: Area,
        /// Colour of the lines.
        ink: Ink,
    },
    /// A raster of dots over an area: unknown.
    Dots {
        /// Where.
        area: Area,
        /// Colour of the dots.
        ink: Ink,
    },
    /// Pixels, stretched over an area and cut off at another.
    Image {
        /// Where the whole image would be.
        area: Area,
        /// The part of the picture it may cover.
        clip: Area,
        /// The pixels.
        pixels: Arc<Pixels>,
    },
}

/// A line of text, already short enough for its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The point it is anchored at: vertically the middle of a line of capitals.
    pub at: Pos,
    /// Which end of it is there.
    pub anchor: Anchor,
    /// What it says.
    pub text: String,
    /// How large.
    pub size: TextSize,
    /// How heavy.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
}

/// Which end of a text is at its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    #[default]
    Left,
    /// Its middle is there.
    Centre,
    /// It ends there.
    Right,
}

/// The sizes of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Ticks, subtitles and labels of marks.
    Small,
    /// Everything else.
    #[default]
    Normal,
    /// Titles.
    Large,
}

impl TextSize {
    /// In logical pixels.
    pub fn px(self) -> f32 {
        match self {
            Self::Small => 11.0,
            Self::Normal => 12.5,
            Self::Large => 15.0,
        }
    }
}

/// The weights of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Upright.
    #[default]
    Regular,
    /// Headings and what is selected.
    SemiBold,
}

/// A colour by its meaning; a theme makes it one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Text.
    Text,
    /// Text that may be overlooked.
    TextMuted,
    /// Axes and the end of the data.
    Axis,
    /// Grid lines.
    Grid,
    /// The ground of a lane.
    Lane,
    /// The ground of the picture.
    Background,
    /// Lines that say not covered.
    Hatch,
    /// Dots that say unknown.
    Dots,
    /// A reference range.
    Band,
    /// Bars of a histogram.
    Bar,
    /// Measured values.
    Track,
    /// Day 0.
    Day0,
    /// Death.
    Death,
    /// What can be clicked.
    Accent,
    /// What to look at.
    Warning,
    /// What is wrong.
    Error,
    /// What is right.
    Ok,
    /// What is selected.
    Selection,
    /// A care phase, by its place in the palette: see [`super::theme::slots`].
    Phase(u8),
    /// The same, faint: for what is known less precisely or lies behind.
    PhaseSoft(u8),
    /// Text on a phase's colour.
    OnPhase(u8),
    /// One of several things without an order.
    Category(u8),
    /// A bar that carries a number of its own.
    Mark,
    /// What costs most.
    Costly,
    /// A share: from 0, the ground, to 255, the darkest that text still reads on.
    Shade(u8),
    /// The ground of what to look at.
    WarningGround,
    /// A colour somebody chose: red, green, blue.
    Custom([u8; 3]),
}

/// What a pointer on an item points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hit {
    /// An event, by its row in the event columns.
    Event(usize),
    /// Events of a source at one moment.
    Stack {
        /// The source.
        source: SourceId,
        /// The moment, as the store has it.
        at: Time,
    },
    /// Several events folded into one region.
    More {
        /// The source.
        source: SourceId,
        /// Their phase.
        phase: PhaseId,
        /// From the first to after the last start, as the store has it.
        span: Span,
    },
    /// A patient.
    Patient(PatientId),
    /// A group of rows, by its place.
    Group(usize),
    /// A source.
    Source(SourceId),
    /// The values of a code.
    Track(CodeId),
    /// A care phase.
    Phase(PhaseId),
    /// A stretch of the axis, in the axis' time.
    Bin(Span),
    /// Day 0.
    Day0,
    /// The day a patient died.
    Death,
    /// The end of the data.
    AsOf,
    /// A mark of the coverage screen.
    Coverage(CoverageHit),
    /// A mark of the findings screen.
    Findings(FindingsHit),
    /// A mark of the gaps screen.
    Gaps(GapsHit),
    /// A finding drawn over a journey, by its place among the findings.
    Finding(usize),
    /// A gap drawn over a journey, by its place among the gaps.
    Gap(usize),
    /// A mark of a care path.
    CarePath(PathHit),
}

impl From<CoverageHit> for Hit {
    fn from(hit: CoverageHit) -> Self {
        Self::Coverage(hit)
    }
}

impl From<FindingsHit> for Hit {
    fn from(hit: FindingsHit) -> Self {
        Self::Findings(hit)
    }
}

impl From<GapsHit> for Hit {
    fn from(hit: GapsHit) -> Self {
        Self::Gaps(hit)
    }
}

/// An image: red, green, blue and opacity of each pixel, row by row from the top, colours not multiplied by opacity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// All pixels.
    pub rgba: Vec<[u8; 4]>,
}

impl Pos {
    /// From its coordinates.
    pub fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }
}

impl Area {
    /// From its left, top, width and height.
    pub fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    pub fn right(self) -> f32 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.h
    }

    /// Its middle.
    pub fn centre(self) -> Pos {
        Pos::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Whether a point lies inside.
    pub fn contains(self, at: Pos) -> bool {
        self.x <= at.x && at.x < self.right() && self.y <= at.y && at.y < self.bottom()
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

impl Stroke {
    /// From colour and width.
    pub fn new(ink: Ink, width: f32) -> Self {
        Self { ink, width }
    }
}

impl Text {
    /// A regular text that starts at a point.
    pub fn new(at: Pos, text: impl Into<String>, size: TextSize, ink: Ink) -> Self {
        Self { at, anchor: Anchor::Left, text: text.into(), size, weight: Weight::Regular, ink }
    }

    /// The same, anchored at another end.
    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same, semibold.
    pub fn semibold(self) -> Self {
        Self { weight: Weight::SemiBold, ..self }
    }

    /// The same, cut with an ellipsis to a width in logical pixels.
    pub fn within(self, width: f32) -> Self {
        Self { text: text::fit(&self.text, width, self.size.px(), self.weight), ..self }
    }

    /// The area it takes up, by the widths of the bundled font.
    pub fn area(&self) -> Area {
        let width = text::width(&self.text, self.size.px(), self.weight);
        let x = match self.anchor {
            Anchor::Left => self.at.x,
            Anchor::Centre => self.at.x - width / 2.0,
            Anchor::Right => self.at.x - width,
        };
        let height = self.size.px() * 1.2;
        Area::new(x, self.at.y - height / 2.0, width, height)
    }
}

impl Scene {
    /// An empty picture.
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, items: Vec::new(), description: String::new() }
    }

    /// Adds a shape that stands for nothing.
    pub fn add(&mut self, shape: Shape) {
        self.items.push(Item { shape, hit: None, alt: None });
    }

    /// Adds a shape that points at something.
    pub fn add_hit(&mut self, shape: Shape, hit: Hit, alt: Option<String>) {
        self.items.push(Item { shape, hit: Some(hit), alt });
    }

    /// Adds a filled rectangle.
    pub fn fill(&mut self, area: Area, ink: Ink) {
        self.add(Shape::Rect { area, radius: 0.0, fill: Some(ink), stroke: None });
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: Pos, to: Pos, ink: Ink, width: f32) {
        self.add(Shape::Line { from, to, stroke: Stroke::new(ink, width) });
    }

    /// Adds a text.
    pub fn text(&mut self, text: Text) {
        self.add(Shape::Text(text));
    }

    /// The topmost item with a hit whose shape holds a point.
    pub fn hit(&self, at: Pos) -> Option<&Item> {
        self.items.iter().rev().find(|item| item.hit.is_some() && item.shape.bounds().contains(at))
    }
}

impl Shape {
    /// The smallest area that holds it.
    pub fn bounds(&self) -> Area {
        match self {
            Self::Rect { area, .. } | Self::Hatch { area, .. } | Self::Dots { area, .. } => *area,
            Self::Image { clip, .. } => *clip,
            Self::Line { from, to, stroke } => around(&[*from, *to], stroke.width / 2.0),
            Self::Polyline { points, stroke } => around(points, stroke.width / 2.0),
            Self::Triangle { corners, .. } => around(corners, 0.0),
            Self::Circle { centre, radius, .. } => around(&[*centre], *radius),
            Self::Text(text) => text.area(),
        }
    }
}

fn around(points: &[Pos], margin: f32) -> Area {
    let fold = |start: f32, pick: fn(&Pos) -> f32, keep: fn(f32, f32) -> f32| {
        points.iter().map(pick).fold(start, keep)
    };
    let (left, right) = (fold(f32::MAX, |p| p.x, f32::min), fold(f32::MIN, |p| p.x, f32::max));
    let (top, bottom) = (fold(f32::MAX, |p| p.y, f32::min), fold(f32::MIN, |p| p.y, f32::max));
    Area::new(left - margin, top - margin, right - left + 2.0 * margin, bottom - top + 2.0 * margin)
}
