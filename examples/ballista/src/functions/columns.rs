//! A batch's columns as the library's functions read them, whichever of its own types the engine chose.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BinaryArray, Int64Array, LargeStringArray, ListArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::{Result, ScalarValue, exec_err};
use datafusion::logical_expr::ColumnarValue;

pub struct Columns {
    values: Vec<ColumnarValue>,
    pub rows: usize,
}

impl Columns {
    pub fn new(values: Vec<ColumnarValue>, rows: usize) -> Self {
        Self { values, rows }
    }

    fn array(&self, n: usize, of: &DataType) -> Result<ArrayRef> {
        Ok(cast(&self.values[n].to_array(self.rows)?, of)?)
    }

    pub fn text(&self, n: usize) -> Result<LargeStringArray> {
        Ok(self.array(n, &DataType::LargeUtf8)?.as_string::<i64>().clone())
    }

    pub fn bytes(&self, n: usize) -> Result<BinaryArray> {
        Ok(self.array(n, &DataType::Binary)?.as_binary::<i32>().clone())
    }

    pub fn integers(&self, n: usize) -> Result<Int64Array> {
        Ok(self.array(n, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
    }

    /// A column of lists, and its items as texts or bytes.
    pub fn lists(&self, n: usize) -> Result<ListArray> {
        let array = self.values[n].to_array(self.rows)?;
        match array.as_list_opt::<i32>() {
            Some(lists) => Ok(lists.clone()),
            None => exec_err!("a list was expected, not {}", array.data_type()),
        }
    }

    /// A value that is the same for all rows.
    pub fn literal(&self, n: usize) -> Result<String> {
        match &self.values[n] {
            ColumnarValue::Scalar(
                ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)) | ScalarValue::LargeUtf8(Some(text)),
            ) => Ok(text.clone()),
            ColumnarValue::Scalar(other) => exec_err!("a text was expected, not {other}"),
            ColumnarValue::Array(_) => match self.text(n)? {
                texts if !texts.is_empty() => Ok(texts.value(0).to_owned()),
                _ => Ok(String::new()),
            },
        }
    }
}

/// A text that may be missing.
pub fn some(texts: &LargeStringArray, row: usize) -> Option<&str> {
    texts.is_valid(row).then(|| texts.value(row))
}
