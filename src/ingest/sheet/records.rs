//! The records of an XLS stream (MS-XLS 2.1.4), and strings that run over several of them.

/// A record continued in the records after it.
const CONTINUE: u16 = 0x3C;

/// Walks over a stream of records.
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The stream ended inside a record.
    pub(super) cut: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), cut: false }
    }

    /// Kind and body of the next record.
    pub(super) fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let Some(head) = self.bytes.get(self.at..self.at + 4) else {
            self.cut |= self.at < self.bytes.len();
            return None;
        };
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let start = self.at + 4;
        let end = (start + length).min(self.bytes.len());
        self.cut |= end < start + length;
        self.at = end;
        Some((kind, &self.bytes[start..end]))
    }

    /// The body of the record just read and those that continue it.
    pub(super) fn with_continued(&mut self, first: &'a [u8]) -> Body<'a> {
        let mut parts = vec![first];
        while self.bytes.get(self.at..self.at + 2) == Some(&CONTINUE.to_le_bytes()[..]) {
            match self.next() {
                Some((_, part)) => parts.push(part),
                None => break,
            }
        }
        Body { parts, part: 0, at: 0 }
    }
}

/// A record's body in its parts.
pub(super) struct Body<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Body<'_> {
    /// All its bytes, those that were read among them.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub(super) fn skip(&mut self, mut count: usize) {
        while let Some(part) = self.parts.get(self.part) {
            let here = (part.len() - self.at).min(count);
            self.at += here;
            count -= here;
            if count == 0 {
                return;
            }
            self.part += 1;
            self.at = 0;
        }
    }

    /// A string with its flags, after its length in characters.
    pub(super) fn string(&mut self, length: usize) -> Option<String> {
        let mut text = String::new();
        self.string_onto(length, &mut text).then_some(text)
    }

    /// Reads a string onto `out`; tells whether one was there. Where the characters go on in the
    /// next part, that part says anew how wide they are.
    pub(super) fn string_onto(&mut self, length: usize, out: &mut String) -> bool {
        self.read_string(length, out).is_some()
    }

    fn read_string(&mut self, length: usize, out: &mut String) -> Option<()> {
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extra = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let mut wide = flags & 1 != 0;
        let bytes = length * if wide { 2 } else { 1 };
        // Nearly all strings lie in one part.
        if let Some(text) =
            self.parts.get(self.part).and_then(|part| part.get(self.at..)?.get(..bytes))
        {
            if wide {
                decode(
                    text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])),
                    out,
                );
            } else {
                out.extend(text.iter().map(|byte| char::from(*byte)));
            }
            self.at += bytes;
            self.skip(runs * 4 + extra);
            return Some(());
        }
        let mut units: Vec<u16> = Vec::with_capacity(length);
        while units.len() < length {
            let Some(part) = self.parts.get(self.part) else { break };
            if self.at >= part.len() {
                self.part += 1;
                self.at = 0;
                match self.u8() {
                    Some(flags) => wide = flags & 1 != 0,
                    None => break,
                }
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let rest = &part[self.at..];
            let count = (length - units.len()).min(rest.len() / width);
            if wide {
                let pairs = rest[..count * 2].chunks_exact(2);
                units.extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                units.extend(rest[..count].iter().map(|byte| u16::from(*byte)));
            }
            // An odd byte at the end of a part belongs to nothing.
            self.at = if count == 0 { part.len() } else { self.at + count * width };
        }
        self.skip(runs * 4 + extra);
        decode(units.into_iter(), out);
        Some(())
    }
}

fn decode(units: impl ExactSizeIterator<Item = u16> + Clone, out: &mut String) {
    let start = out.len();
    out.reserve(units.len() * 3);
    for unit in units.clone() {
        // Nearly every unit is a character by itself.
        let Some(c) = char::from_u32(unit.into()) else {
            out.truncate(start);
            let characters = char::decode_utf16(units);
            out.extend(characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
            return;
        };
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn pairs_of_units_are_one_character_and_halves_none() {
        for text in ["", "甲a", "𠀀", "甲𠀀乙"] {
            let mut out = String::from("丙");
            decode(text.encode_utf16().collect::<Vec<_>>().into_iter(), &mut out);
            assert_eq!(out, format!("丙{text}"));
        }
        let mut out = String::new();
        decode([0x7532, 0xD840, 0x4E59].into_iter(), &mut out);
        assert_eq!(out, "甲\u{FFFD}乙");
    }
}
