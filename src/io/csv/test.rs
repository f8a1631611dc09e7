use proptest::prelude::*;

use super::*;

/// All records of a text as rows of fields, read in blocks of a size.
fn read(text: &[u8], dialect: Dialect, encoding: Encoding, block: usize) -> Vec<(u64, Vec<String>)> {
    let input = Box::new(std::io::Cursor::new(text.to_vec()));
    let mut reader = Reader::with_block(input, dialect, encoding, block).unwrap();
    let mut rows = Vec::new();
    if dialect.header && reader.next > 1 {
        rows.push((1, reader.columns().to_vec()));
    }
    while let Some(raw) = reader.next_raw().unwrap() {
        for record in raw.decode().records() {
            rows.push((record.row(), (0..record.len()).map(|k| record.field(k).to_owned()).collect()));
        }
    }
    rows
}

/// The same, read in blocks by several threads at once.
fn read_shared(text: &[u8], dialect: Dialect, encoding: Encoding, block: u64) -> Vec<(u64, Vec<String>)> {
    let head =
        Reader::with_block(Box::new(std::io::Cursor::new(text.to_vec())), dialect, encoding, 3).unwrap();
    let mut rows = Vec::new();
    if dialect.header && head.next > 1 {
        rows.push((1, head.columns().to_vec()));
    }
    let bytes = text.to_vec();
    let read_at = move |from: u64, len: u64, into: &mut Vec<u8>| {
        let from = (from as usize).min(bytes.len());
        into.clear();
        into.extend_from_slice(&bytes[from..from.saturating_add(len as usize).min(bytes.len())]);
        Ok(())
    };
    let reader =
        SharedReader::with_block(Box::new(read_at), text.len() as u64, &head, dialect, encoding, block);
    let blocks = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Next::Block(raw) = reader.next(true).unwrap() {
                    let block = raw.decode();
                    let fields =
                        |record: Record| (0..record.len()).map(|k| record.field(k).to_owned()).collect();
                    let rows: Vec<_> = block.records().map(|record| (record.row(), fields(record))).collect();
                    blocks.lock().unwrap().push((block.first, rows));
                    reader.take_back(block);
                }
            });
        }
    });
    let mut blocks = blocks.into_inner().unwrap();
    blocks.sort_by_key(|(first, _)| *first);
    rows.extend(blocks.into_iter().flat_map(|(_, rows)| rows));
    rows
}

/// The same by csv-core, byte for byte.
fn oracle(text: &[u8], dialect: Dialect) -> Vec<(u64, Vec<String>)> {
    let mut builder = csv_core::ReaderBuilder::new();
    builder.delimiter(dialect.delimiter).comment(dialect.comment).quoting(dialect.quote.is_some());
    builder.quote(dialect.quote.unwrap_or(b'"'));
    let mut core = builder.build();
    let (mut out, mut ends) = (vec![0; text.len() + 8], vec![0; text.len() + 8]);
    let (mut rows, mut rest) = (Vec::new(), text);
    loop {
        let (mut wrote, mut fields) = (0, 0);
        loop {
            let (result, read, o, e) = core.read_record(rest, &mut out[wrote..], &mut ends[fields..]);
            (rest, wrote, fields) = (&rest[read..], wrote + o, fields + e);
            match result {
                csv_core::ReadRecordResult::End => return rows,
                csv_core::ReadRecordResult::Record => break,
                _ => {}
            }
        }
        let mut from = 0;
        let field = |&to: &usize| {
            let text = String::from_utf8_lossy(&out[from..to]).into_owned();
            from = to;
            text
        };
        rows.push((rows.len() as u64 + 1, ends[..fields].iter().map(field).collect()));
    }
}

fn check(text: &str, expect: &[&[&str]]) {
    for block in [1, 2, 3, 7, 64, 1 << 20] {
        let rows: Vec<_> = read(text.as_bytes(), Dialect::default(), Encoding::Utf8, block);
        let rows: Vec<Vec<&str>> =
            rows.iter().map(|(_, row)| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(rows, expect, "in blocks of {block}");
    }
}

#[test]
fn ugly_forms() {
    check("a,b\r\n1,2\r\n", &[&["a", "b"], &["1", "2"]]);
    check("\u{feff}a,b\n1,2", &[&["a", "b"], &["1", "2"]]);
    check("a,b\n\"x\ny\",\"say \"\"hm\"\"\"\n", &[&["a", "b"], &["x\ny", "say \"hm\""]]);
    check("a,b\n\n\r\n1,\n,\n", &[&["a", "b"], &["1", ""], &["", ""]]);
    check("a\n1,2,3\n4\n", &[&["a"], &["1", "2", "3"], &["4"]]);
    check("a,b\n5\" pipe,\"x\"tail\n", &[&["a", "b"], &["5\" pipe", "xtail"]]);
    check("", &[]);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_line() {
    check("a,b\n1,\"open\n2,3\n4,5\n", &[&["a", "b"], &[], &["2", "3"], &["4", "5"]]);
}

#[test]
fn single_byte_encodings() {
    let (header, body) = (b"naam;waarde\n".to_vec(), b"Andr\xe9;\x80 5\n\"\xfc;x\";1\n".to_vec());
    let text = [header, body].concat();
    let dialect = Dialect { delimiter: b';', ..Dialect::default() };
    let rows = |encoding| read(&text, dialect, encoding, 5).into_iter().map(|row| row.1).collect::<Vec<_>>();
    assert_eq!(rows(Encoding::Windows1252)[1..], [["André", "€ 5"], ["ü;x", "1"]]);
    assert_eq!(rows(Encoding::Latin1)[1..], [["André", "\u{80} 5"], ["ü;x", "1"]]);
    assert_eq!(rows(Encoding::Utf8)[1][0], "Andr\u{fffd}");
}

#[test]
fn without_a_header_columns_are_numbered() {
    let dialect = Dialect { header: false, ..Dialect::default() };
    let input = Box::new(std::io::Cursor::new(b"1,2\n3,4\n".to_vec()));
    let mut reader = Reader::new(input, dialect, Encoding::Utf8).unwrap();
    assert_eq!(reader.columns(), ["field1", "field2"]);
    let block = reader.next_raw().unwrap().unwrap().decode();
    assert_eq!((block.len(), block.record(1).row(), block.record(1).field(1)), (2, 2, "4"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Tables of any content, written the careful way, come back cell by cell.
    #[test]
    fn tables_come_back(
        rows in prop::collection::vec(prop::collection::vec("[a-c\",;\r\n é]{0,6}", 1..5), 1..30),
        block in 1_usize..80,
    ) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",");
        let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
        let read: Vec<_> = read(text.as_bytes(), Dialect::default(), Encoding::Utf8, block);
        prop_assert_eq!(read.into_iter().map(|row| row.1).collect::<Vec<_>>(), rows);
    }

    /// Any text read in any blocks gives what csv-core gives, as long as every quote is closed.
    #[test]
    fn blocks_make_no_difference(text in "([a-b]|,|\"|\"\"|\n|\r\n|\r|#|;){0,60}", block in 1_usize..40, comment: bool, quoting: bool) {
        let dialect = Dialect {
            quote: quoting.then_some(b'"'),
            comment: comment.then_some(b'#'),
            ..Dialect::default()
        };
        // csv-core takes a last comment without a line end for a record.
        let text = if comment { text + "\n" } else { text };
        let whole = read(text.as_bytes(), dialect, Encoding::Utf8, 1 << 20);
        prop_assert_eq!(&read(text.as_bytes(), dialect, Encoding::Utf8, block), &whole);
        prop_assert_eq!(&read_shared(text.as_bytes(), dialect, Encoding::Utf8, block as u64), &whole);
        if whole.iter().all(|(_, row)| !row.is_empty()) {
            prop_assert_eq!(&whole, &oracle(text.as_bytes(), dialect));
        }
    }

    /// Several threads give what one gives, row numbers too: quoted line ends, stray quotes, characters of several bytes
    /// and bytes that are none, in blocks far shorter than a record.
    #[test]
    fn threads_make_no_difference(
        rows in prop::collection::vec("([a-b]|,|\"[a\n,]{0,9}\"|\"\"|é|\n|\r\n|\"){0,12}", 0..12),
        bad in prop::option::of(0_usize..60),
        block in 1_u64..50,
        header: bool,
    ) {
        let mut text = rows.join("\n").into_bytes();
        if let Some(byte) = bad.and_then(|at| text.get_mut(at)) {
            *byte = 0xff;
        }
        let dialect = Dialect { header, ..Dialect::default() };
        for encoding in [Encoding::Utf8, Encoding::Latin1] {
            let whole = read(&text, dialect, encoding, 1 << 20);
            prop_assert_eq!(read_shared(&text, dialect, encoding, block), whole);
        }
    }
}
