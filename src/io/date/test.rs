use proptest::prelude::*;

use super::*;
use crate::base::civil::date_from_days;
use crate::base::time::DAY;

fn parser(format: Option<&str>) -> DateParser {
    DateParser::new(format, &Zone::named("Europe/Amsterdam").unwrap(), 2024).unwrap()
}

/// A stamp as text, to compare with.
fn show(stamp: Option<Stamp>) -> String {
    let Some(Stamp { time, precision }) = stamp else { return "-".into() };
    let (year, month, day) = time.date();
    let micros = time.0.rem_euclid(DAY);
    let (minutes, seconds) = (micros / SECOND / 60, micros / SECOND % 60);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{seconds:02}.{:06} {precision:?}",
        minutes / 60,
        minutes % 60,
        micros % SECOND
    )
}

fn check(format: Option<&str>, pairs: &[(&str, &str)]) {
    let parser = parser(format);
    for (text, expect) in pairs {
        let shown = show(parser.parse(text));
        let shown = shown.replace("T00:00:00.000000", "").replace(".000000", "");
        assert_eq!(&shown, expect, "{text} by {format:?}");
    }
}

#[test]
fn iso_keeps_precision() {
    check(
        None,
        &[
            ("2019", "2019-01-01 Year"),
            ("2019-05", "2019-05-01 Month"),
            ("2019-05-03", "2019-05-03 Day"),
            (" 20190503 ", "2019-05-03 Day"),
            ("2019-123", "2019-05-03 Day"),
            ("2019-05-03T07", "2019-05-03 Day"),
            ("2019-05-03T07:18", "2019-05-03T07:18:00 Minute"),
            ("2019-05-03 07:18:29", "2019-05-03T07:18:29 Second"),
            ("2019-05-03T07:18:29.1234567", "2019-05-03T07:18:29.123456 Second"),
            ("2019-05-03T07:18:29+00:00", "2019-05-03T09:18:29 Second"),
            ("2019-01-03T07:18:29Z", "2019-01-03T08:18:29 Second"),
            ("2019-05-03T23:30:00-01", "2019-05-04T02:30:00 Second"),
            ("2019-05-03T24:00", "2019-05-04 Minute"),
            ("0001-01-01", "0001-01-01 Day"),
            ("2019-02-29", "-"),
            ("2020-02-29", "2020-02-29 Day"),
            ("2019-02-31", "-"),
            ("2019-13-01", "-"),
            ("2019-5-3", "-"),
            ("2019-05-03x", "-"),
            ("2019-05-03T25:00", "-"),
            ("2019-05T07:00", "-"),
            ("03-05-2019", "-"),
            ("", "-"),
            ("NA", "-"),
        ],
    );
}

#[test]
fn formats() {
    check(Some("%d-%m-%Y"), &[("3-5-2019", "2019-05-03 Day"), ("31-02-2019", "-"), ("2019-05-03", "-")]);
    check(
        Some("%Y%m%d"),
        &[("20190503", "2019-05-03 Day"), ("2019053", "2019-05-03 Day"), ("201905031", "-")],
    );
    check(Some("%d/%m/%y"), &[("03/05/24", "2024-05-03 Day"), ("03/05/25", "1925-05-03 Day")]);
    check(Some("%m-%Y"), &[("05-2019", "2019-05-01 Month")]);
    check(Some("%Y"), &[("2019", "2019-01-01 Year")]);
    check(
        Some("%d %b %Y %H:%M"),
        &[
            ("3 mei 2019 07:18", "2019-05-03T07:18:00 Minute"),
            ("03 MRT. 2019  7:18", "2019-03-03T07:18:00 Minute"),
            ("3 October 2019 07:18", "2019-10-03T07:18:00 Minute"),
            ("3 foo 2019 07:18", "-"),
        ],
    );
    check(Some("%d%b%Y"), &[("15MAY2019", "2019-05-15 Day"), ("15okt2019", "2019-10-15 Day")]);
    check(Some("%F %T.%f%z"), &[("2019-05-03 07:18:29.5+0200", "2019-05-03T07:18:29.500000 Second")]);
    check(Some("%m/%d/%Y %I:%M %p"), &[("5/3/2019 12:18 AM", "2019-05-03T00:18:00 Minute")]);
    check(Some("any"), &[("2019-05", "2019-05-01 Month"), ("3/5/2019", "2019-05-03 Day")]);
    let zone = Zone::named("UTC").unwrap();
    for bad in ["%d-%m", "%Q", "%", "tomorrow"] {
        assert!(DateParser::new(Some(bad), &zone, 2024).is_err(), "{bad}");
    }
}

proptest! {
    /// The quick way takes nothing that the general one reads otherwise.
    #[test]
    fn quick_dates_are_dates(text in "[0-9]{4}[-/0-9][01][0-9][-/0-9][0-3][0-9]|[-/0-9: ]{10}|[-0-9]{9,11}") {
        let parser = parser(None);
        if let Some(days) = parser.plain_day(text.as_bytes()) {
            let expect = Some(Stamp { time: Time::from_days(days), precision: Precision::Day });
            prop_assert_eq!(parser.parse_any(&text), expect);
        }
    }

    #[test]
    fn days_come_back(days in -700_000_i64..2_900_000) {
        let (year, month, day) = date_from_days(days);
        let expect = Some(Stamp { time: Time::from_days(days), precision: Precision::Day });
        prop_assert_eq!(parser(None).parse(&format!("{year:04}-{month:02}-{day:02}")), expect);
        prop_assert_eq!(parser(None).parse(&format!("{year:04}{month:02}{day:02}")), expect);
        prop_assert_eq!(parser(Some("%d.%m.%Y")).parse(&format!("{day}.{month}.{year:04}")), expect);
    }

    #[test]
    fn instants_come_back(seconds in -2_000_000_000_i64..4_000_000_000, minutes_east in -720_i64..720) {
        // The same instant, written in two zones, is one moment.
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let wall = Time((seconds + minutes_east * 60) * SECOND);
        let (year, month, day) = wall.date();
        let of_day = wall.0.rem_euclid(DAY) / SECOND;
        let (sign, east) = (if minutes_east < 0 { '-' } else { '+' }, minutes_east.abs());
        let text = format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            of_day / 3600, of_day / 60 % 60, of_day % 60, east / 60, east % 60
        );
        let stamp = parser(None).parse(&text).unwrap();
        prop_assert_eq!(stamp.time, zone.wall(seconds * SECOND).unwrap());
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,24}", format in "(%[YymdbHMSfpzjaFTRD]|[-/ .T:]){0,8}") {
        let _ = parser(None).parse(&text);
        if let Ok(parser) = DateParser::new(Some(&format), &Zone::named("UTC").unwrap(), 2024) {
            let _ = parser.parse(&text);
        }
    }
}
