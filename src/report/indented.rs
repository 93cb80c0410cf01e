//! JSON set out as `serde_json` does it, the blanks that a line begins with written at once: of a long report's
//! many short lines they are a good part.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The end of a line and the blanks of the next one, as deep as reports go.
const LINE: &[u8; 34] = b",\n                                ";

/// Writes a value as [`serde_json::to_writer_pretty`] does.
///
/// # Errors
/// Those of writing.
pub(super) fn write(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Indented::default());
    Ok(value.serialize(&mut serializer)?)
}

#[derive(Debug, Default)]
struct Indented {
    depth: usize,
    /// Something stands in what is open.
    filled: bool,
}

impl Indented {
    /// Begins a line, behind a comma where it is not the first.
    fn line<W: Write + ?Sized>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let blanks = 2 * self.depth;
        let at_once = blanks.min(LINE.len() - 2);
        out.write_all(&LINE[usize::from(first)..2 + at_once])?;
        (at_once..blanks).try_for_each(|_| out.write_all(b" "))
    }

    fn open<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.line(out, true)?;
        }
        out.write_all(bracket)
    }
}

impl Formatter for Indented {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[test]
    fn it_is_set_out_as_usual() {
        let deep = (0..20).fold(json!([]), |inside, n| json!({ "n": n, "inside": [inside, {}] }));
        for value in [json!(1), json!([]), json!({}), json!([[], 2, "甲\n"]), deep, Value::Null] {
            let mut written = Vec::new();
            super::write(&value, &mut written).unwrap();
            let usual = serde_json::to_vec_pretty(&value).unwrap();
            assert_eq!(String::from_utf8(written), String::from_utf8(usual));
        }
    }
}
