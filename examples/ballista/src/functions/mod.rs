//! The library's functions as functions of the engine, known by name on every machine.

mod articles;
mod claims;
mod columns;
mod posting;
mod statements;
mod tables;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::execution::SessionState;
use datafusion::logical_expr::{AggregateUDF, ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};

use columns::Columns;

pub use articles::{ALIKE, COLUMNS, NUMBERINGS, Row, config as story_config};
pub use statements::{LIST, config as statement_config};
pub use tables::{batches, files, rarity};

/// A function of the library over the rows of a batch.
#[derive(Debug)]
struct Function {
    name: &'static str,
    signature: Signature,
    returns: DataType,
    run: fn(&Columns) -> Result<ArrayRef>,
}

impl Function {
    fn udf(name: &'static str, arguments: usize, returns: DataType, run: fn(&Columns) -> Result<ArrayRef>) -> ScalarUDF {
        ScalarUDF::new_from_impl(Self { name, signature: Signature::any(arguments, Volatility::Immutable), returns, run })
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns.clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        Ok(ColumnarValue::Array((self.run)(&Columns::new(args.args, args.number_rows))?))
    }
}

/// All functions of a row.
fn scalars() -> Vec<ScalarUDF> {
    articles::all().into_iter().chain(statements::all()).collect()
}

/// Makes the functions known to a session: to the client's, the scheduler's, and by way of one to an executor's.
pub fn registered(mut state: SessionState) -> Result<SessionState> {
    use datafusion::execution::FunctionRegistry;
    for function in scalars() {
        state.register_udf(Arc::new(function))?;
    }
    state.register_udaf(Arc::new(AggregateUDF::new_from_impl(posting::Posting::new())))?;
    Ok(state)
}
