//! Faults of bytes and of the writing of numbers: a file in GB18030 that lost some, text that was read
//! in the wrong encoding and written again, serials and counts in other numerals.

use encoding_rs::{GB18030, UTF_8};

use mingdan::model::report::State;

use super::{ALONE, Faults, Mutant, Places, Sound, keeps_order};

pub(super) fn add(sound: &Sound, places: Places, found: &mut Faults) {
    of_encoding(sound, places, found);
    of_numerals(sound, places, found);
}

/// The text in GB18030, if it has all its characters.
fn encoded(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = GB18030.encode(text);
    (!lossy).then(|| bytes.into_owned())
}

fn of_encoding(sound: &Sound, places: Places, found: &mut Faults) {
    let text = sound.text;
    let notice = &sound.run.checked.resolved().notice;
    let mut add = |operator, what: &str, bytes, invisible| {
        let what = what.trim_end().to_owned();
        found.push(Mutant { operator, what, bytes, invisible, by_name: false });
    };
    let Some(whole) = encoded(text) else { return };
    add("in GB18030", "whole", whole.clone(), None);
    // The whole file taken for the other encoding, and written as UTF-8.
    let (wrong, _) = UTF_8.decode_without_bom_handling(&whole);
    add("GB18030 read as UTF-8", "whole", wrong.into_owned().into_bytes(), None);
    let (wrong, _) = GB18030.decode_without_bom_handling(text.as_bytes());
    add("UTF-8 read as GB18030", "whole", wrong.into_owned().into_bytes(), None);
    for roster in &notice.rosters {
        let serial = roster.serial_column();
        for e in (0..roster.entries.len()).step_by(places.step(roster.entries.len())) {
            let cells = (0..roster.columns.len()).filter(|c| Some(*c) != serial);
            let mut cells = cells.map(|c| roster.row(e)[c]).filter(|span| !span.is_empty());
            let Some(at) = cells.next().and_then(|span| sound.bytes(span)) else { continue };
            let name = &text[at.clone()];
            let ideographs: Vec<usize> =
                name.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| at).collect();
            let Some(middle) = ideographs.get(ideographs.len() / 2) else { continue };
            let (Some(before), Some(char)) = (
                encoded(&text[..at.start + middle]),
                name[*middle..].chars().next().and_then(|c| encoded(&c.to_string())),
            ) else {
                continue;
            };
            let place = before.len();
            let without = |from: usize, to: usize| [&whole[..from], &whole[to..]].concat();
            if char.len() == 2 {
                // What is left may by chance be characters again.
                add("first byte lost", name, without(place, place + 1), Some(ALONE));
                add("second byte lost", name, without(place + 1, place + 2), Some(ALONE));
                add("both bytes lost", name, without(place, place + 2), Some(ALONE));
                let mut zero = whole.clone();
                zero[place + 1] = 0;
                add("byte zero", name, zero, None);
            }
            // One cell taken for the other encoding.
            let (wrong, _) = GB18030.decode_without_bom_handling(name.as_bytes());
            add("cell garbled", name, sound.with(at.clone(), &wrong), Some(ALONE));
            let (wrong, _, _) = GB18030.encode(name);
            let (wrong, _) = UTF_8.decode_without_bom_handling(&wrong);
            // 某省 in GB18030 is ĳʡ in UTF-8.
            let by_chance = (!wrong.contains('\u{FFFD}')).then_some(ALONE);
            add("cell undecodable", name, sound.with(at.clone(), &wrong), by_chance);
            // A character of three bytes that is cut off.
            let mut cut = text.as_bytes().to_vec();
            cut.remove(at.start + middle + 1);
            add("character cut", name, cut, None);
        }
    }
}

fn of_numerals(sound: &Sound, places: Places, found: &mut Faults) {
    let text = sound.text;
    let notice = &sound.run.checked.resolved().notice;
    let mut add = |operator, what: String, range: std::ops::Range<usize>, by: &str, invisible| {
        let bytes = sound.with(range, by);
        found.push(Mutant { operator, what, bytes, invisible, by_name: false });
    };
    for roster in &notice.rosters {
        let Some(column) = roster.serial_column() else { continue };
        for e in (0..roster.entries.len()).step_by(places.step(roster.entries.len())) {
            let Some(at) = sound.bytes(roster.row(e)[column]) else { continue };
            let printed = &text[at.clone()];
            let Ok(number) = printed.parse::<u64>() else { continue };
            let what = |by: &str| format!("{printed} → {by} in {}", sound.line(at.start));
            for (operator, by) in [
                ("serial full-width", wide(number + 1)),
                ("serial Chinese", chinese(number + 1)),
                ("serial garbled", printed.replace('1', "l").replace('0', "O")),
            ] {
                if by != printed {
                    let read = operator != "serial garbled";
                    let unseen = keeps_order(roster, e, number + 1).filter(|_| read);
                    add(operator, what(&by), at.clone(), &by, unseen);
                }
            }
        }
    }
    for (claim, state) in notice.claims.iter().zip(&sound.run.checked.report().claims) {
        let Some(at) = sound.bytes(claim.numeral).filter(|_| state.state == State::Held) else {
            continue;
        };
        let what = |by: &str| format!("{} {} → {by}", claim.about, &text[at.clone()]);
        let wrong = claim.declared + 1;
        for (operator, by) in [
            ("count full-width", wide(wrong)),
            ("count Chinese", chinese(wrong)),
            ("count in digits", wrong.to_string()),
        ] {
            add(operator, what(&by), at.clone(), &by, None);
        }
    }
}

fn wide(number: u64) -> String {
    let wide = |c: char| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c);
    number.to_string().chars().map(wide).collect()
}

/// 一百二十三, up to 9999.
fn chinese(number: u64) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (number / unit % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        if !(digit == 1 && unit == 10 && text.is_empty()) {
            text.push(digits[digit]);
        }
        text.push_str(name);
    }
    text
}
