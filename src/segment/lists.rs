//! Rosters without a table: numbered items, one cell a paragraph, `名称：甲、乙`, counted lists,
//! plain lines, and names inside a sentence.
//!
//! Each form is a file with one function that either recognises its form in a stretch of lines or
//! declines. What is recognised by form alone, with neither serials nor a declared count to prove
//! it, is marked as uncertain: it is emitted, and reported.

mod acts;
mod apart;
mod aside;
mod counted;
mod crossed;
mod enumeration;
mod fields;
mod flat;
mod found;
mod grouped;
mod halves;
mod headings;
mod in_annex;
mod in_letter;
mod introduced;
mod introduction;
mod items;
mod joined;
mod labelled;
mod left;
mod made;
mod named;
mod numbered;
mod offices;
mod opposites;
pub(super) mod places;
mod records;
mod rest;
mod resumes;
mod said;
mod scope;
mod sections;
mod sentence;
mod shared_out;
mod signs;
mod titled;
mod told;
mod towns;
mod winners;

use found::{Found, column};
use scope::Scope;

pub(super) use in_annex::annex;
pub(super) use in_letter::letter;
pub(super) use numbered::marks::circled;

/// A way to read a roster from lines.
type Form = fn(&Scope<'_>) -> Option<Found>;

/// The forms, the stricter first.
fn forms() -> impl Iterator<Item = &'static Form> {
    STRICT.iter().chain(LOOSE)
}

/// Those as strict as a list of offices, and such a list.
static STRICT: &[Form] = &[
    flat::read,
    towns::read,
    labelled::read,
    records::read,
    titled::read,
    numbered::read,
    offices::read,
];

/// Those looser than a list of offices whose holders have no posts.
static LOOSE: &[Form] = &[
    introduced::read,
    grouped::read,
    named::read,
    shared_out::read,
    acts::read,
    enumeration::read,
    counted::read,
    told::read,
    rest::read,
    said::read,
    resumes::read,
];

#[cfg(test)]
mod tests;
