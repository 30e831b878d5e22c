//! From a basis to vectors. Not trusted: the vectors are checked.
