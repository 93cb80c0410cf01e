//! JSON that is written as it is made: views of long documents.

use std::io::{self, Write};

use serde::Serialize;

/// JSON in the layout of `emit::json`, written piece by piece, for what is too much to be held as one value, or as one
/// text.
#[derive(Debug)]
pub(super) struct Pieces<W> {
    out: W,
    /// What became of what was written so far; behind a failure nothing more is.
    written: io::Result<()>,
    /// Per object or array that is open, whether anything is in it.
    filled: Vec<bool>,
}

impl<W: Write> Pieces<W> {
    /// JSON that goes to `out`.
    pub(super) fn new(out: W) -> Self {
        Self { out, written: Ok(()), filled: Vec::new() }
    }

    /// An object, whose members `fill` writes.
    pub(super) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.open(b'{');
        fill(self);
        self.close(b'}');
    }

    /// An array; `each` writes an item.
    pub(super) fn array<I: IntoIterator>(
        &mut self,
        items: I,
        mut each: impl FnMut(&mut Self, I::Item),
    ) {
        self.open(b'[');
        for item in items {
            self.item();
            each(self, item);
        }
        self.close(b']');
    }

    /// A member of an object.
    pub(super) fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        self.key(key);
        self.value(value);
    }

    /// A member that is a short list of numbers, on one line.
    pub(super) fn numbers(&mut self, key: &str, numbers: &[u32]) {
        self.key(key);
        self.row(numbers);
    }

    /// A short list of numbers, on one line.
    pub(super) fn row(&mut self, numbers: &[u32]) {
        self.put(b"[");
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                self.put(b", ");
            }
            self.value(number);
        }
        self.put(b"]");
    }

    /// A member that is an object, whose members `fill` writes.
    pub(super) fn nested(&mut self, key: &str, fill: impl FnOnce(&mut Self)) {
        self.key(key);
        self.object(fill);
    }

    /// A member that is an array; `each` writes an item.
    pub(super) fn list<I: IntoIterator>(
        &mut self,
        key: &str,
        items: I,
        each: impl FnMut(&mut Self, I::Item),
    ) {
        self.key(key);
        self.array(items, each);
    }

    /// A value that is no object and no array.
    pub(super) fn value<T: Serialize + ?Sized>(&mut self, value: &T) {
        if self.written.is_ok() {
            self.written = serde_json::to_writer(&mut self.out, value).map_err(io::Error::from);
        }
    }

    /// A line end at the end, and whether all could be written.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.put(b"\n");
        self.written
    }

    fn open(&mut self, bracket: u8) {
        self.put(&[bracket]);
        self.filled.push(false);
    }

    fn close(&mut self, bracket: u8) {
        if self.filled.pop() == Some(true) {
            self.line();
        }
        self.put(&[bracket]);
    }

    fn put(&mut self, bytes: &[u8]) {
        if self.written.is_ok() {
            self.written = self.out.write_all(bytes);
        }
    }

    fn key(&mut self, key: &str) {
        self.item();
        self.value(key);
        self.put(b": ");
    }

    fn item(&mut self) {
        if let Some(filled) = self.filled.last_mut()
            && std::mem::replace(filled, true)
        {
            self.put(b",");
        }
        self.line();
    }

    fn line(&mut self) {
        self.put(b"\n");
        for _ in 0..self.filled.len() {
            self.put(b"  ");
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
            "inner": { "empty": {}, "names": ["甲"] },
            "items": [{ "span": [1, 22], "strong": true }, { "span": [3, 4], "strong": null }],
        });
        let mut written = Vec::new();
        let mut out = Pieces::new(&mut written);
        out.object(|out| {
            out.member("name", "甲\"乙\n");
            out.list("none", &[] as &[u32], Pieces::value);
            out.nested("inner", |out| {
                out.nested("empty", |_| ());
                out.list("names", ["甲"], Pieces::value);
            });
            out.list("items", [([1, 22], Some(true)), ([3, 4], None)], |out, (span, strong)| {
                out.object(|out| {
                    out.numbers("span", &span);
                    out.member("strong", &strong);
                });
            });
        });
        out.finish().unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), text(&whole));
    }
}
