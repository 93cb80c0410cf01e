//! What a page is drawn by: its content streams, unpacked once and read once for what they use. Held
//! for one page at a time; the engine itself would keep those of all pages.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::dict::keys::CONTENTS;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::sound::{Used, sum, used};
use super::weight::is_bomb;

/// Most that a stream is unpacked to here.
const MOST: usize = 64 << 20;

/// Unpacks streams one after the other without setting up anew for each.
pub(super) struct Unpacker(Decompress);

impl Default for Unpacker {
    fn default() -> Self {
        Self(Decompress::new(true))
    }
}

impl Unpacker {
    /// Appends what a stream holds. `false` where it is not packed in the one way that nearly all
    /// are, or is not whole: the engine may know more.
    fn unpack(&mut self, stream: &Stream<'_>, into: &mut Vec<u8>) -> bool {
        let other = ["DecodeParms", "DP", "F"];
        if *stream.filters() != [Filter::FlateDecode]
            || other.iter().any(|key| stream.dict().contains_key(*key))
        {
            return false;
        }
        let (raw, from) = (stream.raw_data(), into.len());
        self.0.reset(true);
        into.reserve((4 * raw.len()).clamp(1 << 12, 1 << 20));
        loop {
            let taken = self.0.total_in() as usize;
            let status = self.0.decompress_vec(&raw[taken..], into, FlushDecompress::None);
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
}

/// The instructions of a page.
pub(super) struct Contents {
    data: Vec<u8>,
    /// How much of the data is the page's.
    length: usize,
    /// Per stream, the sum of what it holds.
    pub(super) sums: Vec<(ObjectIdentifier, u32)>,
}

impl Contents {
    /// Unpacks them as the engine would: what does not unpack is left out.
    /// `None` where a stream would fill any memory.
    pub(super) fn of(page: &Page<'_>, unpacker: &mut Unpacker) -> Option<Self> {
        let mut data = Vec::new();
        let mut sums = Vec::new();
        let mut bomb = false;
        let mut add = |stream: &Stream<'_>| {
            bomb |= is_bomb(stream);
            if bomb {
                return;
            }
            let from = data.len();
            if !unpacker.unpack(stream, &mut data) {
                let Ok(decoded) = stream.decoded_data() else { return };
                data.extend_from_slice(&decoded);
            }
            sums.push((stream.obj_id(), sum(&data[from..])));
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
        (!bomb).then_some(Self { data, length, sums })
    }

    /// What the instructions use.
    pub(super) fn used(&mut self) -> Used {
        used(&mut self.data)
    }

    pub(super) fn instructions(&self) -> &[u8] {
        &self.data[..self.length]
    }
}
