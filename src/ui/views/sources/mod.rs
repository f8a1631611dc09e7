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

#[cfg(test)]
mod test {
    use crate::i18n::{Lang, Texts, variant_key};
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
        let keys = reasons.iter().map(|reason| variant_key("reason", reason));
        let keys = keys.chain(Flaw::ALL.iter().map(|flaw| variant_key("flaw", flaw)));
        let keys = keys.chain(warnings.iter().map(|kind| variant_key("warning", kind)));
        for key in keys {
            assert!(texts.find(&key).is_some(), "{key}");
        }
    }
}
