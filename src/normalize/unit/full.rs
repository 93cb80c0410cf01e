//! Full names: of a body that begins with its own place, of one bound to its row's, and of what follows the place.

use super::name::{Name, service};
use super::{Units, bind, expand};
use crate::gazetteer::Packed;
use crate::model::{Kind, Place};
use crate::normalize::place::organisation_kind;

impl Units<'_> {
    /// A name that begins with its own place.
    pub(super) fn absolute(
        &mut self,
        name: &mut Name,
        own: &Place,
        short: bool,
        rest: &str,
        row: Option<&Place>,
        on: Option<Packed>,
    ) {
        let kind = organisation_kind(name.text.chars());
        let known = expand::begins_known(rest, &self.terms);
        let authority = match kind {
            Some(Kind::Government | Kind::Party) => true,
            // 上海铁路局 is no bureau of 上海市: after a short name only known bodies count.
            Some(Kind::Department) => !short || known,
            // 宁夏教育信息化管理中心: only where the row is that place's own.
            Some(Kind::Institution) => {
                (short && row.is_some_and(|row| row.adcode == own.adcode) && service(rest))
                    || (!short && known)
            }
            None => known,
            _ => false,
        };
        if !authority {
            name.kind = kind;
            return;
        }
        // 岚山镇人民政府 is that of a town, not of 岚山区.
        let lower = ["镇", "乡", "街道", "苏木", "村", "社区"];
        if short && own.township.is_empty() && lower.iter().any(|level| rest.starts_with(level)) {
            return;
        }
        let Some(bound) = bind::finest(own) else { return };
        name.known = true;
        name.adcode = own.adcode;
        name.basis = own.adcode_basis;
        if !own.township.is_empty()
            && own.township.ends_with("街道")
            && let Some(bound) = bind::bind("街道", own)
        {
            let rest = if rest == "办" { "办事处" } else { rest };
            let rest = rest.strip_prefix("街道").unwrap_or(rest);
            name.set("expand-path", format!("{}{rest}", bound.prefix));
            return;
        }
        name.set("expand-path", format!("{}{rest}", bound.prefix));
        self.spell_out(name, &bound.prefix, rest, on);
    }

    /// A zone's committee whose name says only the zone's kind: that of the row, or of the row's city or county.
    pub(super) fn zone_of_row(
        &mut self,
        name: &mut Name,
        zone: &str,
        row: Option<&Place>,
        on: Option<Packed>,
    ) {
        name.bound = true;
        name.unbound = true;
        let Some(row) = row.filter(|row| row.adcode.is_some()) else { return };
        // A city's zone lies in its districts.
        let finest = row.county.as_ref().or(row.prefecture.as_ref());
        // 高新区 is 绍兴高新技术产业开发区 where that is what its city's is called.
        let mut called_so = || {
            let division = finest.filter(|_| !row.zone.is_empty());
            division.is_some_and(|division| {
                let above = row.province.as_ref().filter(|above| *above != division);
                let above = above.map_or("", |above| above.name.as_str());
                let of_city = format!("{above}{}{zone}", division.name);
                self.resolver.resolve(&of_city, self.on).zone == row.zone
            })
        };
        let own = if row.zone.ends_with(zone) || called_so() {
            row.clone()
        } else if row.zone.is_empty() && finest.is_some_and(|d| !d.name.ends_with('区')) {
            self.resolver.resolve(&format!("{}{zone}", row.name), self.on)
        } else {
            return;
        };
        if own.kind != Kind::Zone || own.adcode.is_none() {
            return;
        }
        let bound = bind::zone(&own);
        let rest = name.text[zone.len()..].to_owned();
        (name.unbound, name.adcode, name.basis) = (false, bound.adcode, bound.basis);
        name.set("bind-relative", format!("{}{rest}", bound.prefix));
        self.spell_out(name, &bound.prefix, &rest, on);
    }

    /// A name without a place of its own: bound to the row's.
    pub(super) fn relative(&mut self, name: &mut Name, place: Option<&Place>, on: Option<Packed>) {
        let text = name.text.clone();
        let youth =
            ["团省委", "团市委", "团区委", "团县委", "团州委", "团旗委"].contains(&text.as_str());
        let (body, youth) =
            if youth { (&text["团".len()..], true) } else { (text.as_str(), false) };
        let prefix = bind::relative(body);
        let rest = prefix.map_or(body, |prefix| &body[prefix.len()..]);
        let bare = prefix.is_none() && expand::known(body, &self.terms);
        if prefix.is_none() && !bare {
            // 街道办: the whole name is the level.
            return;
        }
        name.bound = true;
        // 省、市、区三级政府: whose the second is the name does not say.
        if rest.starts_with(['、', '，', '和', '与', '及', '/']) {
            name.unbound = true;
            return;
        }
        let row = place.filter(|place| {
            place.adcode.is_some() && matches!(place.kind, Kind::Division | Kind::Zone)
        });
        let bound = match (row, prefix) {
            (None, _) => None,
            (Some(row), Some(prefix)) => bind::bind(prefix, row),
            (Some(row), None) => bind::of_rank(body, row).or_else(|| bind::finest(row)),
        };
        let Some(bound) = bound else {
            name.unbound = true;
            // The row's place is known, but has no such level.
            name.mismatch = row.is_some() && prefix.is_some();
            return;
        };
        name.adcode = bound.adcode;
        name.basis = bound.basis;
        name.mismatch = bound.mismatch;
        if youth {
            name.kind = Some(Kind::Association);
            name.set("bind-relative", format!("共青团{}委员会", bound.prefix));
            return;
        }
        let office = ["街道", "镇", "乡"].iter().find(|p| Some(**p) == prefix);
        if let Some(office) = office {
            let rest = match (*office, rest) {
                ("街道", "办") => "办事处",
                ("街道", _) => rest,
                (_, "政府") => "人民政府",
                _ => rest,
            };
            name.set("bind-relative", format!("{}{rest}", bound.prefix));
            return;
        }
        name.set("bind-relative", format!("{}{rest}", bound.prefix));
        self.spell_out(name, &bound.prefix, rest, on);
    }

    /// Spells out what follows the place.
    fn spell_out(&mut self, name: &mut Name, prefix: &str, rest: &str, on: Option<Packed>) {
        let prefix = prefix.strip_prefix("中共").unwrap_or(prefix);
        for (short, full) in [
            ("党工委", "工作委员会"),
            ("党委", "委"),
            ("纪委", "纪律检查委员会"),
            ("工委", "工作委员会"),
        ] {
            if let Some(after) = rest.strip_prefix(short).filter(|r| !r.starts_with("监委")) {
                let full = if full == "委" && after.is_empty() { "委员会" } else { full };
                let after = expand::expand(after, true, on, &self.terms)
                    .unwrap_or_else(|| after.to_owned());
                name.kind = Some(Kind::Party);
                name.set("expand-short", format!("中共{prefix}{full}{after}"));
                return;
            }
        }
        let party = rest.strip_prefix('委').filter(|r| !r.starts_with("员会"));
        if let Some(after) = party {
            name.kind = Some(Kind::Party);
            let after = after.strip_prefix("、").unwrap_or(after);
            let to = if after.is_empty() {
                format!("中共{prefix}委员会")
            } else {
                let after = expand::expand(after, true, on, &self.terms)
                    .unwrap_or_else(|| after.to_owned());
                // 党校 is 委员会党校 in full.
                let committee = if after.starts_with("委员会") { "" } else { "委" };
                format!("中共{prefix}{committee}{after}")
            };
            name.set("expand-short", to);
        } else if let Some(full) = expand::expand(rest, false, on, &self.terms) {
            name.set("expand-short", format!("{prefix}{full}"));
        }
    }
}
