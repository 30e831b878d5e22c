//! The checkers once more, written plainly from the definitions.
