//! Tests of the discretizer.
