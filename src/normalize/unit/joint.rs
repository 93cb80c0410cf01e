//! Joint bodies: 杭州市、宁波市人民政府 are two governments, and of 杭州市西湖区教育局、卫健局 the second is nobody's.

use super::{Piece, Units, expand};
use crate::model::{Kind, Place};
use crate::normalize::place::Prefix;
use crate::text::division::DIVISION;
use crate::text::words::places::RELATIVE_PREFIXES;

/// What a piece of a cell is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// As it is printed.
    Printed,
    /// With the end that it shares with the piece behind it.
    As(String),
    /// It is short for something that the cell does not say.
    Short,
}

/// The end of a body's name, which the place before it may share.
struct Tail {
    /// 市 of 宁波市人民政府.
    level: char,
    /// 人民政府.
    body: String,
    /// The name says only its level: 市人民政府.
    relative: bool,
}

impl Units<'_> {
    /// What each of several pieces is read as.
    pub(super) fn joint(&mut self, pieces: &[&str]) -> Vec<Read> {
        let mut read = vec![Read::Printed; pieces.len()];
        let mut tail: Option<Tail> = None;
        for (at, piece) in pieces.iter().enumerate().rev() {
            let piece = self.resolver.folded(piece).into_owned();
            let level = RELATIVE_PREFIXES.contains(&&*piece);
            let told = tail.take().and_then(|tail| self.lent(&piece, level, &tail));
            read[at] = match told {
                Some(read) => read,
                None if level || counts_others(&piece) => Read::Short,
                None => Read::Printed,
            };
            tail = match &read[at] {
                // Nothing stands before the first.
                _ if at == 0 => None,
                Read::Printed => self.tail(&piece),
                Read::As(text) => self.tail(text),
                Read::Short => None,
            };
        }
        read
    }

    /// A place, or the word for a level, with the end of the body behind it; none where it is none.
    fn lent(&mut self, piece: &str, level: bool, tail: &Tail) -> Option<Read> {
        if level != tail.relative || !(level || self.whole(piece) == super::split::Whole::Place) {
            return None;
        }
        let ends = |words: &[&str]| words.iter().any(|word| piece.ends_with(word));
        let province = ends(&["省", "自治区"]) || (tail.level == '省' && !ends(&["市"]));
        // A province has 厅, what lies in it has 局.
        if (province && tail.body.ends_with('局'))
            || (!province && tail.body.ends_with('厅') && !tail.body.ends_with("办公厅"))
        {
            return Some(Read::Short);
        }
        let body = &tail.body;
        if level {
            return Some(Read::As(format!("{piece}{body}")));
        }
        let whole = piece.ends_with(DIVISION);
        // 市南、市北区人民政府
        let text =
            if whole { format!("{piece}{body}") } else { format!("{piece}{}{body}", tail.level) };
        match self.resolver.prefix(&text, self.on) {
            Prefix::Place { rest, .. } | Prefix::Several { rest } if rest == *body => {
                Some(Read::As(text))
            }
            _ => Some(Read::Short),
        }
    }

    /// The end of a body's name that begins with its place or level.
    fn tail(&mut self, text: &str) -> Option<Tail> {
        let own = match self.resolver.prefix(text, self.on) {
            Prefix::Place { rest, .. } | Prefix::Several { rest } => Some(rest),
            _ => None,
        };
        let relative = own.is_none();
        let body = match own {
            Some(rest) => rest,
            None => text[super::bind::relative(text)?.len()..].to_owned(),
        };
        let level = text.strip_suffix(&*body)?.chars().next_back()?;
        expand::begins_known(&body, &self.terms).then_some(Tail { level, body, relative })
    }

    /// Unbinds what stands behind a body of another place than its row's: it may be that place's.
    pub(super) fn unbind_behind(&mut self, pieces: &mut [Piece]) {
        let mut before: Option<Place> = None;
        for piece in pieces {
            let bound = piece.name.steps.iter().any(|(rule, ..)| *rule == "bind-relative");
            if !bound {
                let text = if piece.name.steps.first().is_some_and(|step| step.0 == "share-end") {
                    &*piece.name.text
                } else {
                    piece.raw.strip_prefix("中共").unwrap_or(&piece.raw)
                };
                match self.resolver.prefix(text, self.on) {
                    Prefix::Place { place, rest, .. } if !rest.is_empty() => before = Some(*place),
                    Prefix::Institution { .. } | Prefix::Agency { .. } => before = None,
                    _ => {}
                }
                continue;
            }
            let Some(other) = before.as_ref().filter(|o| o.adcode != piece.name.adcode) else {
                continue;
            };
            let level = super::bind::relative(&piece.raw);
            let finest = [&other.county, &other.prefecture, &other.province];
            let finest = finest.into_iter().flatten().next();
            // 江苏省教育厅、市教育局: the second is no province's.
            if level.is_some_and(|level| !finest.is_some_and(|d| d.name.ends_with(level))) {
                continue;
            }
            piece.name = super::Name {
                text: piece.raw.to_string(),
                kind: piece.name.kind.filter(|kind| *kind != Kind::Unknown),
                unbound: true,
                bound: true,
                ..super::Name::default()
            };
            piece.text = piece.raw.clone();
        }
    }
}

/// 省发展改革委等3部门: a body and others that are not named.
fn counts_others(piece: &str) -> bool {
    let Some((before, count)) = piece.rsplit_once('等') else { return false };
    let unit = count.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二两三四五六七八九十多个家有关相关".contains(c)
    });
    !before.is_empty() && ["部门", "单位", "厅局", "委办局", "部委"].contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::counts_others;

    #[test]
    fn others_are_counted() {
        assert!(counts_others("省发展改革委等3部门") && counts_others("市教育局等五个单位"));
        assert!(!counts_others("市教育局") && !counts_others("高等教育司"));
    }
}
