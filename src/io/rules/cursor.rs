//! Walks a parsed TOML file: every value knows its key and where it stands, and every key must be asked for.
//! It knows types, and nothing of rules.

use std::cell::RefCell;

use toml::de::{DeTable, DeValue};

use crate::base::Say;
use crate::model::Text;

/// Something wrong in a file: where, under which key, and what.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The byte it stands at.
    pub at: usize,
    /// The key, with those above it.
    pub key: String,
    /// What is wrong.
    pub say: Say,
}

/// The line of a byte, counted from 1.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// A table, with the keys that were asked for.
pub(super) struct Map<'a> {
    pub at: usize,
    pub key: String,
    table: &'a DeTable<'a>,
    asked: RefCell<Vec<String>>,
}

/// A value with its key.
pub(super) struct Value<'a> {
    pub at: usize,
    pub key: String,
    content: &'a DeValue<'a>,
}

impl<'a> Map<'a> {
    pub fn new(key: &str, at: usize, table: &'a DeTable<'a>) -> Self {
        Self { at, key: key.to_owned(), table, asked: RefCell::default() }
    }

    fn under(&self, key: &str) -> String {
        if self.key.is_empty() { key.to_owned() } else { format!("{}.{key}", self.key) }
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        self.asked.borrow_mut().push(key.to_owned());
        let (name, value) = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        Some(Value { at: name.span().start, key: self.under(key), content: value.get_ref() })
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &str) -> Result<Value<'a>, Wrong> {
        let missing = || Wrong {
            at: self.at,
            key: self.key.clone(),
            say: Say::new("rules-missing-key").with_name("key", key),
        };
        self.get(key).ok_or_else(missing)
    }

    /// All keys with their values, in the order of the alphabet.
    pub fn entries(&self) -> Vec<(String, Value<'a>)> {
        let entry = |name: &str, at, value: &'a DeValue<'a>| {
            self.asked.borrow_mut().push(name.to_owned());
            (name.to_owned(), Value { at, key: self.under(name), content: value })
        };
        self.table
            .iter()
            .map(|(name, value)| entry(name.get_ref(), name.span().start, value.get_ref()))
            .collect()
    }

    /// Whether every key was asked for; one that was not is nothing that is known here.
    pub fn done(&self) -> Result<(), Wrong> {
        let asked = self.asked.borrow();
        let unknown =
            self.table.iter().find(|(name, _)| !asked.iter().any(|key| key == name.get_ref().as_ref()));
        unknown.map_or(Ok(()), |(name, _)| {
            let mut known: Vec<&str> = asked.iter().map(String::as_str).collect();
            known.sort_unstable();
            known.dedup();
            let say = Say::new("rules-unknown-key")
                .with_name("key", name.get_ref())
                .with("known", known.join(", "));
            Err(Wrong { at: name.span().start, key: self.under(name.get_ref()), say })
        })
    }
}

impl<'a> Value<'a> {
    /// What is wrong with it.
    pub fn wrong(&self, say: Say) -> Wrong {
        Wrong { at: self.at, key: self.key.clone(), say }
    }

    pub fn text(&self) -> Result<&'a str, Wrong> {
        let DeValue::String(text) = self.content else { return Err(self.wrong(Say::new("rules-not-text"))) };
        Ok(text.as_ref())
    }

    pub fn is_text(&self) -> bool {
        self.content.is_str()
    }

    pub fn number(&self) -> Result<f64, Wrong> {
        let digits = match self.content {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return Err(self.wrong(Say::new("rules-not-number"))),
        };
        let number = digits.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| self.wrong(Say::new("rules-not-number")))
    }

    /// A whole number from 0.
    pub fn count(&self) -> Result<u32, Wrong> {
        let number = self.number()?;
        let whole = number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
        whole.then_some(number as u32).ok_or_else(|| self.wrong(Say::new("rules-not-count")))
    }

    pub fn truth(&self) -> Result<bool, Wrong> {
        self.content.as_bool().ok_or_else(|| self.wrong(Say::new("rules-not-truth")))
    }

    pub fn map(&self) -> Result<Map<'a>, Wrong> {
        let table = self.content.as_table().ok_or_else(|| self.wrong(Say::new("rules-not-table")))?;
        Ok(Map::new(&self.key, self.at, table))
    }

    pub fn list(&self) -> Result<Vec<Value<'a>>, Wrong> {
        let list = self.content.as_array().ok_or_else(|| self.wrong(Say::new("rules-not-list")))?;
        let value = |(at, value): (usize, &'a toml::Spanned<DeValue<'a>>)| Value {
            at: value.span().start,
            key: format!("{}[{at}]", self.key),
            content: value.get_ref(),
        };
        Ok(list.iter().enumerate().map(value).collect())
    }

    /// A list of texts.
    pub fn texts(&self) -> Result<Vec<String>, Wrong> {
        self.list()?.iter().map(|value| value.text().map(str::to_owned)).collect()
    }

    /// One of a number of words.
    pub fn word<T: Copy>(&self, words: &[(T, &str)]) -> Result<T, Wrong> {
        let text = self.text()?;
        let found = words.iter().find(|(_, word)| *word == text).map(|(what, _)| *what);
        found.ok_or_else(|| {
            let known = words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ");
            self.wrong(Say::new("rules-unknown-word").with_name("word", text).with("known", known))
        })
    }

    /// A list of words.
    pub fn words<T: Copy>(&self, words: &[(T, &str)]) -> Result<Vec<T>, Wrong> {
        self.list()?.iter().map(|value| value.word(words)).collect()
    }

    /// A text for everybody, or one for each language, of which English must be one.
    pub fn text_in_languages(&self) -> Result<Text, Wrong> {
        if self.is_text() {
            return self.text().map(Text::from);
        }
        let map = self.map()?;
        let mut texts = std::collections::BTreeMap::new();
        texts.insert("en".to_owned(), map.need("en")?.text()?.to_owned());
        if let Some(dutch) = map.get("nl") {
            texts.insert("nl".to_owned(), dutch.text()?.to_owned());
        }
        map.done()?;
        Ok(Text::ByLanguage(texts))
    }
}
