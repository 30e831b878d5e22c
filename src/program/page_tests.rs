//! The programs in the pages of `docs/`, as doctests: they compile and run as they stand there.

#[doc = include_str!("../../docs/tutorial-library.md")]
struct TutorialLibrary;
