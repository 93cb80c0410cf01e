//! Which part each stretch of the plane plays, gathered while segmenting.

use crate::model::{Region, RegionRole, Span};

/// Regions in the making. Every stretch is added once, by whoever recognises it.
#[derive(Debug, Default)]
pub(super) struct Regions(Vec<Region>);

impl Regions {
    pub(super) fn add(&mut self, span: Span, role: RegionRole) {
        if !span.is_empty() {
            self.0.push(Region { span, role });
        }
    }

    /// Takes a stretch back that turned out to play no part.
    pub(super) fn retract(&mut self, span: Span) {
        if let Some(at) = self.0.iter().rposition(|region| region.span == span) {
            self.0.remove(at);
        }
    }

    /// Cells inside these stretches, which are sorted, are none of an entry, but of a note.
    pub(super) fn note(&mut self, stretches: &[Span]) {
        let inside = |span: Span| {
            let at = stretches.partition_point(|stretch| stretch.end < span.end);
            stretches.get(at).is_some_and(|stretch| stretch.contains(span))
        };
        for region in self.0.iter_mut().filter(|region| region.role == RegionRole::Cell) {
            if inside(region.span) {
                region.role = RegionRole::Note;
            }
        }
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// Sorted by place.
    pub(super) fn finish(mut self) -> Vec<Region> {
        if !self.0.is_sorted_by_key(|region| region.span.start) {
            self.0.sort_by_key(|region| (region.span.start, region.span.end));
        }
        self.0
    }
}
