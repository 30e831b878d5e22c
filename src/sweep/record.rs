//! A row as JSON.

use std::io;

use serde_json::{Map, Value};

/// A row as JSON: its keys are the columns of a table.
pub type Record = Map<String, Value>;

/// Hears rows one by one.
pub(crate) type Hearer<'a> = dyn FnMut(Record) -> io::Result<()> + 'a;
