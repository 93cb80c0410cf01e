//! The command from outside: exit status, streams, files. One binary, for linking takes longest.

mod batch;
mod files;
mod infer;
mod package;
mod streams;
mod support;
mod usage;
