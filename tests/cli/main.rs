//! The command from outside: exit status, streams, files. One binary, for linking takes longest.
// Tests read and write what the command does.
// Tests say when they skip, and their helpers are small.
#![allow(
    clippy::print_stderr,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_push_string,
    clippy::needless_pass_by_value
)]
#![allow(clippy::disallowed_methods)]

mod batch;
mod diff;
mod files;
mod flood;
mod infer;
mod locks;
mod package;
mod place;
mod streams;
mod support;
mod tables;
mod usage;
