//! The patients' pseudonyms: 64-bit integers where all of them are, texts otherwise, ascending either way.
//! It never turns a text into a number: what the loader saw is what is kept.

use std::fmt;

/// The pseudonyms of a store's patients; the place of a key is the patient's id.
#[derive(Clone, PartialEq, Default)]
pub struct Keys(KeyColumn);

/// The two forms pseudonyms come in.
#[derive(Clone, PartialEq)]
pub enum KeyColumn {
    /// 64-bit integers, ascending.
    Int(Vec<i64>),
    /// Texts, ascending: all of them in one string, and where each starts (one more than there are keys).
    Text {
        /// All keys, one after the other.
        all: String,
        /// Where each starts, and at the end where the last one stops.
        starts: Vec<u32>,
    },
}

impl Default for KeyColumn {
    fn default() -> Self {
        Self::Int(Vec::new())
    }
}

/// Pseudonyms are values of patients: nothing prints them by accident.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} redacted)", self.len())
    }
}

impl Keys {
    /// From integers in ascending order, each once.
    pub fn from_ints(keys: Vec<i64>) -> Self {
        Self(KeyColumn::Int(keys))
    }

    /// From texts in ascending order, each once.
    pub fn from_texts<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut all, mut starts) = (String::new(), vec![0]);
        for key in keys {
            all.push_str(key);
            starts.push(all.len() as u32);
        }
        Self(KeyColumn::Text { all, starts })
    }

    /// From a column as [`Self::column`] gave it; `None` if its parts do not fit together.
    pub fn from_column(column: KeyColumn) -> Option<Self> {
        if let KeyColumn::Text { all, starts } = &column {
            let whole =
                starts.first() == Some(&0) && starts.last().is_some_and(|&end| end as usize == all.len());
            let cut =
                starts.windows(2).all(|pair| pair[0] <= pair[1] && all.is_char_boundary(pair[0] as usize));
            if !whole || !cut {
                return None;
            }
        }
        Some(Self(column))
    }

    /// The keys as they are kept.
    pub fn column(&self) -> &KeyColumn {
        &self.0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            KeyColumn::Int(keys) => keys.len(),
            KeyColumn::Text { starts, .. } => starts.len().saturating_sub(1),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A key as text, for the screen.
    pub fn text(&self, at: usize) -> String {
        match &self.0 {
            KeyColumn::Int(keys) => keys[at].to_string(),
            KeyColumn::Text { all, starts } => all[starts[at] as usize..starts[at + 1] as usize].to_owned(),
        }
    }

    /// The place of a key given as text.
    pub fn find(&self, text: &str) -> Option<usize> {
        match &self.0 {
            KeyColumn::Int(keys) => {
                let key: i64 = text.parse().ok()?;
                // "007" is another text than "7", so it is nobody here.
                (key.to_string() == text).then(|| keys.binary_search(&key).ok())?
            }
            KeyColumn::Text { all, starts } => {
                let key = |at: usize| &all[starts[at] as usize..starts[at + 1] as usize];
                let (mut low, mut high) = (0, self.len());
                while low < high {
                    let middle = low.midpoint(high);
                    if key(middle) < text {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                (low < self.len() && key(low) == text).then_some(low)
            }
        }
    }
}
