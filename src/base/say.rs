//! What is to be said to a reader, before it is said in a language: the key of a message and its arguments.
//! It holds names, places and numbers of an extract, never a value of a patient, and knows no text.

use std::borrow::Cow;
use std::fmt;

/// A message by its key, with its arguments by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Say {
    /// The key of the message.
    pub key: Cow<'static, str>,
    /// What stands in the places of its variables.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl Say {
    /// The message of this key.
    pub fn new(key: &'static str) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The same with an argument, as it is.
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }

    /// The same with a name out of the extract, in quotes, so that blanks and odd marks in it are seen.
    pub fn with_name(self, name: &'static str, value: &str) -> Self {
        self.with(name, format_args!("{value:?}"))
    }

    /// What would mend it: the message whose key is this one's with `-mend` after it, with the same arguments.
    pub fn mend(&self) -> Self {
        Self { key: format!("{}-mend", self.key).into(), args: self.args.clone() }
    }
}

/// The key and the arguments, for logs and tests; a reader gets the text.
impl fmt::Display for Say {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        self.args.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

/// Something that went wrong: where, what is wrong there, and what would mend it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// The file and the place in it; empty where it has none.
    pub place: String,
    /// What is wrong, a sentence each.
    pub what: Vec<Say>,
    /// What would mend it, if anything.
    pub mend: Option<Say>,
}

impl Trouble {
    /// One thing that is wrong at a place, with what would mend it.
    pub fn new(place: impl Into<String>, what: Say) -> Self {
        let mend = Some(what.mend());
        Self { place: place.into(), what: vec![what], mend }
    }

    /// Somebody asked for it to stop; nothing is to be mended.
    pub fn cancelled() -> Self {
        Self { place: String::new(), what: vec![Say::new("state-cancelled")], mend: None }
    }
}

/// The place and the keys, for logs and tests.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)?;
        for (at, say) in self.what.iter().enumerate() {
            let between = if at > 0 || !self.place.is_empty() { ": " } else { "" };
            write!(f, "{between}{say}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_mend_has_the_key_and_the_arguments() {
        let say = Say::new("failure-x").with("n", 3).with_name("column", "a \"b\"\n");
        assert_eq!(say.to_string(), r#"failure-x n=3 column="a \"b\"\n""#);
        assert_eq!(say.mend().to_string(), r#"failure-x-mend n=3 column="a \"b\"\n""#);
        let trouble = Trouble::new("a.csv", say.clone());
        assert_eq!((trouble.what, trouble.mend), (vec![say.clone()], Some(say.mend())));
    }
}
