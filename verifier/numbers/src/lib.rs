//! Exact integers and fractions: all arithmetic of the checkers.
