//! Tests of the reader, both polarities.
