//! A ZIP container, read without trusting any of its figures.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::IngestError;

pub(super) mod relations;

/// Most bytes that all parts of a container may unpack to, whatever their entries say.
const MOST: u64 = 256 * 1024 * 1024;
/// Most entries.
const ENTRIES: usize = 20_000;
/// Unpacked bytes to packed ones: XML of a long table reaches 60; a bomb passes 1,000.
const RATIO: u64 = 400;
/// Below this size the ratio says nothing.
const SMALL: u64 = 4 * 1024 * 1024;

/// The entries of a container, and how much may still be unpacked.
pub(super) struct Zipped<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
    format: &'static str,
    left: u64,
    /// The directory was lost and the entries were found by their own headers.
    pub(super) damaged: bool,
}

struct Entry {
    name: String,
    method: u16,
    encrypted: bool,
    start: usize,
    packed: usize,
    /// Checksum and length of what it unpacks to; not known where the directory is lost.
    sealed: Option<(u32, u64)>,
}

/// Whether the bytes are a container with a part whose name starts so.
pub(super) fn has(bytes: &[u8], name: &str) -> bool {
    names(bytes).any(|own| own.starts_with(name))
}

/// Names of a container's parts. They stand unpacked in the headers, so that this holds for
/// damaged containers too.
pub(super) fn names(bytes: &[u8]) -> impl Iterator<Item = String> {
    let zip = bytes.starts_with(b"PK\x03\x04");
    let entries = zip.then(|| directory(bytes).unwrap_or_else(|| headers(bytes)));
    entries.unwrap_or_default().into_iter().map(|entry| entry.name)
}

/// Whether it is a container of Office files that ends before its directory.
pub(super) fn is_cut_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && directory(bytes).is_none()
        && ["[Content_Types].xml", "docProps/", "xl/", "word/"].iter().any(|part| has(bytes, part))
}

/// What a container says it is: the `mimetype` of `OpenDocument`.
pub(super) fn kind(bytes: &[u8]) -> Option<Vec<u8>> {
    let zip = bytes.starts_with(b"PK\x03\x04");
    zip.then(|| Zipped::open(bytes, "").ok()?.part("mimetype").ok()?)?
}

impl<'a> Zipped<'a> {
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, IngestError> {
        let (entries, damaged) = match directory(bytes) {
            Some(entries) => (entries, false),
            None => (headers(bytes), true),
        };
        if entries.is_empty() {
            return Err(broken(format, "the archive has no directory"));
        }
        if entries.len() > ENTRIES {
            return Err(broken(format, "the archive has too many entries"));
        }
        Ok(Self { bytes, entries, format, left: MOST, damaged })
    }

    /// Unpacks the part of that name, if there is one. A part that ends early gives what there is
    /// and marks the container as damaged.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, IngestError> {
        let name = name.trim_start_matches('/');
        let Some(entry) =
            self.entries.iter().find(|entry| entry.name == name).or_else(|| {
                self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
            })
        else {
            return Ok(None);
        };
        if entry.encrypted {
            return Err(IngestError::Encrypted(self.format));
        }
        let end = entry.start.saturating_add(entry.packed).min(self.bytes.len());
        let packed = &self.bytes[entry.start.min(end)..end];
        let mut out = Vec::new();
        let fault = match entry.method {
            0 => {
                out.extend_from_slice(packed);
                packed.len() < entry.packed
            }
            8 => {
                let limit = self.left.min(SMALL.max(packed.len() as u64 * RATIO));
                let read = DeflateDecoder::new(packed).take(limit + 1).read_to_end(&mut out);
                if out.len() as u64 > limit {
                    return Err(broken(self.format, "the archive unpacks to too much"));
                }
                read.is_err()
            }
            _ => return Err(broken(self.format, "the archive is packed by an unknown method")),
        };
        // A flipped bit inside a part unpacks to other text without any other sign.
        let sound = entry.sealed.is_none_or(|(sum, length)| {
            let mut crc = Crc::new();
            crc.update(&out);
            length == out.len() as u64 && crc.sum() == sum
        });
        self.damaged |= fault || !sound;
        self.left = self.left.saturating_sub(out.len() as u64);
        Ok(Some(out))
    }
}

/// The path of an Office file's main part, which the container's own relationships tell.
pub(super) fn main_part(zip: &mut Zipped<'_>, usual: &str) -> Result<String, IngestError> {
    let relations = relations::of(zip, "")?;
    let main = relations.into_iter().find(|relation| relation.is("officeDocument"));
    Ok(main.map_or_else(|| usual.to_owned(), |main| main.path))
}

pub(super) fn broken(format: &'static str, detail: &str) -> IngestError {
    IngestError::Broken { format, detail: detail.to_owned() }
}

/// What a damaged part is said to be.
pub(super) const DAMAGED: &str = "a part of the archive ends early or differs from its checksum";

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?)).ok()
}

/// A figure that does not fit its four bytes stands in the entry's extra field.
const LARGE: usize = u32::MAX as usize;

/// The entries by the directory at the end.
fn directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")?;
    let mut at = u32_at(bytes, end + 16)?;
    let mut count = u16_at(bytes, end + 10)?;
    if at == LARGE || count == usize::from(u16::MAX) {
        // The large form of the end stands before it, and a pointer to that between both.
        let pointer = end.checked_sub(20).filter(|at| bytes[*at..].starts_with(b"PK\x06\x07"))?;
        let end = u64_at(bytes, pointer + 8)?;
        bytes.get(end..end.checked_add(56)?).filter(|end| end.starts_with(b"PK\x06\x06"))?;
        (count, at) = (u64_at(bytes, end + 32)?, u64_at(bytes, end + 48)?);
    }
    let mut entries = Vec::new();
    while entries.len() < count && bytes.get(at..at.checked_add(4)?)? == b"PK\x01\x02" {
        let (name, extra, comment) =
            (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
        let (mut packed, mut length, mut local) =
            (u32_at(bytes, at + 20)?, u32_at(bytes, at + 24)?, u32_at(bytes, at + 42)?);
        let fields = bytes.get(at + 46 + name..at + 46 + name + extra)?;
        let mut large = large_field(fields).unwrap_or_default();
        for figure in [&mut length, &mut packed, &mut local] {
            if *figure == LARGE {
                *figure = u64_at(large, 0)?;
                large = &large[8..];
            }
        }
        // The local header has its own lengths of name and extra field.
        let behind = |at| u16_at(bytes, local.checked_add(at)?);
        let start = local + 30 + behind(26)? + behind(28)?;
        entries.push(Entry {
            name: path(bytes.get(at + 46..at + 46 + name)?),
            method: u16_at(bytes, at + 10)? as u16,
            encrypted: u16_at(bytes, at + 8)? & 1 == 1,
            start,
            packed,
            sealed: Some((u32_at(bytes, at + 16)? as u32, length as u64)),
        });
        at += 46 + name + extra + comment;
        if entries.len() > ENTRIES {
            break;
        }
    }
    (entries.len() == count || entries.len() > ENTRIES).then_some(entries)
}

/// A part's name; some programs write it with a slash in front, or with backslashes.
fn path(name: &[u8]) -> String {
    String::from_utf8_lossy(name).replace('\\', "/").trim_start_matches('/').to_owned()
}

/// The extra field that holds large figures (APPNOTE 4.5.3).
fn large_field(mut fields: &[u8]) -> Option<&[u8]> {
    loop {
        let (id, length) = (u16_at(fields, 0)?, u16_at(fields, 2)?);
        let end = (4 + length).min(fields.len());
        if id == 1 {
            return Some(&fields[4..end]);
        }
        fields = &fields[end..];
    }
}

/// The entries by their own headers, for a file whose end is lost. An entry without a size in its
/// header reaches up to the next one.
fn headers(bytes: &[u8]) -> Vec<Entry> {
    let starts: Vec<usize> =
        memchr::memmem::find_iter(bytes, b"PK\x03\x04").take(ENTRIES).collect();
    let entry = |(index, at): (usize, &usize)| {
        let (name, extra) = (u16_at(bytes, at + 26)?, u16_at(bytes, at + 28)?);
        let start = at + 30 + name + extra;
        let next = starts.get(index + 1).copied().unwrap_or(bytes.len());
        let packed = u32_at(bytes, at + 18)?;
        Some(Entry {
            name: path(bytes.get(at + 30..at + 30 + name)?),
            method: u16_at(bytes, at + 8)? as u16,
            encrypted: u16_at(bytes, at + 6)? & 1 == 1,
            start,
            packed: if packed == 0 { next.saturating_sub(start) } else { packed },
            sealed: None,
        })
    };
    starts.iter().enumerate().filter_map(entry).collect()
}

#[cfg(all(test, feature = "docx"))]
pub(super) mod tests;
