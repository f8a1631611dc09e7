//! A text that a descriptor gives in one language or in several.
//! It does not translate: where a language is missing, another one is shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Either one text for everybody, or one for each language (`en`, `nl`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same in every language.
    Plain(String),
    /// By language code.
    ByLanguage(BTreeMap<String, String>),
}

impl Text {
    /// The text in `language`, else in English, else in whatever there is.
    pub fn in_language(&self, language: &str) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::ByLanguage(texts) => texts
                .get(language)
                .or_else(|| texts.get("en"))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}
