//! Whether two texts differ in meaning or in spelling, and by which rule.

use crate::gazetteer::{Gazetteer, Term};
use crate::text::fold;

use super::forms;
use super::side::Text;

/// Spellings of organisations, by the gazetteer's short names.
#[derive(Debug)]
pub(super) struct Speller {
    terms: Vec<Term>,
}

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
        Self { terms: gazetteer.terms().filter(|term| term.forced).collect() }
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
        if self.spelled_out(&a) == self.spelled_out(&b) || same_words() || same_form() {
            return Likeness::Respelled;
        }
        Likeness::Different
    }

    /// The name of an organisation with the short form at its end written out.
    pub(super) fn spelled_out(&self, name: &str) -> String {
        // The longest that fits goes first; a name may end in its full form already.
        for term in &self.terms {
            if name.ends_with(term.full) {
                return name.to_owned();
            }
        }
        let fitting = self.terms.iter().filter(|term| name.ends_with(term.short));
        match fitting.max_by_key(|term| term.short.len()) {
            Some(term) => format!("{}{}", &name[..name.len() - term.short.len()], term.full),
            None => name.to_owned(),
        }
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

    /// Two forms of one term at the ends of two names that are otherwise the same.
    fn by_terms(&self, old: &str, new: &str) -> Option<(&'static str, &'static str)> {
        let forms = |text: &str| {
            let mut forms: Vec<(usize, &'static str, &'static str)> = Vec::new();
            for term in &self.terms {
                for form in [term.short, term.full] {
                    if text.ends_with(form) {
                        forms.push((text.len() - form.len(), form, term.full));
                    }
                }
            }
            forms
        };
        let (old_forms, new_forms) = (forms(old), forms(new));
        old_forms.iter().find_map(|(at, a, full)| {
            let (other, b, _) = new_forms.iter().find(|(_, _, other)| other == full)?;
            (old[..*at] == new[..*other] && a != b).then_some((*a, *b))
        })
    }
}
