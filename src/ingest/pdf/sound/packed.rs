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
        [Filter::Ascii85Decode, Filter::FlateDecode, ..] => {
            let mut bare = Vec::new();
            ascii85(&raw, &mut bare).is_some_and(|()| zlib(&bare))
        }
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

/// Appends what stands in armour of 85 characters; `None` where it stands in none.
pub(in crate::ingest::pdf) fn ascii85(data: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let data = data.trim_ascii();
    let mut data = data.strip_prefix(b"<~").unwrap_or(data);
    out.reserve(data.len() / 5 * 4);
    let (mut group, mut count) = ([0; 5], 0);
    loop {
        // Nearly all groups stand together.
        if count == 0
            && let Some((group, rest)) = data.split_first_chunk()
            && let Some(word) = word(*group)
        {
            out.extend(word.to_be_bytes());
            data = rest;
            continue;
        }
        let Some((byte, rest)) = data.split_first() else { break };
        data = rest;
        match byte {
            b'~' => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group[count] = *byte;
                count += 1;
            }
            byte if byte.is_ascii_whitespace() || *byte == 0 => {}
            _ => return None,
        }
        if count == 5 {
            out.extend(word(group)?.to_be_bytes());
            count = 0;
        }
    }
    if count > 1 {
        group[count..].fill(b'u');
        out.extend(&word(group)?.to_be_bytes()[..count - 1]);
    }
    Some(())
}

/// What five characters of such armour say.
fn word(digits: [u8; 5]) -> Option<u32> {
    let all = digits.iter().all(|digit| (b'!'..=b'u').contains(digit));
    let value = |word: u64, digit: &u8| word * 85 + u64::from(digit.wrapping_sub(b'!'));
    u32::try_from(digits.iter().fold(0, value)).ok().filter(|_| all)
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
        let bare = |armour: &[u8]| {
            let mut bare = Vec::new();
            ascii85(armour, &mut bare).map(|()| bare)
        };
        for armour in ["<~87cURDZ~>", "87cURDZ~>", "8\n7cU\nRDZ", " 87cUR\r\nDZ ~> rest"] {
            assert_eq!(bare(armour.as_bytes()).unwrap(), b"Hello", "{armour}");
        }
        assert_eq!(bare(b"z!!~>").unwrap(), [0, 0, 0, 0, 0]);
        assert_eq!(bare(b"s8W-!z").unwrap(), [255, 255, 255, 255, 0, 0, 0, 0]);
        for no in ["87\x7f", "uuuuu", "s8W-\"", "8z", "87cURuuuuu", "uuuu"] {
            assert!(bare(no.as_bytes()).is_none(), "{no}");
        }
        assert_eq!(hex(b"48 65 6C6c 6F>rest").unwrap(), b"Hello");
        assert!(hex(b"4x>").is_none());
    }
}
