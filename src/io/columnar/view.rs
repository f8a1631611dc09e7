//! The columns of a batch, brought to few types, and their cells.
//! Nested columns have no cells and are refused.

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, StringViewArray,
};
use arrow::compute::cast;
use arrow::datatypes::{
    DataType, Date32Type, Date64Type, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};

use crate::io::cell::{Cell, Cells};

use super::ColumnarError;

/// One column of a batch.
#[derive(Clone, Debug)]
pub enum View {
    /// Nothing at all.
    Null,
    /// Whole numbers.
    Int(Int64Array),
    /// Numbers.
    Float(Float64Array),
    /// Yes or no.
    Bool(BooleanArray),
    /// Texts, each after the other.
    Text(StringArray),
    /// The same with long offsets.
    LargeText(LargeStringArray),
    /// Texts as views.
    ViewText(StringViewArray),
    /// Dates.
    Days(Date32Array),
    /// Moments without a zone.
    Wall(Int64Array),
    /// Moments with a zone.
    Instant(Int64Array),
}

/// One row of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    views: &'a [View],
    row: usize,
}

impl<'a> Row<'a> {
    /// A row, its columns in the plan's order.
    pub fn new(views: &'a [View], row: usize) -> Self {
        Self { views, row }
    }
}

impl Cells for Row<'_> {
    fn cell(&self, slot: usize) -> Cell<'_> {
        self.views.get(slot).map_or(Cell::Missing, |view| view.cell(self.row))
    }
}

/// The columns of a batch by name, in the order of the names.
pub fn views(batch: &RecordBatch, names: &[String]) -> Result<Vec<View>, ColumnarError> {
    let column = |name: &String| {
        let array = batch.column_by_name(name).ok_or_else(|| ColumnarError::NoColumn(name.clone()))?;
        View::new(array).map_err(|error| match error {
            ColumnarError::Nested(_) => ColumnarError::Nested(name.clone()),
            ColumnarError::Reader(error) => ColumnarError::Reader(format!("{name:?}: {error}")),
            other => other,
        })
    };
    names.iter().map(column).collect()
}

impl View {
    /// A column of any type that has cells.
    pub fn new(array: &ArrayRef) -> Result<Self, ColumnarError> {
        super::guarded(|| Self::of(array))
    }

    fn of(array: &ArrayRef) -> Result<Self, ColumnarError> {
        Ok(match array.data_type() {
            DataType::Null => Self::Null,
            DataType::Boolean => Self::Bool(array.as_boolean().clone()),
            DataType::Utf8 => Self::Text(array.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Self::LargeText(array.as_string::<i64>().clone()),
            DataType::Utf8View => Self::ViewText(array.as_string_view().clone()),
            DataType::Int64 => Self::Int(array.as_primitive::<Int64Type>().clone()),
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => {
                Self::Int(cast(array, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
            }
            DataType::Float64 => Self::Float(array.as_primitive::<Float64Type>().clone()),
            DataType::Float16 | DataType::Float32 => {
                Self::Float(cast(array, &DataType::Float64)?.as_primitive::<Float64Type>().clone())
            }
            DataType::Decimal32(precision, 0)
            | DataType::Decimal64(precision, 0)
            | DataType::Decimal128(precision, 0)
                if *precision <= 18 =>
            {
                Self::Int(cast(array, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
            }
            DataType::Date32 => Self::Days(array.as_primitive::<Date32Type>().clone()),
            DataType::Date64 => {
                let millis = array.as_primitive::<Date64Type>();
                Self::Days(millis.unary::<_, Date32Type>(|v| v.div_euclid(86_400_000) as i32))
            }
            DataType::Timestamp(unit, zone) => {
                let micros = micros(array, *unit);
                if zone.is_some() { Self::Instant(micros) } else { Self::Wall(micros) }
            }
            DataType::Dictionary(_, values) => Self::of(&cast(array, &dictionary_values(values))?)?,
            DataType::List(_)
            | DataType::LargeList(_)
            | DataType::Struct(_)
            | DataType::Map(..)
            | DataType::Union(..) => {
                return Err(ColumnarError::Nested(String::new()));
            }
            // Unsigned 64-bit numbers, decimals, times of day, bytes: as text, so that nothing is lost.
            _ => Self::Text(cast(array, &DataType::Utf8)?.as_string::<i32>().clone()),
        })
    }

    /// One cell.
    #[inline]
    pub fn cell(&self, row: usize) -> Cell<'_> {
        macro_rules! of {
            ($array:expr, $cell:expr) => {
                if row < $array.len() && $array.is_valid(row) {
                    $cell($array.value(row))
                } else {
                    Cell::Missing
                }
            };
        }
        match self {
            Self::Null => Cell::Missing,
            Self::Int(array) => of!(array, Cell::Int),
            Self::Float(array) => of!(array, Cell::Float),
            Self::Bool(array) => of!(array, Cell::Bool),
            Self::Text(array) => of!(array, Cell::Text),
            Self::LargeText(array) => of!(array, Cell::Text),
            Self::ViewText(array) => of!(array, Cell::Text),
            Self::Days(array) => of!(array, |days| Cell::Days(i64::from(days))),
            Self::Wall(array) => of!(array, Cell::Wall),
            Self::Instant(array) => of!(array, Cell::Instant),
        }
    }
}

fn dictionary_values(values: &DataType) -> DataType {
    match values {
        DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
        other => other.clone(),
    }
}

fn micros(array: &ArrayRef, unit: TimeUnit) -> Int64Array {
    match unit {
        TimeUnit::Second => {
            array.as_primitive::<TimestampSecondType>().unary::<_, Int64Type>(|v| v.saturating_mul(1_000_000))
        }
        TimeUnit::Millisecond => array
            .as_primitive::<TimestampMillisecondType>()
            .unary::<_, Int64Type>(|v| v.saturating_mul(1_000)),
        TimeUnit::Microsecond => {
            array.as_primitive::<TimestampMicrosecondType>().unary::<_, Int64Type>(|v| v)
        }
        TimeUnit::Nanosecond => {
            array.as_primitive::<TimestampNanosecondType>().unary::<_, Int64Type>(|v| v.div_euclid(1_000))
        }
    }
}

/// The Data Package type that a column's own type amounts to.
pub fn kind(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::Boolean => "boolean",
        _ if data_type.is_integer() => "integer",
        _ if data_type.is_floating() => "number",
        DataType::Decimal128(..)
        | DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal256(..) => "number",
        DataType::Date32 | DataType::Date64 => "date",
        DataType::Timestamp(..) => "datetime",
        _ => "string",
    }
}
