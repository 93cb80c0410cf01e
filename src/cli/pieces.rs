//! JSON that is written as it is made: views of long documents.

use serde::Serialize;

/// JSON in the layout of `emit::json`, written piece by piece, for what is too much to be held as one value.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    text: Vec<u8>,
    /// Per object or array that is open, whether anything is in it.
    filled: Vec<bool>,
}

impl Pieces {
    /// Begins an object or an array, by its bracket.
    pub(super) fn open(&mut self, bracket: u8) {
        self.text.push(bracket);
        self.filled.push(false);
    }

    /// Ends it.
    pub(super) fn close(&mut self, bracket: u8) {
        if self.filled.pop() == Some(true) {
            self.line();
        }
        self.text.push(bracket);
    }

    /// A member of an object.
    pub(super) fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        self.key(key);
        self.value(value);
    }

    /// A member that is a short list of numbers, on one line.
    pub(super) fn numbers(&mut self, key: &str, numbers: &[u32]) {
        self.key(key);
        self.text.push(b'[');
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                self.text.extend(b", ");
            }
            self.value(number);
        }
        self.text.push(b']');
    }

    /// A member that is an array; `each` writes an item.
    pub(super) fn list<T>(&mut self, key: &str, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.key(key);
        self.open(b'[');
        for item in items {
            self.item();
            each(self, item);
        }
        self.close(b']');
    }

    /// A value that is no object and no array.
    pub(super) fn value<T: Serialize + ?Sized>(&mut self, value: &T) {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.text, value);
    }

    /// All that was written, a line end at its end.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.text.push(b'\n');
        self.text
    }

    fn key(&mut self, key: &str) {
        self.item();
        self.value(key);
        self.text.extend(b": ");
    }

    fn item(&mut self) {
        if let Some(filled) = self.filled.last_mut()
            && std::mem::replace(filled, true)
        {
            self.text.push(b',');
        }
        self.line();
    }

    fn line(&mut self) {
        self.text.push(b'\n');
        for _ in &self.filled {
            self.text.extend(b"  ");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Pieces;
    use crate::emit::json::text;

    #[test]
    fn pieces_are_laid_out_as_the_whole() {
        let whole = json!({
            "name": "甲\"乙\n",
            "none": [],
            "items": [{ "span": [1, 22], "strong": true }, { "span": [3, 4], "strong": null }],
        });
        let mut out = Pieces::default();
        out.open(b'{');
        out.member("name", "甲\"乙\n");
        out.list("none", &[] as &[u32], Pieces::value);
        out.list("items", &[([1, 22], Some(true)), ([3, 4], None)], |out, (span, strong)| {
            out.open(b'{');
            out.numbers("span", span);
            out.member("strong", strong);
            out.close(b'}');
        });
        out.close(b'}');
        assert_eq!(String::from_utf8(out.finish()).unwrap(), text(&whole));
    }
}
