//! Text that was decoded in another encoding than its own and written again: 关于 as `å…³äºŽ`,
//! `¹ØÓÚ` or `鍏充簬`. It is told by trying: what comes out sound when the step is taken back was
//! so made, for other text does not.

use std::ops::Range;

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};
use memchr::memmem;

use super::blank::is_han;
use super::hanset::HanSet;

/// A line of such text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The stretch, in bytes.
    pub at: Range<usize>,
    /// The encoding it was in.
    pub was: &'static str,
    /// The encoding it was read in.
    pub read_as: &'static str,
    /// What stood there; empty where replacement characters were read so: that is lost.
    pub restored: String,
}

/// U+FFFD twice in UTF-8, read as GBK.
const LOST: &str = "锟斤拷";

/// The lines of a text that were read in an encoding not their own, one stretch each.
pub fn find(text: &str) -> Vec<Misread> {
    let mut found = Vec::new();
    // Letters of Latin-1 begin with these bytes, and most texts have none.
    let latin = memchr::memchr2(0xC2, 0xC3, text.as_bytes()).is_some();
    let lost = memmem::find(text.as_bytes(), LOST.as_bytes()).is_some();
    let mut start = 0;
    while start < text.len() {
        let mut at = start;
        if !latin && !lost {
            // Then only ideographs of GBK that hardly any text has are looked for.
            match next_lead(text.as_bytes(), start) {
                Some(lead) => at = lead,
                None => break,
            }
        }
        let begin = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n + 1);
        let line = &text[begin..end];
        let misread = if lost { replaced(line) } else { None }
            .or_else(|| if latin { as_latin(line) } else { None })
            .or_else(|| as_gbk(line));
        if let Some(mut misread) = misread {
            misread.at = misread.at.start + begin..misread.at.end + begin;
            found.push(misread);
        }
        start = end;
    }
    found
}

/// Letters of Latin-1 and of extended Latin, and `^`, that touch ideographs and no letter of their own
/// kind, if they are several; and codes that are no characters: a PDF's table of characters does not fit its
/// glyphs there. The vowels of pinyin are none.
pub fn strays(text: &str) -> Vec<Range<usize>> {
    // U+00C0 to U+024F begin with these bytes, U+FFFE and U+FFFF with the other two.
    let bytes = text.as_bytes();
    // Most texts have none of these bytes.
    let latin = memchr::memchr3(b'^', 0xC3, 0xC4, bytes)
        .or_else(|| memchr::memchr3(0xC5, 0xC6, 0xC7, bytes))
        .or_else(|| memchr::memchr2(0xC8, 0xC9, bytes))
        .is_some();
    // So do U+FFFE and U+FFFF, and a few characters below them.
    if !latin && memmem::find(bytes, &[0xEF, 0xBF]).is_none() {
        return Vec::new();
    }
    let may = |at: usize| match bytes[at] {
        0xC3..=0xC9 | b'^' => true,
        0xEF => bytes.get(at + 1) == Some(&0xBF),
        _ => false,
    };
    let is_letter = |c: char| {
        let latin = matches!(c, '\u{C0}'..='\u{24F}' | '^');
        latin && !OWN.contains(c) || is_no_character(c)
    };
    let mut found: Vec<(char, Range<usize>)> = Vec::new();
    for at in (0..bytes.len()).filter(|at| may(*at)) {
        let Some(own) = text[at..].chars().next().filter(|c| is_letter(*c)) else { continue };
        let end = at + own.len_utf8();
        let (before, behind) = (text[..at].chars().next_back(), text[end..].chars().next());
        let digit = |c: char| own != '^' && c.is_ascii_digit();
        let fits = |c: Option<char>| {
            c.is_none_or(|c| is_han(c) || c.is_whitespace() || is_letter(c) || digit(c))
        };
        let beside = |c: Option<char>| c.is_some_and(is_han);
        let diameter = matches!(own, 'ø' | 'Ø')
            && text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        if is_no_character(own)
            || (!diameter && fits(before) && fits(behind) && (beside(before) || beside(behind)))
        {
            found.push((own, at..end));
        }
    }
    // One letter, or a mark, may be meant.
    let first = found.iter().find(|(c, _)| !is_no_character(*c)).map(|(c, _)| *c);
    let several = found.iter().any(|(c, _)| !is_no_character(*c) && Some(*c) != first);
    found.retain(|(c, _)| several || is_no_character(*c));
    found.into_iter().map(|(_, at)| at).collect()
}

/// Letters that stand between ideographs by themselves: of pinyin, and of sums.
const OWN: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹ×÷";

/// Unicode sets these codes apart for uses inside of programs.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Replacement characters, written and read again.
fn replaced(line: &str) -> Option<Misread> {
    let at = line.find(LOST)?;
    let end = line.rfind(LOST).unwrap_or(at) + LOST.len();
    let (was, read_as) = (UTF_8.name(), "GBK");
    Some(Misread { at: at..end, was, read_as, restored: String::new() })
}

/// Bytes of GB18030 or UTF-8 shown as the letters of Latin-1 or Windows-1252.
fn as_latin(line: &str) -> Option<Misread> {
    if !line.contains(|c| matches!(c, '\u{A1}'..='\u{FF}')) {
        return None;
    }
    let is_odd = |c: char| latin_byte(c).is_some_and(|byte| byte >= 0x80);
    // Bytes that Windows-1252 does not have are lost, so that not all goes back.
    let begin = line.find(is_odd)?;
    let end = line.len() - line.trim_end_matches(|c| !is_odd(c)).len();
    let stretch = &line[begin..line.len() - end];
    let bytes: Vec<u8> = stretch.chars().map(|c| latin_byte(c).unwrap_or(0xFF)).collect();
    if let Some(restored) = as_utf8(&bytes, 3) {
        let at = begin..line.len() - end;
        return Some(Misread { at, was: UTF_8.name(), read_as: "Latin-1", restored });
    }
    let mut from = 0;
    while let Some(begin) = line[from..].find(is_odd) {
        let begin = from + begin;
        let run = &line[begin..];
        let length = run.find(|c| !is_odd(c)).unwrap_or(run.len());
        from = begin + length;
        let run = &run[..length];
        // Rows of dots and other signs are no text.
        let letters = run.chars().filter(|c| matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ'));
        let first = run.chars().next();
        if letters.count() * 4 < run.chars().count() || run.chars().all(|c| Some(c) == first) {
            continue;
        }
        let bytes: Vec<u8> = run.chars().filter_map(latin_byte).collect();
        let Some(restored) = decoded(GB18030, &bytes) else { continue };
        let signs = restored.chars().filter(|c| is_common(*c)).count();
        if signs >= 2 && signs * 20 >= bytes.len() * 9 {
            return Some(Misread { at: begin..from, was: "GB18030", read_as: "Latin-1", restored });
        }
    }
    None
}

/// What bytes say in UTF-8, where most of those that are not ASCII, and this many, are ideographs.
fn as_utf8(bytes: &[u8], least: usize) -> Option<String> {
    let (mut restored, mut sound) = (String::new(), 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| is_common(*c)).count() * 3;
        restored.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            restored.push('\u{FFFD}');
        }
    }
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    (sound >= least && sound * 10 >= foreign * 6).then_some(restored)
}

/// The byte that a character of Windows-1252 or Latin-1 stands for.
fn latin_byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    // The rest of Windows-1252 are a few marks and letters.
    if !matches!(c, '\u{152}'..='\u{2DC}' | '\u{2013}'..='\u{203A}' | '€' | '™') {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    (!lost).then(|| bytes[0])
}

/// UTF-8 shown as ideographs of GBK: six or more of them, most of which go back.
fn as_gbk(line: &str) -> Option<Misread> {
    // Other lines have hardly one such ideograph; two are a quarter of six.
    if !has_two_leads(line) {
        return None;
    }
    let begin = line.find(is_han)?;
    let last = line.rfind(is_han)?;
    let end = last + line[last..].chars().next().map_or(0, char::len_utf8);
    let signs = line[begin..end].chars().filter(|c| !c.is_ascii()).count();
    let telling = line[begin..end].chars().filter(|c| LEADS.has(*c)).count();
    if signs < 6 || telling * 4 < signs {
        return None;
    }
    let kept: String = line[begin..end].chars().filter(|c| *c != '\u{FFFD}').collect();
    let restored = as_utf8(&GB18030.encode(&kept).0, 9)?;
    Some(Misread { at: begin..end, was: UTF_8.name(), read_as: "GBK", restored })
}

/// The ideographs of GBK whose two bytes begin an ideograph of UTF-8, in order of these, E480 to E9BF.
/// There are few of them among those in use, and UTF-8 read as GBK is full of them.
const BEGINNINGS: &str = "鋩鋪鋫鋬鋭鋮鋯鋰鋱鋲鋳鋴鋵鋶鋷鋸鋹鋺鋻鋼鋽鋾鋿錀錁錂錃錄錅錆錇錈\
     錉洹洧洌浃浈洇洄洙洎洫浍洮洵洚浏浒浔洳涑浯涞涠浞涓涔浜浠浼浣渚淇\
     鍊鍋鍌鍍鍎鍏鍐鍑鍒鍓鍔鍕鍖鍗鍘鍙鍚鍛鍜鍝鍞鍟鍠鍡鍢鍣鍤鍥鍦鍧鍨鍩\
     鍫濉澧澹澶濂濡濮濞濠濯瀚瀣瀛瀹瀵灏灞宀宄宕宓宥宸甯骞搴寤寮褰寰蹇\
     鎬鎭鎮鎯鎰鎱鎲鎳鎴鎵鎶鎷鎸鎹鎺鎻鎼鎽鎾鎿鏀鏁鏂鏃鏄鏅鏆鏇鏈鏉鏋鏌\
     鏍妗姊妫妞妤姒妲妯姗妾娅娆姝娈姣姘姹娌娉娲娴娑娣娓婀婧婊婕娼婢婵\
     鐎鐏鐐鐑鐒鐓鐔鐕鐖鐗鐘鐙鐚鐛鐜鐝鐞鐟鐠鐡鐢鐣鐤鐥鐦鐧鐨鐩鐪鐫鐬鐭\
     鐮纭纰纾绀绁绂绉绋绌绐绔绗绛绠绡绨绫绮绯绱绲缍绶绺绻绾缁缂缃缇缈\
     鑰鑱鑲鑳鑴鑵鑶鑷鑸鑹鑺鑻鑼鑽鑾鑿钀钁钂钃钄钑钖钘铇铏铓铔铚铦铻锜\
     锠琛琚瑁瑜瑗瑕瑙瑷瑭瑾璜璎璀璁璇璋璞璨璩璐璧瓒璺韪韫韬杌杓杞杈杩\
     閫閬閭閮閯閰閱閲閳閴閵閶閷閸閹閺閻閼閽閾閿闀闁闂闃闄闅闆闇闈闉闊\
     闋椤棰椋椁楗棣椐楱椹楠楂楝榄楫榀榘楸椴槌榇榈槎榉楦楣楹榛榧榻榫榭";

static LEADS: HanSet = HanSet::of(BEGINNINGS);

/// Whether a character is one that such text is full of.
pub(crate) fn is_telling(c: char) -> bool {
    LEADS.has(c) || c == '锟'
}

/// Whether a cell may be such text: so many of its characters are.
pub(crate) fn may_be(cell: &str) -> bool {
    let telling = cell.chars().filter(|c| LEADS.has(*c)).count();
    let signs = || cell.chars().filter(|c| !c.is_ascii()).count();
    telling > 0 && telling * 4 >= signs() || cell.contains('锟')
}

/// Where the first of them stands at or behind a place. The bytes tell, so that no character is put
/// together: those of the usual block begin with E4 to E9.
fn next_lead(text: &[u8], from: usize) -> Option<usize> {
    let mut rest = text.get(from..)?;
    loop {
        while let [a @ 0xE4..=0xE9, b, c, after @ ..] = rest {
            if LEADS.has_bytes([*a, *b, *c]) {
                return Some(text.len() - rest.len());
            }
            rest = after;
        }
        while let [..0x80, after @ ..] = rest {
            rest = after;
        }
        match rest {
            [0xE4..=0xE9, _, _, ..] => {}
            [_, after @ ..] => rest = after,
            [] => return None,
        }
    }
}

/// Whether a line has two of them.
fn has_two_leads(line: &str) -> bool {
    let line = line.as_bytes();
    next_lead(line, 0).and_then(|first| next_lead(line, first + 3)).is_some()
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// What Chinese text consists of.
fn is_common(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FA5}' | '\u{3000}'..='\u{3017}' | '\u{FF01}'..='\u{FF5E}')
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GB18030, UTF_8, WINDOWS_1252};

    use super::{BEGINNINGS, find, has_two_leads, strays};

    const SOUND: &str = "关于公布示范社区名单的通知\n1\t江苏省苏州市\t市民政局\n";

    fn latin(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    #[test]
    fn letters_inside_of_chinese_words_are_strays() {
        for (text, count) in [
            ("成都森源汽车零部件有限公ø\t成都^", 2),
            ("ÿ阳^海Ýÿ保工程", 4),
            ("第一类ÿ11名Ā", 2),
            ("甲公司^\n注：带^的为新增企业", 0),
            ("Ö型\t直径ø 50\t阿ā", 0),
            ("序号\u{FFFF}\n① \u{FFFF} 1", 2),
            ("Citroën公司、café店、Nestlé（中国）、管径ø50、10^4个、Lü路、3×4、é", 0),
            ("拼音 ā 与 ē", 0),
        ] {
            assert_eq!(strays(text).len(), count, "{text}");
        }
    }

    #[test]
    fn what_was_misread_is_told_and_undone() {
        let gb = GB18030.encode(SOUND).0;
        let windows = WINDOWS_1252.decode_without_bom_handling(SOUND.as_bytes()).0.into_owned();
        let gbk = GB18030.decode_without_bom_handling(SOUND.as_bytes()).0.into_owned();
        for (text, was, read_as) in [
            (latin(&gb), "GB18030", "Latin-1"),
            (latin(SOUND.as_bytes()), UTF_8.name(), "Latin-1"),
            (windows, UTF_8.name(), "Latin-1"),
            (gbk, UTF_8.name(), "GBK"),
        ] {
            let found = find(&text);
            assert_eq!(found.len(), 2, "{text}: {found:?}");
            assert_eq!((found[0].was, found[0].read_as), (was, read_as), "{text}");
            assert!(found[0].restored.starts_with("关于公布示范社区"), "{found:?}");
        }
        assert_eq!(find("市锟斤拷锟斤拷府\n").len(), 1);
    }

    #[test]
    fn leads_are_what_the_beginnings_of_ideographs_are_in_gbk() {
        let pairs = (0xE4..=0xE9).flat_map(|lead| (0x80..=0xBF).map(move |next| [lead, next]));
        let read: String = pairs.map(|pair| GB18030.decode(&pair).0.into_owned()).collect();
        assert_eq!(read, BEGINNINGS);
        for c in '\0'..=char::MAX {
            assert_eq!(has_two_leads(&format!("a{c}é{c}")), BEGINNINGS.contains(c), "{c:?}");
        }
    }

    #[test]
    fn sound_text_is_left_alone() {
        let foreign =
            "Österreich, Ångström, ÄÖÜ GmbH · 50°C ± 2 “Müller” — naïve café ········±±±±§§\n";
        let rare = "浜涓鐨\n渚浠锛銆𠮷\n邯郸涢湄，浠亻，涓流\n";
        for text in [SOUND, foreign, rare] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
