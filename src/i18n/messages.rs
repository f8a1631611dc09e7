//! The messages of one language, by key, with counts and names filled in.
//! It holds no text itself: those stand in `assets/i18n`, one file a language.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::base::{Say, Trouble};

use super::numbers;

/// A language of the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
}

impl Lang {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Nl];

    /// Its code, as in descriptors and settings.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
        }
    }

    /// What its own speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Nl => "Nederlands",
        }
    }

    /// The language of a code such as `nl` or `nl_NL.UTF-8`; `None` for one the program does not speak.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code() == primary)
    }

    /// The language of the system by the variables that name it, read by `read` as in an environment: the first that
    /// says anything decides. English where it is none that the program speaks.
    pub fn of_system(read: impl Fn(&str) -> Option<String>) -> Self {
        let mut said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(read);
        said.find(|value| !value.is_empty()).and_then(|code| Self::from_code(&code)).unwrap_or_default()
    }

    fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../../assets/i18n/en.ftl"),
            Self::Nl => include_str!("../../assets/i18n/nl.ftl"),
        }
    }
}

/// The key of the message of a variant: `NoPatientKey` of a `reason` has the key `reason-no-patient-key`.
pub fn variant_key(prefix: &str, variant: impl fmt::Debug) -> String {
    let mut key = prefix.to_owned();
    for (at, letter) in format!("{variant:?}").chars().enumerate() {
        if at == 0 || letter.is_uppercase() {
            key.push('-');
        }
        key.extend(letter.to_lowercase());
    }
    key
}

/// What stands in the place of a message's variable.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    /// A number: decides between singular and plural, and is written as the language writes numbers.
    Num(f64),
    /// A text, written as it is. Years and ids are texts.
    Text(String),
}

/// Arguments of what is to be said that count something, and so are written as the language writes numbers.
const COUNTS: [&str; 6] = ["days", "median", "more", "n", "of", "usual"];

/// An argument of what is to be said; years, versions and positions stay as they are.
fn said(name: &str, value: &str) -> Arg {
    let number = COUNTS.contains(&name).then(|| value.parse().ok()).flatten();
    number.map_or_else(|| Arg::from(value), Arg::Num)
}

macro_rules! arg_from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Num(number as f64)
            }
        }
    )*};
}
arg_from_number!(usize, u64, i64, f64);

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Num(f64::from(number))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// All texts in one language. Clones share them.
#[derive(Clone)]
pub struct Texts {
    lang: Lang,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of a language.
    pub fn new(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks around filled-in values are for mixed writing directions, and both languages run one way.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => |value, _| written(value, Lang::En),
            Lang::Nl => |value, _| written(value, Lang::Nl),
        }));
        // What is broken in a file is left out; a test reads both files and finds nothing broken.
        let resource =
            FluentResource::try_new(lang.source().to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { lang, bundle: Arc::new(bundle) }
    }

    /// Their language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of `key`; the key itself where there is none, so that a gap is seen.
    pub fn t(&self, key: &str) -> String {
        self.ta(key, &[])
    }

    /// The text of `key` with its variables filled in.
    pub fn ta(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.format(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// What a message says.
    pub fn say(&self, say: &Say) -> String {
        let args = say.args.iter().map(|(name, value)| (name.as_ref(), said(name, value)));
        self.ta(&say.key, &args.collect::<Vec<_>>())
    }

    /// What is wrong, a sentence each.
    pub fn what(&self, trouble: &Trouble) -> Vec<String> {
        trouble.what.iter().map(|say| self.say(say)).collect()
    }

    /// A trouble in one line: where, what is wrong there, and what would mend it.
    pub fn trouble(&self, trouble: &Trouble) -> String {
        let mut said = self.what(trouble);
        said.extend(trouble.mend.as_ref().map(|mend| self.say(mend)));
        let said = said.join(" ");
        if trouble.place.is_empty() { said } else { format!("{}: {said}", trouble.place) }
    }

    /// The text of a key made at run time, such as `phase-` and an id; `None` where there is none.
    pub fn find(&self, key: &str) -> Option<String> {
        self.format(key, &[])
    }

    fn format(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Num(number) => FluentValue::from(*number),
                Arg::Text(text) => FluentValue::from(text.as_str()),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned())
    }
}

/// A number as the language writes it, with as many digits as it has, at most three.
fn written(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::shortest(number.value, 3, lang)),
        _ => None,
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn counts_choose_singular_and_plural_and_are_grouped() {
        let (en, nl) = (Texts::new(Lang::En), Texts::new(Lang::Nl));
        let patients = |texts: &Texts, n: usize| texts.ta("count-patients", &[("n", n.into())]);
        assert_eq!(patients(&en, 1), "1 patient");
        assert_eq!(patients(&en, 8000), "8,000 patients");
        assert_eq!(patients(&nl, 1), "1 patiënt");
        assert_eq!(patients(&nl, 8000), "8.000 patiënten");
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        let texts = Texts::new(Lang::En);
        assert_eq!(texts.t("no-such-text"), "no-such-text");
        assert_eq!(texts.find("no-such-text"), None);
        assert_eq!(texts.find("phase-gp").as_deref(), Some("GP"));
    }

    #[test]
    fn languages_are_known_by_code() {
        assert_eq!(Lang::from_code("nl_NL.UTF-8"), Some(Lang::Nl));
        assert_eq!(Lang::from_code("EN-gb"), Some(Lang::En));
        assert_eq!(Lang::from_code("C"), None);
        let system = |set: &[(&str, &str)]| {
            Lang::of_system(|name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(system(&[("LC_ALL", ""), ("LANG", "nl_NL.UTF-8")]), Lang::Nl, "an empty one says nothing");
        assert_eq!(
            system(&[("LC_ALL", "C"), ("LANG", "nl_NL.UTF-8")]),
            Lang::En,
            "the first that speaks decides"
        );
        assert_eq!(system(&[]), Lang::En);
    }

    #[test]
    fn a_variant_is_written_as_keys_are() {
        assert_eq!(variant_key("reason", fmt::Error), "reason-error");
        assert_eq!(variant_key("job", std::io::ErrorKind::NotFound), "job-not-found");
    }

    #[test]
    fn troubles_are_told_in_one_line() {
        let trouble = Trouble::new("a.csv", Say::new("failure-no-file").with("at", "$.resources[0].path"));
        let told = |lang| Texts::new(lang).trouble(&trouble);
        assert_eq!(
            told(Lang::En),
            "a.csv: There is no such file. Put it there, or correct its name at $.resources[0].path."
        );
        assert_eq!(
            told(Lang::Nl),
            "a.csv: Dit bestand is er niet. Zet het daar neer, of verbeter de naam bij $.resources[0].path."
        );
        assert_eq!(Texts::new(Lang::En).trouble(&Trouble::cancelled()), "Cancelled");
    }

    #[test]
    fn texts_pass_between_threads() {
        fn shared<T: Send + Sync + Clone>(_: &T) {}
        shared(&Texts::new(Lang::En));
    }
}
