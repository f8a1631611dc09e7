//! Themes: the colours that inks stand for, and the tokens that the window's own visuals are built from.
//! It knows three built-in themes and no toolkit; text sizes are with the primitives, as they do not change.

use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, de::Error};

use crate::model::Phase;
use crate::model::phase::DEFAULT_PHASES;

use super::primitives::Ink;

/// Space between things, in logical pixels, from tight to wide.
pub const SPACE: [f32; 5] = [4.0, 8.0, 12.0, 16.0, 24.0];
/// Radius of corners of buttons, chips and fields, in logical pixels.
pub const RADIUS: f32 = 5.0;

/// A colour with opacity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What settings call it.
    pub name: String,
    /// Whether the ground is dark.
    pub dark: bool,
    /// Colours of inks.
    pub ink: Inks,
    /// Colours of phases.
    pub phase: PhaseColours,
    /// Colours of things without an order.
    pub category: Vec<Rgb>,
    /// Colours of the window around pictures.
    pub ui: UiTokens,
}

/// The colours of inks, by the names of [`Ink`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "they are called what the inks are called, and said there")]
pub struct Inks {
    pub text: Rgb,
    pub text_muted: Rgb,
    pub axis: Rgb,
    pub grid: Rgb,
    pub lane: Rgb,
    pub background: Rgb,
    pub hatch: Rgb,
    pub dots: Rgb,
    pub band: Rgb,
    pub bar: Rgb,
    pub track: Rgb,
    pub day0: Rgb,
    pub death: Rgb,
    pub accent: Rgb,
    pub warning: Rgb,
    pub error: Rgb,
    pub ok: Rgb,
    pub selection: Rgb,
}

/// The colours of the default phases by their ids, and of others in turn.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "they are the ids of the default phases")]
pub struct PhaseColours {
    pub gp: Rgb,
    pub pharmacy: Rgb,
    pub diagnosis: Rgb,
    pub treatment: Rgb,
    pub hospital: Rgb,
    pub lab: Rgb,
    pub aftercare: Rgb,
    pub death: Rgb,
    pub other: Rgb,
    pub extra: Vec<Rgb>,
}

/// The colours of the window around pictures.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UiTokens {
    /// Ground of panels.
    pub panel: Rgb,
    /// Ground of the rail with the views.
    pub rail: Rgb,
    /// Ground of the header and the status line.
    pub header: Rgb,
    /// Lines between panels and around fields.
    pub border: Rgb,
    /// Under the pointer.
    pub hover: Rgb,
    /// Chosen or pressed.
    pub active: Rgb,
    /// Ground of filter chips.
    pub chip: Rgb,
    /// Ground of fields.
    pub input: Rgb,
    /// Shadow of what floats.
    pub shadow: Rgb,
    /// Ground of what is wrong.
    pub error_ground: Rgb,
    /// Ground of what to look at.
    pub warning_ground: Rgb,
    /// Ground of what is right.
    pub ok_ground: Rgb,
    /// Text on the accent.
    pub on_accent: Rgb,
    /// Over a picture that is being computed anew.
    pub stale: Rgb,
}

impl Rgb {
    /// An opaque colour.
    pub const fn new(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// From `#rrggbb` or `#rrggbbaa`.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let a = match digits.len() {
            6 => 255,
            8 => part(6)?,
            _ => return None,
        };
        Some(Self { r: part(0)?, g: part(2)?, b: part(4)?, a })
    }

    /// This colour on its way to another: 0 is this one, 1 the other.
    pub fn mix(self, other: Self, share: f32) -> Self {
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Self {
            r: mix(self.r, other.r),
            g: mix(self.g, other.g),
            b: mix(self.b, other.b),
            a: mix(self.a, other.a),
        }
    }

    /// Relative luminance from 0 to 1 (WCAG 2.2).
    pub fn luminance(self) -> f32 {
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast with another colour from 1 to 21 (WCAG 2.2); opacity is left out.
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }
}

/// A channel of sRGB as an amount of light from 0 to 1.
fn linear(channel: u8) -> f32 {
    let value = f32::from(channel) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::from_hex(&text).ok_or_else(|| D::Error::custom("not a colour like #rrggbb"))
    }
}

/// The palette place of each phase of an extract: default phases have places of their own, others follow in turn.
pub fn slots(phases: &[Phase]) -> Vec<u8> {
    let mut next = DEFAULT_PHASES.len() as u8;
    let place = |phase: &Phase| {
        DEFAULT_PHASES.iter().position(|id| *id == phase.id).map_or_else(
            || {
                next += 1;
                next - 1
            },
            |known| known as u8,
        )
    };
    phases.iter().map(place).collect()
}

impl Theme {
    /// Dark on light.
    pub fn light() -> &'static Self {
        static THEME: OnceLock<Theme> = OnceLock::new();
        THEME.get_or_init(|| Self::parse(include_str!("../../assets/themes/light.toml")))
    }

    /// Light on dark.
    pub fn dark() -> &'static Self {
        static THEME: OnceLock<Theme> = OnceLock::new();
        THEME.get_or_init(|| Self::parse(include_str!("../../assets/themes/dark.toml")))
    }

    /// Black on white, with stronger lines.
    pub fn contrast() -> &'static Self {
        static THEME: OnceLock<Theme> = OnceLock::new();
        THEME.get_or_init(|| Self::parse(include_str!("../../assets/themes/contrast.toml")))
    }

    /// A built-in theme by its name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        [Self::light(), Self::dark(), Self::contrast()].into_iter().find(|theme| theme.name == name)
    }

    #[expect(clippy::expect_used, reason = "the text is compiled in, and a test parses it")]
    fn parse(text: &str) -> Self {
        toml::from_str(text).expect("a built-in theme is whole")
    }

    /// The colour an ink stands for.
    pub fn rgb(&self, ink: Ink) -> Rgb {
        let inks = &self.ink;
        match ink {
            Ink::Text => inks.text,
            Ink::TextMuted => inks.text_muted,
            Ink::Axis => inks.axis,
            Ink::Grid => inks.grid,
            Ink::Lane => inks.lane,
            Ink::Background => inks.background,
            Ink::Hatch => inks.hatch,
            Ink::Dots => inks.dots,
            Ink::Band => inks.band,
            Ink::Bar => inks.bar,
            Ink::Track => inks.track,
            Ink::Day0 => inks.day0,
            Ink::Death => inks.death,
            Ink::Accent => inks.accent,
            Ink::Warning => inks.warning,
            Ink::Error => inks.error,
            Ink::Ok => inks.ok,
            Ink::Selection => inks.selection,
            Ink::Phase(slot) => self.phase_rgb(slot),
            Ink::PhaseSoft(slot) => self.phase_rgb(slot).mix(inks.lane, 0.6),
            Ink::OnPhase(slot) => self.on(self.phase_rgb(slot)),
            Ink::Category(n) => pick(&self.category, usize::from(n)),
            Ink::Mark => pick(&self.category, 0),
            Ink::Costly => pick(&self.category, 1),
            Ink::Shade(n) => {
                inks.background.mix(pick(&self.category, 0), self.darkest() * f32::from(n) / 255.0)
            }
            Ink::WarningGround => self.ui.warning_ground,
            Ink::Custom([r, g, b]) => Rgb::new(r, g, b),
        }
    }

    /// The colour of a palette place.
    pub fn phase_rgb(&self, slot: u8) -> Rgb {
        let p = &self.phase;
        let named =
            [p.gp, p.pharmacy, p.diagnosis, p.treatment, p.hospital, p.lab, p.aftercare, p.death, p.other];
        let slot = usize::from(slot);
        named.get(slot).copied().unwrap_or_else(|| pick(&p.extra, slot - named.len()))
    }

    /// The colours of an extract's phases, in their order.
    pub fn palette(&self, phases: &[Phase]) -> Vec<Rgb> {
        slots(phases).into_iter().map(|slot| self.phase_rgb(slot)).collect()
    }

    /// How far a shade may go from the ground to the colour of marks, so that text still reads on it.
    fn darkest(&self) -> f32 {
        match (self.dark, self.name.as_str()) {
            (true, _) => 0.42,
            (false, "contrast") => 0.6,
            (false, _) => 0.72,
        }
    }

    /// Whichever of text and background reads better on a colour.
    fn on(&self, ground: Rgb) -> Rgb {
        let (text, background) = (self.ink.text, self.ink.background);
        if text.contrast(ground) >= background.contrast(ground) { text } else { background }
    }
}

fn pick(of: &[Rgb], at: usize) -> Rgb {
    if of.is_empty() { Rgb::default() } else { of[at % of.len()] }
}

#[cfg(test)]
mod test {
    use super::*;

    fn themes() -> [&'static Theme; 3] {
        [Theme::light(), Theme::dark(), Theme::contrast()]
    }

    #[test]
    fn text_reads_on_every_ground() {
        for theme in themes() {
            let (ink, ui) = (&theme.ink, &theme.ui);
            for ground in
                [ink.background, ink.lane, ui.panel, ui.rail, ui.header, ui.hover, ui.active, ui.chip]
            {
                assert!(ink.text.contrast(ground) >= 4.5, "{}: text on {ground:?}", theme.name);
            }
            for ground in [ink.background, ink.lane, ui.panel, ui.rail, ui.header] {
                for text in [ink.text_muted, ink.accent, ink.warning, ink.error, ink.ok] {
                    assert!(text.contrast(ground) >= 4.5, "{}: {text:?} on {ground:?}", theme.name);
                }
            }
            for (text, ground) in [
                (ink.error, ui.error_ground),
                (ink.warning, ui.warning_ground),
                (ink.ok, ui.ok_ground),
                (ui.on_accent, ink.accent),
            ] {
                assert!(text.contrast(ground) >= 4.5, "{}: {text:?} on {ground:?}", theme.name);
            }
            for n in 0..=255 {
                let pair = ink.text.contrast(theme.rgb(Ink::Shade(n)));
                assert!(pair >= 4.5, "{}: text on shade {n} has {pair}", theme.name);
            }
            for slot in 0..16 {
                let pair = theme.rgb(Ink::OnPhase(slot)).contrast(theme.phase_rgb(slot));
                assert!(pair >= 4.0, "{}: text on phase {slot} has {pair}", theme.name);
            }
        }
    }

    #[test]
    fn phases_stand_out_from_the_ground() {
        for theme in themes() {
            for slot in 0..16 {
                // Three of the published colours are light by nature; place and label say the same as they do.
                let light_by_nature = theme.name == "light" && [0, 4, 5, 6, 8, 14].contains(&slot);
                let least = if light_by_nature { 2.0 } else { 3.0 };
                let contrast = theme.phase_rgb(slot).contrast(theme.ink.background);
                assert!(contrast >= least, "{}: phase {slot} has {contrast}", theme.name);
            }
        }
    }

    /// Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
    const KINDS_OF_SIGHT: [[[f32; 3]; 3]; 3] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ];

    /// Oklab (Ottosson 2020) of a colour as somebody sees it.
    fn oklab(colour: Rgb, sight: &[[f32; 3]; 3]) -> [f32; 3] {
        let light = [linear(colour.r), linear(colour.g), linear(colour.b)];
        let times =
            |m: &[[f32; 3]; 3], v: [f32; 3]| m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
        let seen = times(sight, light).map(|part| part.clamp(0.0, 1.0));
        let cones = times(
            &[
                [0.412_221_5, 0.536_332_5, 0.051_446],
                [0.211_903_5, 0.680_699_5, 0.107_397],
                [0.088_302_5, 0.281_718_8, 0.629_978_7],
            ],
            seen,
        );
        let cones = cones.map(f32::cbrt);
        times(
            &[
                [0.210_454_3, 0.793_617_8, -0.004_072],
                [1.977_998_5, -2.428_592_2, 0.450_593_7],
                [0.025_904, 0.782_771_8, -0.808_675_8],
            ],
            cones,
        )
    }

    #[test]
    fn no_two_default_phases_look_alike_to_anybody() {
        for theme in themes() {
            for (kind, sight) in KINDS_OF_SIGHT.iter().enumerate() {
                for a in 0..DEFAULT_PHASES.len() as u8 {
                    for b in 0..a {
                        let (x, y) = (oklab(theme.phase_rgb(a), sight), oklab(theme.phase_rgb(b), sight));
                        let apart = x.iter().zip(y).map(|(x, y)| (x - y) * (x - y)).sum::<f32>().sqrt();
                        assert!(
                            apart >= 0.05,
                            "{}, sight {kind}: phases {b} and {a} are {apart} apart",
                            theme.name
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn unknown_phases_get_places_of_their_own() {
        let phase = |id: &str| Phase { id: id.to_owned(), title: None };
        assert_eq!(slots(&[phase("lab"), phase("spa"), phase("gp"), phase("cure")]), [5, 9, 0, 10]);
    }
}
