//! Big integers and rationals: the only file that names the library they come from.

pub use dashu_int::{IBig, Sign, UBig, ops};
pub use dashu_ratio::RBig;
