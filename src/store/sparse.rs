//! A column that only some events have a value in.
//! One bit an event says whether there is one, and counting bits finds it; it is never changed after building.

/// Values of type `T` for some of a number of rows; looking one up takes constant time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sparse<T> {
    present: Vec<u64>,
    /// For each word of `present`, how many values lie before it.
    before: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> Sparse<T> {
    /// Builds the column for `rows` rows from (row, value) pairs in any order; of two pairs with the same
    /// row the last one counts.
    pub fn from_pairs(rows: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut present = vec![0u64; rows.div_ceil(64)];
        let mut any = false;
        for (row, _) in pairs.clone() {
            present[row as usize / 64] |= 1 << (row % 64);
            any = true;
        }
        if !any {
            return Self::default();
        }
        let mut sparse = Self::from_present(present);
        for (row, value) in pairs {
            if let Some(place) = sparse.place(row as usize) {
                sparse.values[place] = value;
            }
        }
        sparse
    }

    /// The column of all parts of a table, one after the other, each with its number of rows.
    pub fn join<'a>(parts: impl Iterator<Item = (usize, &'a Self)> + Clone) -> Self
    where
        T: 'a,
    {
        let (rows, values) = parts
            .clone()
            .fold((0, 0), |(rows, values), (more, part)| (rows + more, values + part.values.len()));
        if values == 0 {
            return Self::default();
        }
        let (mut present, mut all) = (vec![0u64; rows.div_ceil(64)], Vec::with_capacity(values));
        let mut first = 0;
        for (rows, part) in parts {
            for (at, word) in part.present.iter().enumerate() {
                let (into, by) = (first / 64 + at, first % 64);
                present[into] |= word << by;
                if let (Some(next), 1..) = (present.get_mut(into + 1), by) {
                    *next |= word >> (64 - by);
                }
            }
            all.extend_from_slice(&part.values);
            first += rows;
        }
        Self::from_parts(present, all).unwrap_or_default()
    }

    fn from_present(present: Vec<u64>) -> Self {
        let mut before = Vec::with_capacity(present.len());
        let mut count = 0u32;
        for word in &present {
            before.push(count);
            count += word.count_ones();
        }
        Self { present, before, values: vec![T::default(); count as usize] }
    }

    /// Puts the column together from what [`Self::present`] and [`Self::values`] gave; `None` if they disagree.
    pub fn from_parts(present: Vec<u64>, values: Vec<T>) -> Option<Self> {
        let mut sparse = Self::from_present(present);
        if sparse.values.len() != values.len() {
            return None;
        }
        sparse.values = values;
        Some(sparse)
    }

    fn place(&self, row: usize) -> Option<usize> {
        let word = *self.present.get(row / 64)?;
        let bit = 1u64 << (row % 64);
        (word & bit != 0).then(|| (self.before[row / 64] + (word & (bit - 1)).count_ones()) as usize)
    }

    /// The value of a row, if it has one.
    pub fn get(&self, row: usize) -> Option<T> {
        self.place(row).map(|place| self.values[place])
    }

    /// How many rows have a value.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether no row has a value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One bit a row, lowest first: whether it has a value.
    pub fn present(&self) -> &[u64] {
        &self.present
    }

    /// The values there are, in order of their rows.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Bytes resident.
    pub fn bytes(&self) -> usize {
        self.present.len() * (size_of::<u64>() + size_of::<u32>()) + self.values.len() * size_of::<T>()
    }
}
