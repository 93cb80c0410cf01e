//! Reads a notice and tells what is in it: `cargo run --example parse -- FILE`.
// An example reads a file and prints, which the library never does.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::error::Error;
use std::fmt::Write as _;

use mingdan::check::words;
use mingdan::model::Lang;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("which file?")?;
    let bytes = std::fs::read(&file)?;
    print!("{}", tell(&file, bytes)?);
    Ok(())
}

/// The tables of a notice, and what was found, each with its line.
pub(crate) fn tell(name: &str, bytes: Vec<u8>) -> Result<String, Box<dyn Error>> {
    let run = mingdan::parse(name, bytes)?;
    let mut out = String::new();
    for table in &run.dataset().tables {
        writeln!(out, "{}: {} rows", table.name, table.rows.len())?;
        let names: Vec<&str> = table.fields.iter().map(|field| field.name.as_str()).collect();
        writeln!(out, "  {}", names.join(", "))?;
    }
    for finding in &run.report().findings {
        let line = run.document.position(finding.primary.start).line;
        let message = words::message(finding, Lang::En);
        writeln!(out, "line {line}: {} {}: {message}", finding.level.name(), finding.code)?;
    }
    Ok(out)
}
