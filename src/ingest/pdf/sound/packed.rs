//! Whether a packed stream unpacks to what was packed. The engine's own unpacking takes what it can
//! get; zlib streams have an end and a sum of what they hold, and these are looked at here.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::Stream;
use simd_adler32::Adler32;

/// Most that is unpacked for looking; what is larger meets other limits.
const MOST: usize = 256 << 20;

/// Whether the stream is whole. What has no sum and no end of its own is taken for whole.
pub(super) fn is_whole(stream: &Stream<'_>) -> bool {
    let raw = stream.raw_data();
    match stream.filters().as_slice() {
        [Filter::FlateDecode, ..] => zlib(&raw),
        [Filter::Ascii85Decode, Filter::FlateDecode, ..] => ascii85(&raw).is_some_and(|b| zlib(&b)),
        [Filter::AsciiHexDecode, Filter::FlateDecode, ..] => hex(&raw).is_some_and(|b| zlib(&b)),
        _ => true,
    }
}

/// Whether the stream says that it holds what has one of these sums; where it does not, it may say so
/// elsewhere, or not at all.
pub(super) fn holds(stream: &Stream<'_>, is_sum: impl Fn(u32) -> bool) -> bool {
    let raw = stream.raw_data();
    let told = |cut: usize| {
        let (body, _) = raw.split_at_checked(raw.len().checked_sub(cut)?)?;
        body.last_chunk::<4>().map(|sum| u32::from_be_bytes(*sum))
    };
    let plain = matches!(stream.filters().as_slice(), [Filter::FlateDecode]);
    // A line may end behind it.
    plain && zlib_body(&raw).is_some() && (0..=2).filter_map(told).any(is_sum)
}

/// The sum of what a stream holds, as its end tells it (RFC 1950).
pub(in crate::ingest::pdf) fn sum(data: &[u8]) -> u32 {
    simd_adler32::adler32(&data)
}

/// What follows the two bytes that begin a zlib stream.
fn zlib_body(data: &[u8]) -> Option<&[u8]> {
    let (head, body) = data.split_first_chunk::<2>()?;
    (head[0] & 15 == 8 && u16::from_be_bytes(*head).is_multiple_of(31)).then_some(body)
}

/// Whether a zlib stream ends as it should, and holds what was put in.
fn zlib(data: &[u8]) -> bool {
    // Some producers write empty streams of no bytes at all.
    let Some(body) = zlib_body(data) else { return data.is_empty() };
    let mut unpacker = Decompress::new(false);
    let mut piece = vec![0; 1 << 16];
    let mut sum = Adler32::new();
    loop {
        let (taken, made) = (unpacker.total_in() as usize, unpacker.total_out());
        let status = unpacker.decompress(&body[taken..], &mut piece, FlushDecompress::None);
        let fresh = (unpacker.total_out() - made) as usize;
        sum.write(&piece[..fresh]);
        match status {
            Ok(Status::StreamEnd) => break,
            Ok(_) if unpacker.total_out() as usize > MOST => return true,
            Ok(_) if fresh > 0 || unpacker.total_in() as usize > taken => {}
            _ => return false,
        }
    }
    // Where the sum itself is cut off everything before it is there.
    let rest = &body[unpacker.total_in() as usize..];
    rest.first_chunk::<4>().is_none_or(|told| u32::from_be_bytes(*told) == sum.finish())
}

fn ascii85(data: &[u8]) -> Option<Vec<u8>> {
    let data = data.trim_ascii();
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::new();
    let flush = |group: &mut Vec<u8>, out: &mut Vec<u8>| {
        let count = group.len();
        group.resize(5, 84);
        let word = group
            .iter()
            .try_fold(0u32, |word, digit| word.checked_mul(85)?.checked_add(u32::from(*digit)))?;
        out.extend(&word.to_be_bytes()[..count - 1]);
        group.clear();
        Some(())
    };
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            byte if byte.is_ascii_whitespace() || *byte == 0 => {}
            _ => return None,
        }
        if group.len() == 5 {
            flush(&mut group, &mut out)?;
        }
    }
    if group.len() > 1 {
        flush(&mut group, &mut out)?;
    }
    Some(out)
}

fn hex(data: &[u8]) -> Option<Vec<u8>> {
    let data = data.split(|byte| *byte == b'>').next()?;
    let digits = data.iter().filter(|byte| !byte.is_ascii_whitespace());
    let digits: Vec<u8> =
        digits.map(|d| char::from(*d).to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::{ascii85, hex, zlib};

    #[test]
    fn every_flip_and_every_cut_is_seen() {
        let text = "江苏省苏州市，福建省福州市鼓楼区。".repeat(20);
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(text.as_bytes()).unwrap();
        let whole = packer.finish().unwrap();
        assert!(zlib(&whole) && zlib(&[&whole[..], b"\r\n"].concat()));
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 8;
            assert!(!zlib(&flipped) || at == 0 || at == 1, "{at}");
            assert_eq!(zlib(&whole[..at]), at == 0 || at >= whole.len() - 4, "{at}");
        }
    }

    #[test]
    fn armour_is_taken_off() {
        assert_eq!(ascii85(b"<~87cURDZ~>").unwrap(), b"Hello");
        assert_eq!(ascii85(b"z!!~>").unwrap(), [0, 0, 0, 0, 0]);
        assert!(ascii85(b"87\xff").is_none() && ascii85(b"uuuuu").is_none());
        assert_eq!(hex(b"48 65 6C6c 6F>rest").unwrap(), b"Hello");
        assert!(hex(b"4x>").is_none());
    }
}
