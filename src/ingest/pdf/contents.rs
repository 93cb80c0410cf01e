//! What a page is drawn by: its content streams, unpacked once and read once for what they use. Held
//! for one page at a time; the engine itself would keep those of all pages.

use hayro_interpret::hayro_syntax::object::dict::keys::CONTENTS;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::sound::{Used, sum, used};
use super::weight::is_bomb;

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
    pub(super) fn of(page: &Page<'_>) -> Option<Self> {
        let mut data = Vec::new();
        let mut sums = Vec::new();
        let mut bomb = false;
        let mut add = |stream: &Stream<'_>| {
            bomb |= is_bomb(stream);
            if bomb {
                return;
            }
            let Ok(unpacked) = stream.decoded_data() else { return };
            sums.push((stream.obj_id(), sum(&unpacked)));
            if data.is_empty() {
                data = unpacked.into_owned();
            } else {
                data.extend_from_slice(&unpacked);
            }
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
