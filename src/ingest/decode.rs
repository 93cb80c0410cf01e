//! Bytes → lines of UTF-8: the encoding told by content.

use std::borrow::Cow;

use crate::model::document::Origin;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// What an encoding was decided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice<'b> {
    pub(super) encoding: &'static Encoding,
    /// Bytes of the byte-order mark.
    pub(super) bom: usize,
    /// Neither a mark nor valid UTF-8 decided it.
    pub(super) guessed: bool,
    /// All bytes as text, where they were found to be valid UTF-8 without a mark.
    pub(super) text: Option<&'b str>,
}

/// How much of a source is looked at to tell its encoding.
const SAMPLE: usize = 256 * 1024;

/// Tells the encoding: a byte-order mark first, then valid UTF-8, then UTF-16 by the pattern of
/// its bytes, then damaged UTF-8, else GB18030, unless a statistical detector holds it for Big5.
pub(super) fn choose(bytes: &[u8]) -> Choice<'_> {
    let sure = |encoding, bom| Choice { encoding, bom, guessed: false, text: None };
    let guess = |encoding| Choice { encoding, bom: 0, guessed: true, text: None };
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return sure(encoding, bom);
    }
    let text = utf8(bytes);
    if let Some(encoding) = utf16_by_pattern(bytes) {
        return guess(encoding);
    }
    if text.is_some() {
        return Choice { text, ..sure(UTF_8, 0) };
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if mostly_utf8(sample) {
        return guess(UTF_8);
    }
    let in_gb = faults(GB18030, sample);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let likely = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let big5 = faults(BIG5, sample);
    let told = (likely == BIG5 && big5 <= in_gb) || (big5 == 0 && reads_better_in_big5(sample));
    guess(if told { BIG5 } else { GB18030 })
}

/// Whether what would be private characters, kana and the like among ideographs in GB18030 is text in Big5.
fn reads_better_in_big5(sample: &[u8]) -> bool {
    let strange = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let foreign = |c: &char| {
            matches!(*c, '\u{E000}'..='\u{F8FF}' | '\u{3040}'..='\u{3129}' | '\u{0370}'..='\u{04FF}')
                || matches!(*c, '\u{2500}'..='\u{257F}' | '\u{FFFD}')
        };
        let wide = || text.chars().filter(|c| !c.is_ascii());
        (wide().filter(foreign).count(), wide().count())
    };
    let (in_gb, all) = strange(GB18030);
    let (in_big5, _) = strange(BIG5);
    in_gb * 33 >= all.max(1) && in_big5 * 10 <= in_gb
}

/// The bytes as text, where they are valid UTF-8.
fn utf8(bytes: &[u8]) -> Option<&str> {
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes)? {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

impl<'b> Choice<'b> {
    /// What follows the mark, as text, where all of it is valid UTF-8 and no other encoding was told.
    pub(super) fn valid(&self, bytes: &'b [u8]) -> Option<&'b str> {
        let body = || utf8(&bytes[self.bom..]);
        self.text.or_else(|| if self.encoding == UTF_8 { body() } else { None })
    }
}

/// UTF-16 without a mark: in Chinese text nearly every code unit's high byte is that of an
/// ideograph, CJK punctuation, a full-width form or ASCII.
fn utf16_by_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if bytes.len() < 8 || bytes.len() % 2 == 1 {
        return None;
    }
    let high = |b: u8| matches!(b, 0x00 | 0x20 | 0x30 | 0x4E..=0x9F | 0xFF);
    let pairs = sample.len() / 2;
    let ascii_units = |high_at: usize| {
        sample.chunks_exact(2).filter(|p| p[high_at] == 0 && p[1 - high_at] < 0x80).count()
    };
    let fit = |at: usize| sample.chunks_exact(2).filter(|p| high(p[at])).count();
    // Line ends and digits leave NUL bytes, which no 8-bit Chinese encoding has.
    let (le, be) = (ascii_units(1), ascii_units(0));
    let least = (pairs / 200).max(1);
    match (le >= least && fit(1) * 20 >= pairs * 19, be >= least && fit(0) * 20 >= pairs * 19) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        (true, true) => Some(if le >= be { UTF_16LE } else { UTF_16BE }),
        (false, false) => None,
    }
}

/// Whether sound multi-byte sequences of UTF-8 outnumber the faults by far. In GB18030 text they
/// are rare accidents, so damaged UTF-8 is not taken for it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut faulty) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faulty += usize::from(!chunk.invalid().is_empty());
    }
    sound > faulty * 2
}

/// How many places of the bytes are no character of the encoding. A cut-off last character does
/// not count, so that a sample may end anywhere.
fn faults(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = vec![0u8; 32 * 1024];
    let (mut at, mut count) = (0, 0);
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut out, false);
        at += read;
        match result {
            DecoderResult::InputEmpty => return count,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => count += 1,
        }
    }
}

/// The encoding's name in reports.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// How many bytes the text has in that encoding.
pub(super) fn encoded_length(encoding: &'static Encoding, text: &str) -> usize {
    if encoding == UTF_8 || text.is_ascii() && encoding != UTF_16LE && encoding != UTF_16BE {
        text.len()
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        text.encode_utf16().count() * 2
    } else {
        encoding.encode(text).0.len()
    }
}

/// An undecodable stretch.
pub(super) struct Fault {
    /// Offset of its first byte in what was handed in.
    pub(super) byte: usize,
    /// How many bytes.
    pub(super) length: usize,
}

/// Decodes one line (or any stretch that starts on a character) onto `out`.
pub(super) fn decode_onto(
    encoding: &'static Encoding,
    bytes: &[u8],
    out: &mut String,
    mut fault: impl FnMut(Fault),
) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut at = 0;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len() - at);
        out.reserve(room.unwrap_or(bytes.len()) + 4);
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], out, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, extra) => {
                let end = at - usize::from(extra);
                let length = usize::from(length);
                fault(Fault { byte: end - length, length });
                out.push('\u{FFFD}');
            }
        }
    }
}

/// Where the next line ends: the bytes of the line without its end, and the bytes of the end.
/// `\n`, `\r\n` and a lone `\r` end lines; in UTF-16 as code units.
pub(super) fn line(encoding: &'static Encoding, bytes: &[u8]) -> (usize, usize) {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let unit = |p: &[u8]| if encoding == UTF_16LE { [p[1], p[0]] } else { [p[0], p[1]] };
        let mut pairs = bytes.chunks_exact(2).map(unit).enumerate();
        return match pairs.find(|(_, u)| matches!(u, [0, b'\n' | b'\r'])) {
            None => (bytes.len(), 0),
            Some((i, [_, b'\r']))
                if bytes.get(i * 2 + 2..i * 2 + 4).is_some_and(|p| unit(p) == [0, b'\n']) =>
            {
                (i * 2, 4)
            }
            Some((i, _)) => (i * 2, 2),
        };
    }
    match memchr::memchr2(b'\n', b'\r', bytes) {
        None => (bytes.len(), 0),
        Some(i) if bytes[i..].starts_with(b"\r\n") => (i, 2),
        Some(i) => (i, 1),
    }
}

/// How much of a text [`head`] decodes, in bytes.
const HEAD: usize = 8192;

/// The whole lines at the start of a text, decoded.
pub(super) fn head(encoding: &'static Encoding, bytes: &[u8]) -> String {
    let (mut text, mut at) = (String::new(), 0);
    while at < bytes.len().min(HEAD) {
        let (length, end) = line(encoding, &bytes[at..]);
        decode_onto(encoding, &bytes[at..(at + length).min(at + HEAD)], &mut text, |_| {});
        text.push('\n');
        at += length + end;
    }
    text
}

/// Follows a place in the decoded text to its byte, line and column in the file.
pub(super) struct Cursor<'t> {
    text: &'t str,
    encoding: &'static Encoding,
    at: usize,
    byte: u64,
    line: u32,
    column: u32,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, choice: Choice) -> Self {
        let (encoding, byte) = (choice.encoding, choice.bom as u64);
        Self { text, encoding, at: 0, byte, line: 1, column: 1 }
    }

    /// One at the start of a line further down.
    #[cfg(feature = "html")]
    pub(super) fn at_line(
        text: &'t str,
        encoding: &'static Encoding,
        byte: u64,
        line: u32,
    ) -> Self {
        Self { text, encoding, at: 0, byte, line, column: 1 }
    }

    /// The origin of a place that is not before the last one asked for.
    pub(super) fn origin(&mut self, at: usize) -> Origin {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        self.byte += encoded_length(self.encoding, passed) as u64;
        for c in passed.chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else if c != '\r' {
                self.column += 1;
            }
        }
        self.at = self.at.max(at);
        Origin::Bytes { byte: self.byte, line: self.line, column: self.column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "关于公布名单的通知\n1\t江苏省苏州市\t市人民政府\n";

    #[test]
    fn tells_encodings_by_content() {
        let (big5, ..) =
            BIG5.encode("關於公布名單的通知\n1\t江蘇省蘇州市\t市人民政府\n2\t河北省\t環保產業園\n");
        assert_eq!(choose(&big5).encoding, BIG5);
        let (gb, ..) = GB18030.encode(TEXT);
        assert_eq!(choose(&gb).encoding, GB18030);
        assert!(choose(&gb).guessed);
        assert_eq!(
            choose(TEXT.as_bytes()),
            Choice { encoding: UTF_8, bom: 0, guessed: false, text: Some(TEXT) }
        );
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(choose(&le).encoding, UTF_16LE);
        assert_eq!(choose(&be).encoding, UTF_16BE);
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(le).collect();
        assert_eq!(
            choose(&marked),
            Choice { encoding: UTF_16LE, bom: 2, guessed: false, text: None }
        );
    }

    #[test]
    fn a_damaged_byte_does_not_change_the_encoding() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes[4] = 0xFF;
        assert_eq!(choose(&bytes).encoding, UTF_8);
        let mut gb = GB18030.encode(&TEXT.repeat(4)).0.into_owned();
        gb[1] = 0xFF;
        assert_eq!(choose(&gb).encoding, GB18030);
    }

    #[test]
    fn faults_are_placed() {
        let (mut out, mut places) = (String::new(), Vec::new());
        decode_onto(UTF_8, b"ab\xFFcd", &mut out, |f| places.push((f.byte, f.length)));
        assert_eq!((out.as_str(), places), ("ab\u{FFFD}cd", vec![(2, 1)]));
    }
}
