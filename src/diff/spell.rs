//! Whether two texts differ in meaning or in spelling, and by which rule.

use std::collections::HashMap;

use crate::gazetteer::Gazetteer;
use crate::text::fold;

use super::forms;
use super::side::Text;

/// Spellings of organisations, by the gazetteer's short names.
#[derive(Debug)]
pub(super) struct Speller {
    /// Forms of bodies by their first character, the longest first: the form and the full names
    /// that it has stood for.
    forms: HashMap<char, Vec<(&'static str, Vec<&'static str>)>>,
}

/// A piece of a name: as it stands there, and the full names it may be short for.
type Piece<'n> = (&'n str, &'n [&'static str]);

/// The form that changed where two texts are the same words: letter case and punctuation.
const LETTERS: &str = "letters";

/// What leads from one spelling to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    /// One stretch in another's stead; one of the two may be empty.
    Instead(String, String),
    /// A form of writing that leaves the words as they are: `letters`, `form-number`, `form-date`.
    Form(&'static str),
}

/// How two texts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// No difference but in bytes.
    Same,
    /// The same thing, printed in another form.
    Respelled,
    /// Different things.
    Different,
}

impl Speller {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut forms: HashMap<char, Vec<(&'static str, Vec<&'static str>)>> = HashMap::new();
        for term in gazetteer.terms().filter(|term| term.forced) {
            for form in [term.short, term.full] {
                let Some(first) = form.chars().next() else { continue };
                let known = forms.entry(first).or_default();
                match known.iter_mut().find(|(other, _)| *other == form) {
                    Some((_, fulls)) => fulls.push(term.full),
                    None => known.push((form, vec![term.full])),
                }
            }
        }
        for known in forms.values_mut() {
            known.sort_by_key(|(form, _)| (std::cmp::Reverse(form.len()), *form));
        }
        Self { forms }
    }

    /// Compares two texts. `exact` where both sides tell printed from canonical forms; a bare table
    /// may hold either, so there one form in common is enough.
    pub(super) fn compare(&self, old: &Text, new: &Text, exact: bool) -> Likeness {
        let printed = fold::key(old.printed()) == fold::key(new.printed());
        if printed {
            return Likeness::Same;
        }
        let (a, b) = (fold::key(&old.value), fold::key(&new.value));
        let crossed = a == fold::key(new.printed()) || b == fold::key(old.printed());
        if a == b || crossed {
            return if exact || !crossed { Likeness::Respelled } else { Likeness::Same };
        }
        let same_words = || fold::loose(&a) == fold::loose(&b);
        let same_form = || forms::form(&a, &b).is_some();
        if self.by_terms(&a, &b).is_some() || same_words() || same_form() {
            return Likeness::Respelled;
        }
        Likeness::Different
    }

    /// A name taken apart: the bodies in it, and the characters between them.
    fn pieces<'n>(&'n self, name: &'n str) -> Vec<Piece<'n>> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(c) = name[at..].chars().next() {
            let known = self.forms.get(&c).into_iter().flatten();
            let body = known.into_iter().find(|(form, _)| name[at..].starts_with(form));
            let end = at + body.map_or(c.len_utf8(), |(form, _)| form.len());
            pieces.push((&name[at..end], body.map_or(&[][..], |(_, fulls)| fulls)));
            at = end;
        }
        pieces
    }

    /// The two forms of a body in which two names differ that are otherwise the same, bodies of
    /// two forms taken as one.
    fn by_terms<'n>(&'n self, old: &'n str, new: &'n str) -> Option<(&'n str, &'n str)> {
        let (old, new) = (self.pieces(old), self.pieces(new));
        let same = |(a, b): (&Piece, &Piece)| a.0 == b.0 || a.1.iter().any(|f| b.1.contains(f));
        let all = old.len() == new.len() && old.iter().zip(&new).all(same);
        let mut forms = old.iter().zip(&new).filter(|_| all);
        forms.find(|(a, b)| a.0 != b.0).map(|(a, b)| (a.0, b.0))
    }

    /// The rule that leads from one spelling to the other.
    pub(super) fn rule(&self, old: &str, new: &str) -> Rule {
        if let Some((a, b)) = self.by_terms(old, new) {
            return Rule::Instead(a.to_owned(), b.to_owned());
        }
        if let Some(form) = forms::form(old, new) {
            return Rule::Form(form);
        }
        if fold::loose(old) == fold::loose(new) {
            return Rule::Form(LETTERS);
        }
        let (head, tail) = forms::around(old, new);
        let middle = |text: &str| text[head..text.len() - tail].to_owned();
        Rule::Instead(middle(old), middle(new))
    }
}
