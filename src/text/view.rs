//! A text put together from pieces of the plane, with the way back.

use crate::model::Span;

/// Pieces of the plane joined into one string, e.g. a paragraph across a page break.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The joined text.
    pub text: String,
    /// Offset in `text` and plane offset of each piece's start; sorted.
    starts: Vec<(usize, u32)>,
}

impl View {
    /// Joins pieces of the plane; blanks at their ends are left out.
    pub fn join(pieces: &[Span], plane: &str) -> Self {
        let mut view = Self::default();
        for piece in pieces {
            let piece = super::trim(*piece, plane);
            view.starts.push((view.text.len(), piece.start));
            view.text.push_str(piece.text(plane));
        }
        view
    }

    /// The hull in the plane of a byte range of the joined text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let plane = |at: usize| {
            let index = self.starts.partition_point(|(from, _)| *from <= at).saturating_sub(1);
            self.starts.get(index).map_or(0, |(from, plane)| plane + (at - from) as u32)
        };
        if end > start {
            // The end belongs to the piece of the last character, not to the next piece's start.
            Span::new(plane(start), plane(end - 1) + 1)
        } else {
            Span::at(plane(start))
        }
    }
}
