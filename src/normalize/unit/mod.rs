//! Organisations in a cell: split, bound to the row's place, spelled out; each step recorded.

mod bind;
mod expand;
mod full;
mod joint;
mod name;
mod own;
mod split;

use std::borrow::Cow;
use std::sync::Arc;

use crate::gazetteer::{Form, Gazetteer, Packed};
use crate::model::place::PlaceOddity;
use crate::model::{Basis, Date, Kind, Place, Span, Unit};
use crate::normalize::memo::Memo;
use crate::normalize::place::{Part, Prefix, Resolver, organisation_kind};
use crate::text::words::places::{GENERIC_ZONES, PART_WORDS};

use joint::Read;
use name::{Name, central};

/// A step from a printed name to the canonical one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Name of the rule.
    pub rule: &'static str,
    /// Before.
    pub from: Arc<str>,
    /// After.
    pub to: Arc<str>,
    /// Where the text stands.
    pub span: Span,
}

/// An organisation of a cell: where it stands in it, and what is read there.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    /// As printed.
    raw: Arc<str>,
    /// The canonical name.
    text: Arc<str>,
    name: Name,
}

/// What the cell before named: the next row often says the same.
#[derive(Debug)]
struct Last {
    cell: String,
    place: Option<Arc<Place>>,
    /// The row's place has a part in it.
    bound: bool,
    pieces: Arc<Vec<Piece>>,
}

/// Whether what a cell names depends on its row's place.
fn is_bound(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.name.bound)
}

/// A cell, or its beginning where it is very long: each of its pieces says what it was cut from.
fn beginning(cell: &str) -> String {
    let end = cell.floor_char_boundary(1_000);
    if end < cell.len() { format!("{}…", &cell[..end]) } else { cell.to_owned() }
}

/// Reads the organisations of cells.
#[derive(Debug)]
pub struct Units<'g> {
    gazetteer: &'g Gazetteer,
    resolver: Resolver<'g>,
    terms: expand::Terms,
    on: Option<Date>,
    /// The notice is issued by bodies of the centre: 发改委 alone is the country's.
    of_centre: bool,
    last: Option<Last>,
    /// What cells name wherever they stand.
    free: Memo<(), Arc<Vec<Piece>>>,
    /// What other cells name within the places of their rows.
    cells: Memo<Place, Arc<Vec<Piece>>>,
    /// Names within the places of their rows, where a cell has several.
    names: Memo<Place, Name>,
    /// Names that mean the same wherever they stand.
    everywhere: Memo<(), Name>,
    /// What names begin with, wherever they stand.
    prefixes: Memo<(), Arc<Prefix>>,
    /// Which pieces are whole.
    wholes: Memo<(), split::Whole>,
}

impl<'g> Units<'g> {
    /// A reader for a date.
    pub fn new(gazetteer: &'g Gazetteer, on: Option<Date>) -> Self {
        let terms = expand::Terms::new(gazetteer);
        let resolver = Resolver::new(gazetteer);
        let (free, cells, names, everywhere, prefixes, wholes) = Default::default();
        let last = None;
        Self {
            gazetteer,
            resolver,
            terms,
            on,
            of_centre: false,
            last,
            free,
            cells,
            names,
            everywhere,
            prefixes,
            wholes,
        }
    }

    /// The organisations of a cell that stands at `span` of the plane, bound to the row's place.
    pub fn cell(
        &mut self,
        cell: &str,
        span: Span,
        place: Option<&Arc<Place>>,
    ) -> (Vec<Unit>, Vec<Step>) {
        let same = |last: &&Last| {
            let here = match (&last.place, place) {
                (Some(last), Some(place)) => Arc::ptr_eq(last, place),
                (last, place) => last.is_none() && place.is_none(),
            };
            last.cell == cell && (here || !last.bound)
        };
        let pieces = match self.last.as_ref().filter(same) {
            Some(last) => last.pieces.clone(),
            None => self.known_pieces(cell, place),
        };
        let mut units = Vec::with_capacity(pieces.len());
        let mut steps = Vec::new();
        // A rejoined cell is longer than its first piece's span; then the span is the cell's.
        let exact = span.len() as usize == cell.len();
        let at = |start: usize, end: usize| {
            if exact { Span::new(span.start + start as u32, span.start + end as u32) } else { span }
        };
        if pieces.len() > 1 {
            let from: Arc<str> = beginning(cell).into();
            for Piece { start, end, raw, .. } in &*pieces {
                let (from, to) = (from.clone(), raw.clone());
                steps.push(Step { rule: "split-joint", from, to, span: at(*start, *end) });
            }
        }
        for Piece { start, end, raw, text, name } in &*pieces {
            let span = at(*start, *end);
            steps.extend(name.steps.iter().map(|(rule, from, to)| Step {
                rule,
                from: from.clone(),
                to: to.clone(),
                span,
            }));
            units.push(Unit {
                kind: name.kind.unwrap_or_default(),
                name: text.clone(),
                adcode: name.adcode,
                basis: name.basis,
                raw: raw.clone(),
                span,
                unbound: name.unbound,
                level_mismatch: name.mismatch,
            });
        }
        (units, steps)
    }

    /// What a cell names, known from before or worked out.
    fn known_pieces(&mut self, cell: &str, place: Option<&Arc<Place>>) -> Arc<Vec<Piece>> {
        let known = self.free.known(None, cell).or_else(|| self.cells.known(place, cell));
        let pieces = known.unwrap_or_else(|| {
            let pieces = Arc::new(self.pieces(cell, place));
            if is_bound(&pieces) {
                self.cells.keep(place, cell, pieces)
            } else {
                self.free.keep(None, cell, pieces)
            }
        });
        let (bound, place) = (is_bound(&pieces), place.cloned());
        self.last = Some(Last { cell: cell.to_owned(), place, bound, pieces: pieces.clone() });
        pieces
    }

    /// The organisations of a cell, wherever it stands.
    fn pieces(&mut self, cell: &str, place: Option<&Arc<Place>>) -> Vec<Piece> {
        let pieces = split::split(cell, |piece| self.whole(piece));
        let alone = pieces.len() == 1;
        let printed: Vec<&str> = pieces.iter().map(|&(start, end)| &cell[start..end]).collect();
        let read = self.joint(&printed);
        let named = |((start, end), read): ((usize, usize), Read)| {
            let raw = &cell[start..end];
            if read != Read::Printed {
                let name = self.shared(raw, read, place.map(|place| &**place));
                return Piece { start, end, raw: raw.into(), text: (&*name.text).into(), name };
            }
            // What is the whole cell is known by the cell.
            let known = if alone { None } else { self.names.known(place, raw) };
            let known = known.or_else(|| self.everywhere.known(None, raw));
            let name = known.unwrap_or_else(|| {
                let name = self.kinded(raw, place.map(|place| &**place));
                match (name.bound, alone) {
                    (false, _) => self.everywhere.keep(None, raw, name),
                    (true, false) => self.names.keep(place, raw, name),
                    (true, true) => name,
                }
            });
            let printed: Arc<str> = raw.into();
            let text = if name.text == raw { printed.clone() } else { (&*name.text).into() };
            Piece { start, end, raw: printed, text, name }
        };
        let mut pieces: Vec<Piece> = pieces.into_iter().zip(read).map(named).collect();
        if !alone {
            self.unbind_behind(&mut pieces);
        }
        pieces
    }

    /// A piece that is not read as it is printed.
    fn shared(&mut self, raw: &str, read: Read, place: Option<&Place>) -> Name {
        let Read::As(text) = read else {
            let kind = organisation_kind(raw.chars());
            let text = raw.to_owned();
            return Name { text, kind, unbound: true, bound: true, ..Name::default() };
        };
        let mut name = self.kinded(&text, place);
        name.bound = true;
        name.steps.insert(0, ("share-end", raw.into(), text.into()));
        name
    }

    /// The full names of the bodies that issue the notice: 中央网信办秘书局, 国家发展改革委办公厅,
    /// 上海市绿化市容局; None for one that is not known. Where all are of the centre, so are the short
    /// names of bodies in rows without a place: 发改委 in a list of the 国务院办公厅 is the country's, in a
    /// city's it is not.
    pub fn issued_by<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Vec<Option<String>> {
        self.of_centre = true;
        let mut central = true;
        let mut any = false;
        let issuers = names.map(|name| {
            any = true;
            central &= matches!(self.resolver.prefix(name, self.on), Prefix::Agency { .. });
            self.issuer(name)
        });
        let issuers = issuers.collect();
        self.of_centre = any && central;
        issuers
    }

    /// The full name of a body that issues notices; a short name of the centre's is meant so.
    fn issuer(&mut self, name: &str) -> Option<String> {
        let name = self.name(name, None);
        name.known.then_some(name.text)
    }

    /// Whether a piece of a cell is an organisation or place by itself.
    fn whole(&mut self, piece: &str) -> split::Whole {
        self.wholes.known(None, piece).unwrap_or_else(|| {
            let whole = self.stands_alone(piece);
            self.wholes.keep(None, piece, whole)
        })
    }

    fn stands_alone(&mut self, piece: &str) -> split::Whole {
        let folded = self.resolver.folded(piece).into_owned();
        // 市水利局（牵头）
        let stem = name::without_remark(&folded).unwrap_or(&folded);
        let committee = bind::relative(stem).is_some_and(|prefix| &stem[prefix.len()..] == "委");
        let organisation = organisation_kind(stem.chars()).is_some();
        if committee || organisation || expand::known(stem, &self.terms) {
            let says = bind::relative(stem).is_some()
                || !matches!(self.resolver.prefix(stem, self.on), Prefix::None);
            return if says { split::Whole::Organisation } else { split::Whole::Bare };
        }
        let place = self.resolver.resolve(&folded, self.on);
        // 石家庄市生态 is the beginning of a body's name, and no place.
        let polluted = |odd: &PlaceOddity| matches!(odd, PlaceOddity::Polluted { .. });
        if place.oddities.iter().any(polluted) {
            return split::Whole::Neither;
        }
        if place.adcode.is_some() || !place.candidates.is_empty() || place.kind != Kind::Unknown {
            split::Whole::Place
        } else {
            split::Whole::Neither
        }
    }

    /// A name and what it is, by its words where nothing else tells.
    fn kinded(&mut self, raw: &str, place: Option<&Place>) -> Name {
        let mut name = self.name(raw, place);
        if name.kind.is_none() {
            let stem = name::without_remark(&name.text).unwrap_or(&name.text);
            name.kind = organisation_kind(stem.chars());
        }
        name
    }

    fn name(&mut self, raw: &str, place: Option<&Place>) -> Name {
        let on = self.on.map(Packed::from);
        let mut name = Name { text: raw.to_owned(), ..Name::default() };
        if let Cow::Owned(folded) = self.resolver.folded(raw) {
            name.set("fold", folded);
        }
        if let Some(stem) = name::without_role(&name.text) {
            name.set("drop-role", stem.to_owned());
        }
        let text = name.text.clone();
        let prefix = self.prefixes.known(None, &text).unwrap_or_else(|| {
            let prefix = Arc::new(self.resolver.prefix(&text, self.on));
            self.prefixes.keep(None, &text, prefix)
        });
        // A short name of the centre's may be that of a body of the row's place.
        name.bound = matches!(&*prefix, Prefix::Agency { form, printed, .. }
            if *form != Form::Full && !central(printed));
        match &*prefix {
            // 中国移动通信集团设计院有限公司, 中国移动研究院: so they are called, and not of the group alone.
            Prefix::Institution { of, form, part, rest }
                if *form != Form::Full
                    && !rest.is_empty()
                    && (*part == Part::Other || of.kind == Kind::Company) =>
            {
                return name;
            }
            Prefix::Institution { of, rest, .. } if rest.is_empty() => {
                name.known = true;
                name.kind = Some(of.kind);
                self.seat(&mut name, of.seat);
                name.set("expand-short", of.name.to_owned());
                return name;
            }
            // A faculty is where its university is; a hospital or company of it need not be.
            Prefix::Institution { of, part, rest, .. } => {
                name.known = true;
                name.set("expand-short", format!("{}{rest}", of.name));
                let kind = organisation_kind(text.chars());
                let kind = kind.filter(|_| *part == Part::Here);
                if matches!(kind, Some(Kind::University | Kind::Institution)) {
                    self.seat(&mut name, of.seat);
                }
                return name;
            }
            Prefix::Agency { of, form, printed, part, rest }
                if *form == Form::Full
                    || (*part != Part::Other
                        && (central(printed)
                            || (place.is_none() && self.of_centre)
                            || !expand::known(printed, &self.terms))) =>
            {
                name.known = true;
                if rest.is_empty() {
                    name.kind = Some(of.kind);
                    self.seat(&mut name, of.seat);
                }
                name.set("expand-central", format!("{}{rest}", of.name));
                return name;
            }
            _ => {}
        }
        // 市中区人民政府 in 济南市市中区 is no 中区 of a city, 朝阳区政府 in 北京市朝阳区 not one of two.
        let by_row = match &*prefix {
            Prefix::Place { short, .. } => *short,
            Prefix::Several { .. } => true,
            _ => false,
        };
        name.bound |= by_row;
        if let Some(own) = place.and_then(|place| own::named_by_row(&text, &prefix, place)) {
            self.absolute(&mut name, &own.place, own.short, own.rest, place, on);
            return name;
        }
        // 城区政府, 老城区政府, 江北区政府: of the row's place, if it has one of that name.
        let word = part_word(&text, &prefix);
        if word || matches!(&*prefix, Prefix::Several { .. }) {
            name.bound = true;
            if let Some((own, rest)) = place.and_then(|place| self.inside(&text, place)) {
                self.absolute(&mut name, &own, false, &rest, place, on);
                return name;
            }
            if word && !text.starts_with("新区") {
                name.unbound = true;
                return name;
            }
        }
        match &*prefix {
            // 新区 alone is that of the row, not the 新区 that 唐山市 once had.
            Prefix::Place { place: own, short, rest }
                if !rest.is_empty() && !text.starts_with("新区") =>
            {
                self.absolute(&mut name, own, *short, rest, place, on);
            }
            Prefix::Several { rest } if expand::begins_known(rest, &self.terms) => {
                name.unbound = true;
            }
            _ => match kind_of_zone(&text) {
                Some(zone) => self.zone_of_row(&mut name, zone, place, on),
                None => self.relative(&mut name, place, on),
            },
        }
        name
    }

    /// The place inside a row's that a name begins with, and what follows it.
    fn inside(&mut self, text: &str, row: &Place) -> Option<(Box<Place>, String)> {
        if row.adcode.is_none() || !row.zone.is_empty() || row.county.is_some() {
            return None;
        }
        match self.resolver.prefix(&format!("{}{text}", row.name), self.on) {
            Prefix::Place { place, rest, .. }
                if (place.county.is_some() || !place.township.is_empty())
                    && place.province == row.province
                    && (row.prefecture.is_none() || place.prefecture == row.prefecture)
                    && place.zone.is_empty()
                    && rest.len() < text.len() =>
            {
                Some((place, rest))
            }
            _ => None,
        }
    }

    fn seat(&mut self, name: &mut Name, code: u32) {
        if code == 0 {
            return;
        }
        let record = self.gazetteer.of_code(code).next_back();
        let held = match (record, self.on.map(Packed::from)) {
            (Some(record), Some(on)) => self.gazetteer.heir_on(record, on),
            (record, _) => record,
        };
        name.adcode = held.map(|d| d.adcode());
        name.basis = held.map(|_| Basis::Seat);
    }
}

/// Whether a name begins with a word for a part of any city, which a district bears as its name.
fn part_word(text: &str, prefix: &Prefix) -> bool {
    let (Prefix::Place { rest, .. } | Prefix::Several { rest }) = prefix else { return false };
    let printed = text.strip_suffix(rest.as_str()).unwrap_or(text);
    !rest.is_empty() && PART_WORDS.contains(&printed)
}

/// The kind of a zone that the name of its committee begins with: 高新区 of 高新区管委会.
fn kind_of_zone(text: &str) -> Option<&'static str> {
    let kinds = GENERIC_ZONES.iter().copied().filter(|kind| {
        let rest = text.strip_prefix(kind).unwrap_or_default();
        rest.starts_with("管委会") || rest.starts_with("管理委员会")
    });
    kinds.filter(|kind| *kind != "新区").max_by_key(|kind| kind.len())
}
