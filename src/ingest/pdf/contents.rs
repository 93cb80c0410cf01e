//! What a page is drawn by: its content streams, unpacked once and read once for what they use. Held
//! for one page at a time; the engine itself would keep those of all pages.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::dict::keys::CONTENTS;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::sound::{Held, Used, ascii85, sum, used};
use super::weight::is_bomb;

/// Most that a stream is unpacked to here.
const MOST: usize = 64 << 20;

/// Unpacks streams one after the other without setting up anew for each.
pub(super) struct Unpacker {
    inflate: Decompress,
    /// What stood in armour.
    bare: Vec<u8>,
}

impl Default for Unpacker {
    fn default() -> Self {
        Self { inflate: Decompress::new(true), bare: Vec::new() }
    }
}

impl Unpacker {
    /// What a stream holds, where it is whole, and packed in no other way than nearly all are.
    pub(super) fn whole(&mut self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        if ["Filter", "DecodeParms", "DP", "F"].iter().any(|key| stream.dict().contains_key(*key)) {
            return self.unpack(stream, &mut data).then_some(data);
        }
        Some(stream.raw_data().into_owned())
    }

    /// Appends what a stream holds. `false` where it is not packed in one of the two ways that nearly all
    /// are, or is not whole, its sum with it: the engine may know more.
    fn unpack(&mut self, stream: &Stream<'_>, into: &mut Vec<u8>) -> bool {
        let other = ["DecodeParms", "DP", "F"];
        if other.iter().any(|key| stream.dict().contains_key(*key)) {
            return false;
        }
        let raw = stream.raw_data();
        match stream.filters().as_slice() {
            [Filter::FlateDecode] => inflate(&mut self.inflate, &raw, into),
            [Filter::Ascii85Decode, Filter::FlateDecode] => {
                self.bare.clear();
                ascii85(&raw, &mut self.bare).is_some()
                    && inflate(&mut self.inflate, &self.bare, into)
            }
            _ => false,
        }
    }
}

/// Appends what is packed here; `false`, and nothing is appended, where that is not whole.
fn inflate(by: &mut Decompress, packed: &[u8], into: &mut Vec<u8>) -> bool {
    let from = into.len();
    by.reset(true);
    into.reserve((4 * packed.len()).clamp(1 << 12, 1 << 20));
    loop {
        let taken = by.total_in() as usize;
        let status = by.decompress_vec(&packed[taken..], into, FlushDecompress::None);
        match status {
            Ok(Status::StreamEnd) => return true,
            Ok(_) if into.len() == into.capacity() && into.len() - from < MOST => {
                into.reserve(into.len());
            }
            _ => {
                into.truncate(from);
                return false;
            }
        }
    }
}

/// The instructions of a page.
pub(super) struct Contents {
    data: Vec<u8>,
    /// How much of the data is the page's.
    length: usize,
    /// What its streams hold.
    pub(super) held: Vec<(ObjectIdentifier, Held)>,
}

impl Contents {
    /// Unpacks them as the engine would: what does not unpack is left out.
    /// `None` where a stream would fill any memory.
    pub(super) fn of(page: &Page<'_>, unpacker: &mut Unpacker) -> Option<Self> {
        let mut data = Vec::new();
        let mut held = Vec::new();
        let mut bomb = false;
        let mut add = |stream: &Stream<'_>| {
            bomb |= is_bomb(stream);
            if bomb {
                return;
            }
            let holds = if unpacker.unpack(stream, &mut data) {
                Held::Whole
            } else {
                let Ok(decoded) = stream.decoded_data() else { return };
                data.extend_from_slice(&decoded);
                Held::Of(sum(&decoded))
            };
            held.push((stream.obj_id(), holds));
            // Between two streams stands a blank.
            data.push(b' ');
        };
        if let Some(stream) = page.raw().get::<Stream<'_>>(CONTENTS) {
            add(&stream);
        } else if let Some(parts) = page.raw().get::<Array<'_>>(CONTENTS) {
            for part in parts.raw_iter() {
                let stream = match part {
                    MaybeRef::Ref(to) => page.xref().get::<Stream<'_>>(to.into()),
                    MaybeRef::NotRef(object) => object.into_stream(),
                };
                stream.iter().for_each(&mut add);
            }
        }
        let length = data.len();
        (!bomb).then_some(Self { data, length, held })
    }

    /// What the instructions use.
    pub(super) fn used(&mut self) -> Used {
        used(&mut self.data)
    }

    pub(super) fn instructions(&self) -> &[u8] {
        &self.data[..self.length]
    }
}
