//! Numbers that name things inside one store: a patient, a source, a code, a phase, a file, an event.
//! They mean nothing outside that store and are never shown to a user.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $int:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub $int);

        impl $name {
            /// As an index into a column.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A patient: the row in the store's patient columns.
    PatientId, u32
);
id!(
    /// A source: the place in the store's list of sources.
    SourceId, u16
);
id!(
    /// A code with its system: the place in the store's code table.
    CodeId, u32
);
id!(
    /// A care phase: the place in the store's list of phases (at most 32).
    PhaseId, u8
);
id!(
    /// A file that rows came from: the place in the store's file table.
    FileId, u16
);
id!(
    /// An event: the row in the store's event columns.
    EventIdx, u32
);
