//! The checker of linear programs: a statement, a claim, and what they prove.
