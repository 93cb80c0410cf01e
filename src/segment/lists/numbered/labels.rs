//! Items each value of which stands behind its label: `1.姓名：王一；证号：A01`.

use crate::model::{Column, Span};
use crate::segment::lists::labelled::{Value, single, values};
use crate::segment::lists::{Found, Scope};
use crate::segment::roster::columns;
use crate::segment::roster::header::Header;
use crate::text::compact;

/// Fewest items that show the labels.
const LEAST: usize = 2;

/// The labels of items, and the values of each.
pub(super) struct Labels {
    labels: Vec<String>,
    items: Vec<Option<Vec<Value>>>,
}

/// The labels that all but a few items have, in one order.
pub(super) fn of(scope: &Scope<'_>, bodies: &[Span]) -> Option<Labels> {
    let mut items: Vec<Option<Vec<Value>>> =
        bodies.iter().map(|body| values(scope, *body)).collect();
    let names =
        |item: &[Value]| -> Vec<String> { item.iter().map(|(label, ..)| label.clone()).collect() };
    let labels = names(items.iter().flatten().next()?);
    let twice = (1..labels.len()).any(|at| labels[..at].contains(&labels[at]));
    let alike = items.iter().flatten().filter(|item| names(item) == labels).count();
    // 2.姓名：李二: the other labels are lost.
    for (item, body) in items.iter_mut().zip(bodies).filter(|(item, _)| item.is_none()) {
        *item = single(scope, *body).filter(|own| labels.contains(&own.0)).map(|own| vec![own]);
    }
    let all = items.iter().all(Option::is_some);
    (!twice
        && alike >= LEAST
        && (alike * 10 >= bodies.len() * 8 || (all && alike * 2 > bodies.len())))
    .then_some(Labels { labels, items })
}

/// Whether most items begin with one label, though their labels make no columns.
pub(super) fn are_refused(scope: &Scope<'_>, bodies: &[Span]) -> bool {
    let firsts: Vec<String> = bodies
        .iter()
        .filter_map(|body| values(scope, *body)?.into_iter().next().map(|(label, ..)| label))
        .collect();
    let Some(first) = firsts.first() else { return false };
    let alike = firsts.iter().filter(|label| *label == first).count();
    alike >= LEAST && alike * 2 > bodies.len()
}

impl Labels {
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The values of an item in the order of the labels, and whether it has each once and no other.
    pub(super) fn cells(&self, at: usize, body: Span) -> (Vec<Span>, bool) {
        let Some(item) = self.items.get(at).and_then(Option::as_ref) else {
            let mut cells = vec![Span::at(body.end); self.labels.len()];
            cells[0] = body;
            return (cells, false);
        };
        let value = |label: &String| {
            let own = item.iter().find(|(name, ..)| name == label);
            own.map_or(Span::at(body.end), |(_, _, value)| *value)
        };
        let known = item.iter().filter(|(name, ..)| self.labels.contains(name)).count();
        let cells: Vec<Span> = self.labels.iter().map(value).collect();
        let whole = known == item.len()
            && item.len() == self.labels.len()
            && cells.iter().all(|cell| !cell.is_empty());
        (cells, whole)
    }

    /// The columns: the serial, and one for each label.
    pub(super) fn columns(
        &self,
        scope: &Scope<'_>,
        serial: Column,
        bodies: &[Span],
    ) -> Vec<Column> {
        let sample: Vec<Vec<Span>> =
            (0..bodies.len().min(columns::SAMPLE)).map(|at| self.cells(at, bodies[at]).0).collect();
        let sample: Vec<Vec<&str>> = sample
            .iter()
            .map(|cells| cells.iter().map(|cell| scope.document.slice(*cell)).collect())
            .collect();
        let mut header = Header::default();
        let first = self.items.iter().flatten().next().map_or(&[][..], Vec::as_slice);
        for (_, label, _) in first {
            header.titles.push(compact(scope.document.slice(*label)));
            header.spans.push(*label);
        }
        let mut all = vec![serial];
        for mut column in columns::columns(Some(&header), self.labels.len(), None, &sample) {
            if all.iter().any(|known| known.key == column.key) || column.key.starts_with("column_")
            {
                column.key = format!("column_{}", all.len() + 1);
            }
            all.push(column);
        }
        all
    }
}

/// Says that an item lacks a label of the others, or has one more.
pub(super) fn ragged(found: &mut Found, width: usize, body: Span) {
    use crate::model::notice::OddityKind;
    let kind = OddityKind::Ragged { found: width as u32, expected: width as u32 + 1 };
    found.oddities.push((kind, body));
}
