//! A report in the reader's format and language.
