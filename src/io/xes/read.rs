//! Reads a log front to back and says what is in it, element by element, holding no more than one value at a time.
//! It keeps nothing, and expands no entities but those of XML itself.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::base::{Cancel, Say};

/// Elements may be nested so deep; attributes of attributes are the only ones that go below four.
const DEEPEST: usize = 256;
/// The longest single value.
const LONGEST: usize = 16 << 20;

/// Why a log could not be read.
pub(super) enum Trouble {
    Io(io::Error),
    Utf16,
    Said(Say),
    Cancelled,
}

/// Where an attribute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Log,
    Trace,
    Event,
}

/// Takes what is read.
pub(super) trait Sink {
    /// An attribute: its type, key and value. Attributes of attributes are passed over.
    fn attribute(&mut self, at: Level, kind: &[u8], key: &str, value: &str);
    /// A trace starts.
    fn trace(&mut self);
    /// An event starts.
    fn event(&mut self);
    /// The event ends.
    fn event_ends(&mut self);
    /// The trace ends.
    fn trace_ends(&mut self);
}

/// A stream that gives out so many bytes for one value, and then fails.
struct Bounded<R> {
    inner: BufReader<R>,
    left: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buf)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

/// What the elements around are: bit by bit the place inside log, trace and event.
#[derive(Default)]
struct Place {
    depth: usize,
    /// The depth of the open trace and event, 0 where none is.
    trace: usize,
    event: usize,
    log: bool,
}

/// Reads a log into a sink.
pub(super) fn read(stream: impl Read, sink: &mut impl Sink, cancel: &Cancel) -> Result<(), Trouble> {
    let mut inner = BufReader::with_capacity(1 << 17, stream);
    let head = inner.fill_buf().map_err(Trouble::Io)?;
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Err(Trouble::Utf16);
    }
    let mut reader = Reader::from_reader(Bounded { inner, left: LONGEST });
    let mut encoding = encoding_rs::UTF_8;
    let (mut buffer, mut place, mut events) = (Vec::new(), Place::default(), 0u64);
    loop {
        reader.get_mut().left = LONGEST;
        buffer.clear();
        let at = reader.buffer_position();
        let event = reader.read_event_into(&mut buffer).map_err(|error| trouble(error, at))?;
        events += 1;
        if events.is_multiple_of(1 << 16) && cancel.is_cancelled() {
            return Err(Trouble::Cancelled);
        }
        match event {
            Event::Decl(declaration) => {
                let named = declaration.encoding().and_then(Result::ok);
                encoding = named.and_then(|name| encoding_rs::Encoding::for_label(&name)).unwrap_or(encoding);
            }
            Event::DocType(text) if memchr::memmem::find(&text, b"<!ENTITY").is_some() => {
                return Err(Trouble::Said(Say::new("failure-xes-entities").with("at", at)));
            }
            Event::Start(element) => {
                opens(&mut place, &element, sink, encoding).ok_or_else(|| malformed(at))?;
                place.depth += 1;
                if place.depth > DEEPEST {
                    return Err(Trouble::Said(
                        Say::new("failure-xes-deep").with("most", DEEPEST).with("at", at),
                    ));
                }
                if place.depth == 1 && !place.log {
                    return Err(Trouble::Said(Say::new("failure-xes-no-log")));
                }
            }
            Event::Empty(element) => {
                opens(&mut place, &element, sink, encoding).ok_or_else(|| malformed(at))?;
                place.depth += 1;
                closes(&mut place, sink);
                if place.depth == 0 && !place.log {
                    return Err(Trouble::Said(Say::new("failure-xes-no-log")));
                }
            }
            Event::End(_) => closes(&mut place, sink),
            Event::Eof if place.depth > 0 => return Err(malformed(at)),
            Event::Eof if !place.log => return Err(Trouble::Said(Say::new("failure-xes-no-log"))),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn malformed(at: u64) -> Trouble {
    Trouble::Said(Say::new("failure-xes").with("at", at))
}

/// What the parser says may hold a part of the text, so that only the place is passed on.
fn trouble(error: quick_xml::Error, at: u64) -> Trouble {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Trouble::Said(Say::new("failure-xes-long").with("most", LONGEST).with("at", at))
        }
        quick_xml::Error::Io(error) => Trouble::Io(io::Error::new(error.kind(), error.to_string())),
        _ => malformed(at),
    }
}

/// An element starts at `place.depth`. Nothing where its attributes are not XML.
fn opens(
    place: &mut Place,
    element: &BytesStart<'_>,
    sink: &mut impl Sink,
    encoding: &'static encoding_rs::Encoding,
) -> Option<()> {
    let (name, depth) = (element.local_name(), place.depth);
    let name = name.as_ref();
    match (name, depth) {
        (b"log", 0) => place.log = true,
        (b"trace", 1) => {
            place.trace = 1;
            sink.trace();
        }
        (b"event", 2) if place.trace == 1 => {
            place.event = 2;
            sink.event();
        }
        (b"string" | b"date" | b"int" | b"float" | b"boolean" | b"id", _) => {
            let level = match (depth, place.trace, place.event) {
                (1, 0, 0) => Level::Log,
                (2, 1, 0) => Level::Trace,
                (3, 1, 2) => Level::Event,
                _ => return Some(()),
            };
            let (mut key, mut value) = (None, None);
            for attribute in element.attributes().with_checks(false) {
                let attribute = attribute.ok()?;
                match attribute.key.as_ref() {
                    b"key" => key = Some(text(&attribute.value, encoding)?),
                    b"value" => value = Some(text(&attribute.value, encoding)?),
                    _ => {}
                }
            }
            if let (Some(key), Some(value)) = (key, value) {
                sink.attribute(level, name, &key, &value);
            }
        }
        _ => {}
    }
    Some(())
}

/// A value as text; nothing where it names an entity that XML does not have.
fn text(value: &[u8], encoding: &'static encoding_rs::Encoding) -> Option<String> {
    let (decoded, _) = encoding.decode_without_bom_handling(value);
    quick_xml::escape::unescape(&decoded).ok().map(Cow::into_owned)
}

fn closes(place: &mut Place, sink: &mut impl Sink) {
    place.depth = place.depth.saturating_sub(1);
    if place.event == 2 && place.depth == 2 {
        place.event = 0;
        sink.event_ends();
    } else if place.trace == 1 && place.depth == 1 {
        place.trace = 0;
        sink.trace_ends();
    }
}
