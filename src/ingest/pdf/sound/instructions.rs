//! Whether a content stream is instructions to its end, and which fonts and objects it uses.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;

/// All operators of ISO 32000-2, annex A.
const OPERATORS: &[&[u8]] = &[
    b"b", b"B", b"b*", b"B*", b"BDC", b"BI", b"BMC", b"BT", b"BX", b"c", b"cm", b"CS", b"cs", b"d",
    b"d0", b"d1", b"Do", b"DP", b"EI", b"EMC", b"ET", b"EX", b"f", b"F", b"f*", b"G", b"g", b"gs",
    b"h", b"i", b"ID", b"j", b"J", b"K", b"k", b"l", b"m", b"M", b"MP", b"n", b"q", b"Q", b"re",
    b"RG", b"rg", b"ri", b"s", b"S", b"SC", b"sc", b"SCN", b"scn", b"sh", b"T*", b"Tc", b"Td",
    b"TD", b"Tf", b"Tj", b"TJ", b"TL", b"Tm", b"Tr", b"Ts", b"Tw", b"Tz", b"v", b"w", b"W", b"W*",
    b"y", b"'", b"\"",
];

/// Operators that text hangs on: what they are given must fit them.
const OF_TEXT: &[&[u8]] =
    &[b"cm", b"Do", b"Td", b"TD", b"Tf", b"Tj", b"TJ", b"Tm", b"Tz", b"'", b"\""];

/// Stands at the end of the data; read as an operator where nothing before it ran over the end.
const END: &[u8] = b"mingdan-end";

/// What a content stream uses.
pub(in crate::ingest::pdf) struct Used {
    /// Names of fonts.
    pub(in crate::ingest::pdf) fonts: BTreeSet<Vec<u8>>,
    /// Names of forms and images, and how often each is drawn.
    pub(in crate::ingest::pdf) objects: BTreeMap<Vec<u8>, u64>,
    /// Instructions from the first byte to the last.
    pub(in crate::ingest::pdf) sound: bool,
}

/// Reads a content stream. A mark is put at the end of the data.
pub(in crate::ingest::pdf) fn used(data: &mut Vec<u8>) -> Used {
    let (mut fonts, mut objects) = (BTreeSet::new(), BTreeMap::new());
    data.push(b'\n');
    data.extend_from_slice(END);
    data.push(b'\n');
    let mut instructions = TypedIter::new(data);
    let (mut sound, mut ended) = (true, false);
    // Between BX and EX anything may stand.
    let mut lenient = 0u32;
    while let Some(instruction) = instructions.next() {
        match instruction {
            TypedInstruction::TextFont(font) if !fonts.contains(font.0.as_ref()) => {
                fonts.insert(font.0.as_ref().to_vec());
            }
            TypedInstruction::XObject(object) => {
                *objects.entry(object.0.as_ref().to_vec()).or_default() += 1;
            }
            TypedInstruction::BeginCompatibility(_) => lenient += 1,
            TypedInstruction::EndCompatibility(_) => lenient = lenient.saturating_sub(1),
            TypedInstruction::Fallback(operator) if **operator == *END => ended = true,
            TypedInstruction::Fallback(operator) => {
                let known = OPERATORS.contains(&&**operator) && !OF_TEXT.contains(&&**operator);
                sound &= known || lenient > 0;
            }
            _ => {}
        }
    }
    Used { fonts, objects, sound: sound && ended }
}

#[cfg(test)]
mod tests {
    use super::used;

    #[test]
    fn sound_streams_are_sound() {
        for data in [
            "",
            "q 1 0 0 1 0 0 cm BT /F1 12 Tf (a) Tj [ (b) 3 <63> ] TJ ET Q",
            "BX 1 2 foo EX q Q",
            "BI /W 1 /H 1 /BPC 8 /CS /G ID a EI q Q",
            "% a comment",
        ] {
            assert!(used(&mut data.into()).sound, "{data}");
        }
    }

    #[test]
    fn damage_is_seen() {
        for data in [
            "BT (a) Tj ET (open",
            "BT /F1 12 Tf <41 Tj ET",
            "BT [ (a) TJ ET",
            "BT (a) Tk ET",
            "q 1 0 0 1 0 cm Q",
            "BT 12 Tf ET",
            "q \u{7}\u{7} Q",
        ] {
            assert!(!used(&mut data.into()).sound, "{data}");
        }
    }

    #[test]
    fn names_are_gathered() {
        let used = used(&mut b"/F1 1 Tf /F#31 2 Tf /X Do".to_vec());
        assert_eq!((used.fonts.len(), used.objects.len()), (1, 1));
    }
}
