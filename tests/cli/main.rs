//! The command from outside: exit status, streams, files. One binary, for linking takes longest.
// Tests read and write what the command does.
#![allow(clippy::disallowed_methods)]

mod batch;
mod files;
mod infer;
mod package;
mod streams;
mod support;
mod usage;
