//! What the window remembers between runs: theme, language, recent extracts, and where panels are.
//! It holds nothing of a patient and can be deleted at any time; what was filtered and aligned is not kept here.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;

use super::theme::ThemeChoice;
use super::tiles::Layout;

/// The key under which they are stored.
pub(super) const KEY: &str = "periplus";
/// How many recent extracts are remembered.
const MOST_RECENT: usize = 8;

/// What the window remembers between runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The theme.
    pub theme: ThemeChoice,
    /// The language's code; what the system speaks when absent.
    pub language: Option<String>,
    /// Extracts that were opened, the last one first.
    pub recent: Vec<PathBuf>,
    /// Whether built stores are kept beside their extracts.
    pub caching: bool,
    /// Where panels are.
    pub layout: Layout,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            language: None,
            recent: Vec::new(),
            caching: true,
            layout: Layout::default(),
        }
    }
}

impl Settings {
    /// What was stored; the defaults where nothing was, or where it cannot be read any more.
    pub(super) fn load(storage: Option<&dyn eframe::Storage>) -> Self {
        storage.and_then(|storage| eframe::get_value(storage, KEY)).unwrap_or_default()
    }

    /// The chosen language, else the system's, else English.
    pub(super) fn lang(&self) -> Lang {
        let chosen = self.language.as_deref().and_then(Lang::from_code);
        chosen.unwrap_or_else(|| Lang::of_system(|name| std::env::var(name).ok()))
    }

    /// Puts a path at the head of the recent ones.
    pub(super) fn remember(&mut self, path: PathBuf) {
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn recent_paths_are_few_and_each_stands_once() {
        let mut settings = Settings::default();
        for n in [1, 2, 3, 4, 5, 2, 6, 7, 8, 9, 10] {
            settings.remember(PathBuf::from(format!("/extract/{n}")));
        }
        let names: Vec<_> = settings.recent.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(names.len(), MOST_RECENT);
        assert_eq!(names[0], "/extract/10");
        assert_eq!(names.iter().filter(|name| *name == "/extract/2").count(), 1);
    }

    #[test]
    fn settings_come_back_and_unknown_ones_do_no_harm() {
        let mut settings = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        settings.remember("/a".into());
        let text = serde_json::to_string(&settings).expect("plain data");
        let back: Settings = serde_json::from_str(&text).expect("what was written");
        assert_eq!((back.theme, back.recent), (settings.theme, settings.recent));
        let later: Settings =
            serde_json::from_str(r#"{"theme":"Light","sound":true}"#).expect("unknown keys are fine");
        assert_eq!(later.theme, ThemeChoice::Light);
    }
}
