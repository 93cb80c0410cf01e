//! Whether two texts differ in meaning or in spelling, and by which rule.

use crate::gazetteer::{Gazetteer, Term};
use crate::text::fold;

use super::side::Text;

/// Spellings of organisations, by the gazetteer's short names.
#[derive(Debug)]
pub(super) struct Speller {
    terms: Vec<Term>,
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
        if self.spelled_out(&a) == self.spelled_out(&b) || fold::loose(&a) == fold::loose(&b) {
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

    /// The rule that leads from one spelling to the other: `卫健委 → 卫生健康委`.
    pub(super) fn rule(&self, old: &str, new: &str) -> String {
        if let Some((a, b)) = self.by_terms(old, new) {
            return format!("{a} → {b}");
        }
        if fold::loose(old) == fold::loose(new) {
            return "Aa".to_owned();
        }
        let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
        let most = a.len().min(b.len()) - head;
        let tail =
            a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(x, y)| x == y).count();
        // A neighbour on the side where something only came or went, so that both show something.
        let tail = if head == 0 { tail.saturating_sub(1) } else { tail };
        let start = head.saturating_sub(1);
        let middle = |text: &[char]| text[start..text.len() - tail].iter().collect::<String>();
        format!("{} → {}", middle(&a), middle(&b))
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
