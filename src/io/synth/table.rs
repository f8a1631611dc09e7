//! Writes one text table of the sample: delimiter, line ends, encoding, compression, a count of rows.
//! Knows no patient and no column; which cells come in which order is in `files`.

use std::fs::File as Disk;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::calendar::{Day, date};

/// How a table is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    None,
    /// As gzip, without name and time.
    Gzip,
    /// As Zstandard.
    Zstd,
}

/// How dates are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    /// `2019-05-03`.
    Iso,
    /// `03-05-2019`.
    Dashes,
    /// `03/05/2019`.
    Slashes,
    /// `20190503`.
    Compact,
}

impl Dates {
    /// The format as the descriptor says it; none for ISO.
    pub fn format(self) -> Option<&'static str> {
        match self {
            Self::Iso => None,
            Self::Dashes => Some("%d-%m-%Y"),
            Self::Slashes => Some("%d/%m/%Y"),
            Self::Compact => Some("%Y%m%d"),
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Between cells.
    pub delimiter: char,
    /// Whether lines end in CRLF, with a byte order mark before the first.
    pub windows: bool,
    /// Whether the bytes are windows-1252 instead of UTF-8.
    pub legacy: bool,
    /// Whether a comma parts whole and fraction.
    pub decimal_comma: bool,
    /// How dates are written.
    pub dates: Dates,
    /// How it is packed.
    pub packing: Packing,
}

impl Style {
    /// A plain table.
    pub const PLAIN: Self = Self {
        delimiter: ',',
        windows: false,
        legacy: false,
        decimal_comma: false,
        dates: Dates::Iso,
        packing: Packing::None,
    };
}

enum Sink {
    Plain(BufWriter<Disk>),
    Gzip(GzEncoder<BufWriter<Disk>>),
    Zstd(zstd::Encoder<'static, BufWriter<Disk>>),
}

impl Sink {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.write_all(bytes),
            Self::Gzip(out) => out.write_all(bytes),
            Self::Zstd(out) => out.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(mut out) => out.flush(),
            Self::Gzip(out) => out.finish()?.flush(),
            Self::Zstd(out) => out.finish()?.flush(),
        }
    }
}

/// A table being written; the header is row 1.
pub(super) struct Table {
    style: Style,
    sink: Sink,
    line: String,
    cells: usize,
    row: u64,
}

impl Table {
    /// Creates the file and writes its header.
    pub fn create<'a>(
        path: &Path,
        style: Style,
        header: impl IntoIterator<Item = &'a str>,
    ) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 16, Disk::create(path)?);
        let sink = match style.packing {
            Packing::None => Sink::Plain(out),
            Packing::Gzip => Sink::Gzip(GzEncoder::new(out, Compression::default())),
            Packing::Zstd => Sink::Zstd(zstd::Encoder::new(out, 6)?),
        };
        let mut table = Self { style, sink, line: String::with_capacity(256), cells: 0, row: 0 };
        if style.windows {
            table.sink.write_all("\u{feff}".as_bytes())?;
        }
        for name in header {
            table.text(name);
        }
        table.end()?;
        Ok(table)
    }

    fn next(&mut self) {
        if self.cells > 0 {
            self.line.push(self.style.delimiter);
        }
        self.cells += 1;
    }

    /// A cell of text, quoted where it must be.
    pub fn text(&mut self, text: &str) {
        self.next();
        let is_special = |c: char| c == self.style.delimiter || matches!(c, '"' | '\n' | '\r');
        if text.contains(is_special) {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(text);
        }
    }

    /// An empty cell.
    pub fn blank(&mut self) {
        self.next();
    }

    /// A date.
    pub fn date(&mut self, day: Day) {
        self.next();
        let (year, month, day) = date(day);
        let parts = [(year as u32, 4), (month, 2), (day, 2)];
        let (order, between) = match self.style.dates {
            Dates::Iso => ([0, 1, 2], "-"),
            Dates::Dashes => ([2, 1, 0], "-"),
            Dates::Slashes => ([2, 1, 0], "/"),
            Dates::Compact => ([0, 1, 2], ""),
        };
        for (at, part) in order.into_iter().enumerate() {
            if at > 0 {
                self.line.push_str(between);
            }
            self.digits(parts[part].0, parts[part].1);
        }
    }

    /// A date of which only the month is known.
    pub fn month(&mut self, day: Day) {
        self.next();
        let (year, month, _) = date(day);
        self.digits(year as u32, 4);
        self.line.push('-');
        self.digits(month, 2);
    }

    /// A date with a time, to the second.
    pub fn moment(&mut self, day: Day, minute: i32) {
        self.date(day);
        self.line.push('T');
        self.digits((minute / 60) as u32, 2);
        self.line.push(':');
        self.digits((minute % 60) as u32, 2);
        self.line.push_str(":00");
    }

    /// A number with so many decimals.
    pub fn number(&mut self, value: f64, decimals: u32) {
        self.next();
        let scale = 10_i64.pow(decimals);
        let scaled = (value * scale as f64).round() as i64;
        if scaled < 0 {
            self.line.push('-');
        }
        let scaled = scaled.unsigned_abs();
        let scale = scale.unsigned_abs();
        self.line.push_str(&(scaled / scale).to_string());
        if decimals > 0 {
            self.line.push(if self.style.decimal_comma { ',' } else { '.' });
            self.digits((scaled % scale) as u32, decimals);
        }
    }

    fn digits(&mut self, value: u32, width: u32) {
        for place in (0..width).rev() {
            let digit = value / 10_u32.pow(place) % 10;
            self.line.push(char::from_digit(digit, 10).unwrap_or('0'));
        }
    }

    /// Ends the row and gives its number.
    pub fn end(&mut self) -> io::Result<u64> {
        self.line.push_str(if self.style.windows { "\r\n" } else { "\n" });
        if self.style.legacy {
            let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&self.line);
            self.sink.write_all(&bytes)?;
        } else {
            self.sink.write_all(self.line.as_bytes())?;
        }
        self.line.clear();
        self.cells = 0;
        self.row += 1;
        Ok(self.row)
    }

    /// Rows written, without the header.
    pub fn rows(&self) -> u64 {
        self.row - 1
    }

    /// Writes out what is left.
    pub fn finish(self) -> io::Result<()> {
        self.sink.finish()
    }
}
