//! What was loaded and what was set aside: the list of sources, and the load report of the one that is picked.
//! Everything here was counted while loading; nothing is read again.

mod extract;
mod list;
mod report;

pub use list::list_ui;
pub use report::report_ui;

/// What the panels keep from frame to frame.
#[derive(Debug, Default)]
pub struct SourcesState {
    /// The id of the source picked; the extract as a whole when absent.
    pub picked: Option<String>,
}

/// `NoPatientKey` as `no-patient-key`, the way keys of texts are written.
fn kebab(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod test {
    use super::kebab;
    use crate::i18n::{Lang, Texts};
    use crate::model::report::{Flaw, Reason, WarningKind};

    #[test]
    fn every_reason_flaw_and_warning_has_its_text() {
        let texts = Texts::new(Lang::En);
        let reasons = [
            Reason::NoPatientKey,
            Reason::KeyNotInCrosswalk,
            Reason::AmbiguousKey,
            Reason::KeyDomainNotLinked,
            Reason::StartMissing,
            Reason::StartUnreadable,
            Reason::CodeMissing,
            Reason::PhaseUnknown,
            Reason::Ragged,
            Reason::WindowUnreadable,
        ];
        let warnings = [
            WarningKind::AsOfAssumed,
            WarningKind::WindowUnknown,
            WarningKind::CrosswalkOneToMany,
            WarningKind::CrosswalkManyToOne,
            WarningKind::AttributeConflict,
            WarningKind::OutsidePopulation,
            WarningKind::EncodingErrors,
            WarningKind::IdentifierAllowed,
            WarningKind::ResourceLeftOut,
            WarningKind::LabelConflict,
        ];
        let keys = reasons.iter().map(|reason| format!("reason-{}", kebab(&format!("{reason:?}"))));
        let keys = keys.chain(Flaw::ALL.iter().map(|flaw| format!("flaw-{}", kebab(&format!("{flaw:?}")))));
        let keys = keys.chain(warnings.iter().map(|kind| format!("warning-{}", kebab(&format!("{kind:?}")))));
        for key in keys {
            assert!(texts.find(&key).is_some(), "{key}");
        }
    }
}
