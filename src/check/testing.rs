//! A notice in a few lines, for the tests of checks: what segment would have made of its text.

use crate::check::{Checked, Settings, check};
use crate::gazetteer::Gazetteer;
use crate::model::roster::Serial;
use crate::model::{
    Claim, ClaimPlace, Column, Document, Entry, Group, Notice, Region, RegionRole, Relation,
    Resolved, Role, Roster, SerialRule, Span, Spanned,
};
use crate::schema::Schema;

/// Builds a document and its notice side by side.
#[derive(Clone, Default)]
pub(crate) struct Sample {
    pub(crate) document: Document,
    pub(crate) notice: Notice,
}

impl Sample {
    /// A notice with one roster; serials run per group.
    pub(crate) fn new(columns: &[(&str, Role)]) -> Self {
        let mut sample = Self::default();
        sample.document.name = "notice.txt".into();
        sample.document.format = "text";
        sample.roster("名单", columns, SerialRule::PerGroup)
    }

    /// 排序, 地区, 单位.
    pub(crate) fn seed_like() -> Self {
        Self::new(&[("排序", Role::Serial), ("地区", Role::PlaceOrUnit), ("单位", Role::Units)])
    }

    fn line(&mut self, text: &str, role: RegionRole) -> Span {
        let start = self.document.text.len();
        self.document.text.push_str(text);
        let span = Span::of(start, self.document.text.len());
        self.document.text.push('\n');
        if !span.is_empty() {
            self.notice.regions.push(Region { span, role });
        }
        span
    }

    pub(crate) fn number(mut self, number: &str) -> Self {
        let span = self.line(number, RegionRole::Head);
        self.notice.head.number = Some(Spanned::new(number.into(), span));
        self
    }

    /// Another roster, with its title on a line.
    pub(crate) fn roster(
        mut self,
        title: &str,
        columns: &[(&str, Role)],
        serial: SerialRule,
    ) -> Self {
        let span = self.line(title, RegionRole::Heading);
        let column = |(title, role): &(&str, Role)| Column {
            key: role.name().into(),
            title: (*title).into(),
            header: None,
            role: *role,
            evidence: "header",
        };
        self.notice.rosters.push(Roster {
            title: Some(Spanned::new(title.into(), span)),
            columns: columns.iter().map(column).collect(),
            serial,
            span,
            ..Roster::default()
        });
        self
    }

    fn last(&mut self) -> &mut Roster {
        self.notice.rosters.last_mut().expect("new() made one")
    }

    /// A heading; levels are separated by `/` in `path`.
    pub(crate) fn group(mut self, heading: &str, path: &str) -> Self {
        let span = self.line(heading, RegionRole::Heading);
        let path: Vec<String> = path.split('/').map(str::to_owned).collect();
        let roster = self.last();
        roster.levels = (1..=path.len()).map(|n| format!("group_{n}")).collect();
        roster.groups.push(Group { path, heading: heading.into(), span, claim: None });
        self
    }

    /// A row, cells separated by spaces; `_` is an empty cell.
    pub(crate) fn row(mut self, cells: &str) -> Self {
        let start = self.document.text.len() as u32;
        let mut spans = Vec::new();
        for cell in cells.split(' ') {
            let at = self.document.text.len();
            if cell != "_" {
                self.document.text.push_str(cell);
            }
            spans.push(Span::of(at, self.document.text.len()));
            self.document.text.push('\t');
        }
        let span = Span::new(start, self.document.text.len() as u32 - 1);
        self.document.text.pop();
        self.document.text.push('\n');
        self.notice.regions.push(Region { span, role: RegionRole::Cell });
        let text = self.document.text.clone();
        let roster = self.last();
        let serial = match roster.serial_column().map(|c| spans[c].text(&text)) {
            None | Some("") => Serial::None,
            Some(text) => text.parse().map_or(Serial::Unreadable, Serial::Value),
        };
        let group = (roster.groups.len() as u32).checked_sub(1);
        roster.entries.push(Entry { span, group, serial, ragged: false });
        roster.cells.extend(spans);
        roster.span = roster.span.hull(span);
        self
    }

    /// Rows numbered so, each with a name of its own.
    pub(crate) fn rows(mut self, serials: &str) -> Self {
        for serial in serials.split(' ') {
            let n = self.document.text.len();
            self = self.row(&format!("{serial} 地{n} 甲"));
        }
        self
    }

    /// A line of the letter that declares `count` of `about`.
    pub(crate) fn claim(mut self, about: &str, count: u64, relation: Relation) -> Self {
        let line = self.line(&format!("{count}家{about}"), RegionRole::Prose);
        let numeral = Span::new(line.start, line.start + count.to_string().len() as u32);
        self.notice.claims.push(Claim {
            about: about.into(),
            measure: "家".into(),
            declared: count,
            span: line,
            numeral,
            place: ClaimPlace::Body,
            relation,
            ..Claim::default()
        });
        self
    }

    /// A count in the heading just made.
    pub(crate) fn heading_claim(mut self, count: u64) -> Self {
        let index = self.notice.claims.len() as u32;
        let roster = self.notice.rosters.len() as u32 - 1;
        let group = self.last().groups.len() - 1;
        let (span, about) =
            (self.last().groups[group].span, self.last().groups[group].path.clone());
        self.last().groups[group].claim = Some(index);
        self.notice.claims.push(Claim {
            about: about.last().cloned().unwrap_or_default(),
            measure: "所".into(),
            declared: count,
            span,
            numeral: span,
            place: ClaimPlace::Heading { roster, group: group as u32 },
            ..Claim::default()
        });
        self
    }

    pub(crate) fn check(&self) -> Checked {
        self.check_with(None)
    }

    pub(crate) fn check_with(&self, schema: Option<&Schema>) -> Checked {
        let resolved = Resolved { notice: self.notice.clone(), ..Resolved::default() };
        let gazetteer = Gazetteer::embedded();
        check(&self.document, resolved, schema, gazetteer, &Settings::default())
    }

    /// Findings as `MD101 <key>: <quote>`, notes left out.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.found(crate::model::FindingLevel::Warning)
    }

    /// Findings of that level or above.
    pub(crate) fn found(&self, level: crate::model::FindingLevel) -> Vec<String> {
        let checked = self.check();
        let findings = checked.report().findings.iter().filter(|f| f.level >= level);
        let show = |f: &crate::model::Finding| {
            let quote = self.document.slice(f.primary).replace(['\t', '\n'], " ");
            let key = if f.key.is_empty() { String::new() } else { format!(" {}", f.key) };
            format!("{}{key}: {quote}", f.code)
        };
        findings.map(show).collect()
    }
}
