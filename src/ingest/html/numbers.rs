//! The numbers that a browser sets before the items of a list: printed, though not in the source.

/// A numbered list that is open.
pub(super) struct List {
    next: i32,
    step: i32,
    numbers: Numbers,
}

/// How a list writes its numbers.
enum Numbers {
    Digits,
    Letters {
        first: char,
    },
    /// Signs, or none.
    Without,
}

impl List {
    /// A list by its `type`, whether its style leaves out the marks, and its first number.
    pub(super) fn of(kind: Option<&[u8]>, unmarked: bool, start: Option<i32>) -> Self {
        let numbers = match kind {
            _ if unmarked => Numbers::Without,
            Some(b"a") => Numbers::Letters { first: 'a' },
            Some(b"A") => Numbers::Letters { first: 'A' },
            Some(b"i" | b"I" | b"disc" | b"none" | b"square" | b"circle") => Numbers::Without,
            _ => Numbers::Digits,
        };
        Self { next: start.unwrap_or(1), step: 1, numbers }
    }

    /// The same list, counted down: without a first number, from how many items there are, which is not known yet.
    pub(super) fn reversed(self, started: bool) -> Self {
        let numbers = if started { self.numbers } else { Numbers::Without };
        Self { step: -1, numbers, ..self }
    }

    /// Counts the next item, which may name its number, and writes it.
    pub(super) fn next(&mut self, value: Option<i32>) -> Option<String> {
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        match self.numbers {
            Numbers::Without => None,
            Numbers::Digits => Some(format!("{number}. ")),
            Numbers::Letters { first } => {
                let letter = u32::try_from(number).ok().filter(|n| (1..=26).contains(n))?;
                Some(format!("{}. ", char::from_u32(u32::from(first) + letter - 1)?))
            }
        }
    }
}
