//! x
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/candor.pest"]
#[allow(missing_docs)]
pub struct P;
