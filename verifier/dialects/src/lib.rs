//! From the text of a model file to its statement. Not trusted: the statement is what is proved.
