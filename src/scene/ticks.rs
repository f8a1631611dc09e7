//! Where the marks of a time axis go and what they say, on the calendar or from day 0.
//! Labels never overlap: the finest division whose labels fit is the one that is shown.

use crate::base::time::DAY;
use crate::base::{Time, civil};

use super::primitives::{TextSize, Weight};
use super::scale::{Axis, Scale};
use super::text;
use super::words::{AxisLabels, Unit};

const HOUR: i64 = DAY / 24;
/// A year on a relative axis: 365.25 days.
const YEAR: i64 = 365 * DAY + DAY / 4;
/// Space kept between two labels, in pixels.
const GAP: f32 = 14.0;
/// The least distance of two ticks, in pixels.
const LEAST: f32 = 44.0;

/// One mark of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The time, on the axis.
    pub time: Time,
    /// Where, in pixels.
    pub x: f32,
    /// What it says.
    pub label: String,
    /// Whether it stands out: day 0, or the start of the next larger unit.
    pub major: bool,
}

impl Tick {
    fn label_width(&self) -> f32 {
        let weight = if self.major { Weight::SemiBold } else { Weight::Regular };
        text::width(&self.label, TextSize::Small.px(), weight)
    }

    /// Left and right end of its label, in pixels.
    pub fn label_ends(&self) -> (f32, f32) {
        let half = self.label_width() / 2.0;
        (self.x - half, self.x + half)
    }
}

/// A way to divide the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calendar {
    Hours(i64),
    Days(i64),
    Months(i64),
    Years(i64),
}

const CALENDAR: [Calendar; 18] = [
    Calendar::Hours(1),
    Calendar::Hours(3),
    Calendar::Hours(6),
    Calendar::Hours(12),
    Calendar::Days(1),
    Calendar::Days(7),
    Calendar::Days(14),
    Calendar::Months(1),
    Calendar::Months(3),
    Calendar::Months(6),
    Calendar::Years(1),
    Calendar::Years(2),
    Calendar::Years(5),
    Calendar::Years(10),
    Calendar::Years(20),
    Calendar::Years(50),
    Calendar::Years(100),
    Calendar::Years(1000),
];

/// Steps of a relative axis: length, unit it is counted in, decimals.
const RELATIVE: [(i64, Unit, usize); 21] = [
    (HOUR, Unit::Hours, 0),
    (3 * HOUR, Unit::Hours, 0),
    (6 * HOUR, Unit::Hours, 0),
    (12 * HOUR, Unit::Hours, 0),
    (DAY, Unit::Days, 0),
    (2 * DAY, Unit::Days, 0),
    (7 * DAY, Unit::Days, 0),
    (14 * DAY, Unit::Days, 0),
    (28 * DAY, Unit::Days, 0),
    (50 * DAY, Unit::Days, 0),
    (100 * DAY, Unit::Days, 0),
    (YEAR / 2, Unit::Years, 1),
    (YEAR, Unit::Years, 0),
    (2 * YEAR, Unit::Years, 0),
    (5 * YEAR, Unit::Years, 0),
    (10 * YEAR, Unit::Years, 0),
    (20 * YEAR, Unit::Years, 0),
    (50 * YEAR, Unit::Years, 0),
    (100 * YEAR, Unit::Years, 0),
    (1000 * YEAR, Unit::Years, 0),
    (10_000 * YEAR, Unit::Years, 0),
];

/// A view longer than this many days is counted in years.
const LONGEST_IN_DAYS: i64 = 1200;

/// The ticks of an axis, in order of time; labels stay within the view and `overhang` pixels at its right end.
pub fn ticks(scale: &Scale, axis: Axis, labels: &dyn AxisLabels, overhang: f32) -> Vec<Tick> {
    let divisions: Box<dyn Iterator<Item = Vec<Tick>>> = match axis {
        Axis::Calendar => Box::new(CALENDAR.iter().map(|step| calendar(scale, *step, labels))),
        Axis::Days => {
            let long = scale.view.to.0 - scale.view.from.0 > LONGEST_IN_DAYS * DAY;
            let steps = RELATIVE.iter().filter(move |step| !long || step.1 == Unit::Years);
            Box::new(steps.map(|step| relative(scale, *step, labels)))
        }
    };
    let inside = |tick: &Tick| tick.label_ends().1 <= scale.right() + overhang;
    for mut ticks in divisions {
        ticks.retain(inside);
        if !ticks.is_empty() && apart(&ticks) {
            return ticks;
        }
    }
    // Not even the coarsest division has a tick in view: the moment the view starts at says where we are.
    fallback(scale, axis, labels).into_iter().filter(inside).collect()
}

fn apart(ticks: &[Tick]) -> bool {
    ticks
        .windows(2)
        .all(|pair| pair[1].x - pair[0].x >= LEAST && pair[0].label_ends().1 + GAP <= pair[1].label_ends().0)
}

fn fallback(scale: &Scale, axis: Axis, labels: &dyn AxisLabels) -> Option<Tick> {
    let time = Time(scale.time(scale.left + scale.width / 2.0));
    let label = match axis {
        Axis::Calendar => labels.day(time.date(), true),
        Axis::Days => labels.relative(time.days() as f64, Unit::Days, 0),
    };
    scale.view.contains(time).then(|| Tick { time, x: scale.x(time.0), label, major: false })
}

fn fits(scale: &Scale, step: i64) -> bool {
    step as f64 * scale.px_per_us() >= f64::from(LEAST) * 0.9
}

fn relative(scale: &Scale, (step, unit, decimals): (i64, Unit, usize), labels: &dyn AxisLabels) -> Vec<Tick> {
    if !fits(scale, step) {
        return Vec::new();
    }
    let first = scale.view.from.0.div_euclid(step) + i64::from(scale.view.from.0.rem_euclid(step) != 0);
    let last = scale.view.to.0.div_euclid(step);
    let one = match unit {
        Unit::Hours => HOUR,
        Unit::Days => DAY,
        Unit::Years => YEAR,
    };
    let tick = |n: i64| {
        let time = n.saturating_mul(step);
        let label = labels.relative(time as f64 / one as f64, unit, decimals);
        Tick { time: Time(time), x: scale.x(time), label, major: n == 0 }
    };
    (first..=last).map(tick).collect()
}

fn calendar(scale: &Scale, step: Calendar, labels: &dyn AxisLabels) -> Vec<Tick> {
    let length = match step {
        Calendar::Hours(n) => n * HOUR,
        Calendar::Days(n) => n * DAY,
        Calendar::Months(n) => n * 28 * DAY,
        Calendar::Years(n) => n * 365 * DAY,
    };
    if !fits(scale, length) {
        return Vec::new();
    }
    let mut ticks: Vec<Tick> = Vec::new();
    let mut at = floor(scale.view.from, step);
    while at <= scale.view.to {
        if at >= scale.view.from {
            let (label, major) = calendar_label(at, ticks.last().map(|tick| tick.time), step, labels);
            ticks.push(Tick { time: at, x: scale.x(at.0), label, major });
        }
        at = next(at, step);
    }
    ticks
}

/// The last boundary at or before a moment.
fn floor(time: Time, step: Calendar) -> Time {
    let (year, month, _) = time.date();
    match step {
        Calendar::Hours(n) => Time(time.0.div_euclid(n * HOUR) * n * HOUR),
        // Day 4 was a Monday, and so is every boundary of weeks.
        Calendar::Days(n) if n > 1 => Time::from_days((time.days() - 4).div_euclid(n) * n + 4),
        Calendar::Days(_) => Time::from_days(time.days()),
        Calendar::Months(n) => {
            let months = (year * 12 + i64::from(month) - 1).div_euclid(n) * n;
            month_start(months)
        }
        Calendar::Years(n) => Time::from_date(year.div_euclid(n) * n, 1, 1),
    }
}

fn next(time: Time, step: Calendar) -> Time {
    let (year, month, _) = time.date();
    match step {
        Calendar::Hours(n) => Time(time.0 + n * HOUR),
        Calendar::Days(n) => Time(time.0 + n * DAY),
        Calendar::Months(n) => month_start(year * 12 + i64::from(month) - 1 + n),
        Calendar::Years(n) => Time::from_date(year + n, 1, 1),
    }
}

fn month_start(months: i64) -> Time {
    Time::from_days(civil::days_from_date(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1))
}

/// A tick says the unit it divides; the first one, and those that start the next larger unit, say that as well.
fn calendar_label(
    time: Time,
    before: Option<Time>,
    step: Calendar,
    labels: &dyn AxisLabels,
) -> (String, bool) {
    let date = time.date();
    let (year, month, _) = date;
    let new_year = before.is_none_or(|before| before.date().0 != year);
    match step {
        Calendar::Hours(_) => {
            let hour = (time.0.rem_euclid(DAY) / HOUR) as u32;
            match before {
                None if hour == 0 => (labels.day(date, true), true),
                None => (format!("{} {}", labels.day(date, true), labels.hour(hour)), false),
                Some(_) if hour == 0 => (labels.day(date, new_year), true),
                Some(_) => (labels.hour(hour), false),
            }
        }
        Calendar::Days(_) => (labels.day(date, new_year), new_year && before.is_some()),
        Calendar::Months(_) if month == 1 => (labels.year(year), true),
        Calendar::Months(_) => (labels.month(year, month, new_year), false),
        Calendar::Years(_) => (labels.year(year), false),
    }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::super::words::English;
    use super::*;
    use crate::base::Span;

    fn shown(from: Time, to: Time, axis: Axis) -> Vec<String> {
        let scale = Scale::new(Span { from, to }, 0.0, 800.0);
        ticks(&scale, axis, &English, 20.0).into_iter().map(|tick| tick.label).collect()
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_ticks_ascend(
            from in -60_000i64..60_000, hours in 1i64..2_000_000, width in 60.0f32..3000.0, calendar in any::<bool>(),
        ) {
            let from = Time(from * DAY + 12345);
            let scale = Scale::new(Span { from, to: Time(from.0 + hours * HOUR) }, 100.0, width);
            let axis = if calendar { Axis::Calendar } else { Axis::Days };
            let ticks = ticks(&scale, axis, &English, 20.0);
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].time < pair[1].time);
                prop_assert!(pair[0].label_ends().1 < pair[1].label_ends().0);
            }
            for tick in &ticks {
                prop_assert!(tick.time >= scale.view.from && tick.time <= scale.view.to);
                prop_assert!(tick.label_ends().1 <= scale.right() + 20.0);
            }
            prop_assert!(width < 200.0 || !ticks.is_empty());
        }
    }

    #[test]
    fn each_zoom_has_its_unit() {
        let date = Time::from_date;
        let text = |labels: Vec<String>| labels.join(" | ");
        let all = [
            text(shown(date(2010, 3, 1), date(2024, 1, 1), Axis::Calendar)),
            text(shown(date(2019, 2, 1), date(2020, 8, 1), Axis::Calendar)),
            text(shown(date(2019, 12, 20), date(2020, 1, 20), Axis::Calendar)),
            text(shown(Time(date(2019, 12, 31).0 + 5 * HOUR), date(2020, 1, 2), Axis::Calendar)),
            text(shown(Time(-200 * DAY), Time(700 * DAY), Axis::Days)),
            text(shown(Time(-YEAR), Time(3 * YEAR), Axis::Days)),
            text(shown(Time(-3 * DAY), Time(40 * DAY), Axis::Days)),
        ];
        insta::assert_snapshot!(all.join("\n"));
    }
}
