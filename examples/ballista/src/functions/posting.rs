//! A key's posting list, built where its rows are: however many statements have a key, what travels is how many, and
//! the lowest ranks of them.

use std::collections::BinaryHeap;
use std::mem::size_of_val;

use corroborate::stages::List;
use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Int64Type, UInt64Type};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, Signature, Volatility};

use super::statements::LIST;

/// `posting(key, rank)`: of one key.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Posting {
    signature: Signature,
}

impl Posting {
    pub fn new() -> Self {
        Self { signature: Signature::exact(vec![DataType::UInt64, DataType::Int64], Volatility::Immutable) }
    }
}

impl AggregateUDFImpl for Posting {
    fn name(&self) -> &str {
        "posting"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Binary)
    }

    fn accumulator(&self, _: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Lowest::default()))
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        Ok(vec![Field::new(format!("{}[posting]", args.name), DataType::Binary, true).into()])
    }
}

#[derive(Debug, Default)]
struct Lowest {
    key: u64,
    len: u32,
    /// The greatest on top.
    ranks: BinaryHeap<u32>,
}

impl Lowest {
    fn add(&mut self, rank: u32) {
        if self.ranks.len() < LIST {
            self.ranks.push(rank);
        } else if let Some(mut greatest) = self.ranks.peek_mut()
            && rank < *greatest
        {
            *greatest = rank;
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let list = List { key: self.key, len: self.len, ranks: self.ranks.clone().into_sorted_vec() };
        encode(&list)
    }
}

impl Accumulator for Lowest {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let (keys, ranks) = (values[0].as_primitive::<UInt64Type>(), values[1].as_primitive::<Int64Type>());
        for row in 0..ranks.len() {
            self.key = keys.value(row);
            self.len = self.len.saturating_add(1);
            self.add(ranks.value(row) as u32);
        }
        Ok(())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        for bytes in states[0].as_binary::<i32>().iter().flatten() {
            let list = decode(bytes);
            self.key = list.key;
            self.len = self.len.saturating_add(list.len);
            list.ranks.into_iter().for_each(|r| self.add(r));
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![ScalarValue::Binary(Some(self.bytes()))])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(ScalarValue::Binary(Some(self.bytes())))
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.ranks.capacity() * size_of::<u32>()
    }
}

/// Key, length and ranks, little-endian.
fn encode(list: &List) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(12 + list.ranks.len() * 4);
    bytes.extend(list.key.to_le_bytes());
    bytes.extend(list.len.to_le_bytes());
    list.ranks.iter().for_each(|r| bytes.extend(r.to_le_bytes()));
    bytes
}

pub fn decode(bytes: &[u8]) -> List {
    let number = |b: &[u8]| b.iter().rev().fold(0_u64, |n, b| n << 8 | u64::from(*b));
    let (key, rest) = bytes.split_at(bytes.len().min(8));
    let (len, ranks) = rest.split_at(rest.len().min(4));
    List { key: number(key), len: number(len) as u32, ranks: ranks.chunks_exact(4).map(|r| number(r) as u32).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_lowest_ranks_and_its_length_in_whatever_parts_it_comes() {
        let ranks: Vec<u32> = (0..300).map(|n| n * 7919 % 1009).collect();
        let mut whole = Lowest::default();
        let mut parts = [Lowest::default(), Lowest::default()];
        for (n, rank) in ranks.iter().enumerate() {
            for list in [&mut whole, &mut parts[n % 2]] {
                (list.key, list.len) = (u64::MAX - 1, list.len + 1);
                list.add(*rank);
            }
        }
        let mut merged = Lowest::default();
        for part in &mut parts {
            let states = ScalarValue::iter_to_array(part.state().expect("a state")).expect("an array");
            merged.merge_batch(&[states]).expect("merged");
        }
        let mut lowest = ranks.clone();
        lowest.sort_unstable();
        lowest.truncate(LIST);
        assert_eq!(decode(&merged.bytes()), List { key: u64::MAX - 1, len: 300, ranks: lowest });
        assert_eq!(merged.bytes(), whole.bytes());
    }
}
