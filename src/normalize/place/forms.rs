//! What can be told from the form of a name alone: organisations, zones, townships, streets.

use super::text::{ends, is, starts};
use crate::model::Kind;
use crate::text::hanset::HanSet;
use crate::text::words::places::{GENERIC_ZONES, NO_NAME_BEFORE, VILLAGES, ZONES};

/// Endings of organisations and what they are; the first that fits decides.
const ORGANISATIONS: &[(&str, Kind)] = &[
    ("附属医院", Kind::Hospital),
    ("卫生院", Kind::Hospital),
    ("保健院", Kind::Hospital),
    ("妇幼保健中心", Kind::Hospital),
    ("疗养院", Kind::Hospital),
    ("医院", Kind::Hospital),
    ("人民法院", Kind::Department),
    ("人民检察院", Kind::Department),
    ("法院", Kind::Department),
    ("检察院", Kind::Department),
    ("设计院", Kind::Institution),
    ("研究院", Kind::Institution),
    ("研究总院", Kind::Institution),
    ("科学院", Kind::Institution),
    ("工程院", Kind::Institution),
    ("党校", Kind::School),
    ("行政学院", Kind::School),
    ("大学", Kind::University),
    ("学院", Kind::University),
    ("高等专科学校", Kind::University),
    ("学校", Kind::School),
    ("中学", Kind::School),
    ("一中", Kind::School),
    ("二中", Kind::School),
    ("小学", Kind::School),
    ("幼儿园", Kind::School),
    ("银行", Kind::Company),
    ("公司", Kind::Company),
    ("集团", Kind::Company),
    ("合作社", Kind::Company),
    ("联社", Kind::Company),
    ("商行", Kind::Company),
    ("工厂", Kind::Company),
    ("企业", Kind::Company),
    ("电厂", Kind::Company),
    ("钢厂", Kind::Company),
    ("农场", Kind::Company),
    ("林场", Kind::Institution),
    ("协会", Kind::Association),
    ("学会", Kind::Association),
    ("联合会", Kind::Association),
    ("联谊会", Kind::Association),
    ("促进会", Kind::Association),
    ("研究会", Kind::Association),
    ("基金会", Kind::Association),
    ("商会", Kind::Association),
    ("总工会", Kind::Association),
    ("工会", Kind::Association),
    ("妇联", Kind::Association),
    ("联盟", Kind::Association),
    ("科协", Kind::Association),
    ("研究所", Kind::Institution),
    ("研究中心", Kind::Institution),
    ("中心", Kind::Institution),
    ("总队", Kind::Department),
    ("支队", Kind::Department),
    ("大队", Kind::Department),
    ("图书馆", Kind::Institution),
    ("博物馆", Kind::Institution),
    ("博物院", Kind::Institution),
    ("纪念馆", Kind::Institution),
    ("档案馆", Kind::Institution),
    ("文化馆", Kind::Institution),
    ("体育馆", Kind::Institution),
    ("美术馆", Kind::Institution),
    ("出版社", Kind::Company),
    ("报社", Kind::Institution),
    ("电视台", Kind::Institution),
    ("气象台", Kind::Institution),
    ("实验室", Kind::Institution),
    ("福利院", Kind::Institution),
    ("敬老院", Kind::Institution),
    ("养老院", Kind::Institution),
    ("人民政府", Kind::Government),
    ("政府", Kind::Government),
    ("监督管理委员会", Kind::Department),
    ("管理委员会", Kind::Government),
    ("管委会", Kind::Government),
    ("街道办事处", Kind::Government),
    ("街道办", Kind::Government),
    ("地区办事处", Kind::Government),
    ("行政公署", Kind::Government),
    ("行署", Kind::Government),
    ("村民委员会", Kind::Other),
    ("居民委员会", Kind::Other),
    ("村委会", Kind::Other),
    ("居委会", Kind::Other),
    ("党委", Kind::Party),
    ("党工委", Kind::Party),
    ("工作委员会", Kind::Party),
    ("自治区委", Kind::Party),
    ("宣传部", Kind::Party),
    ("组织部", Kind::Party),
    ("统战部", Kind::Party),
    ("政法委", Kind::Party),
    ("政法委员会", Kind::Party),
    ("网信办", Kind::Party),
    ("编办", Kind::Party),
    ("文明办", Kind::Party),
    ("团委", Kind::Party),
    ("省委", Kind::Party),
    ("市委", Kind::Party),
    ("区委", Kind::Party),
    ("县委", Kind::Party),
    ("旗委", Kind::Party),
    ("州委", Kind::Party),
    ("地委", Kind::Party),
    ("盟委", Kind::Party),
    ("委员会", Kind::Department),
    ("总局", Kind::Department),
    ("分局", Kind::Department),
    ("办公室", Kind::Department),
    ("办公厅", Kind::Department),
    ("管理局", Kind::Department),
    ("管理处", Kind::Institution),
    ("管理站", Kind::Institution),
    ("管理所", Kind::Institution),
    ("总站", Kind::Institution),
    ("中队", Kind::Department),
    ("厅", Kind::Department),
    ("局", Kind::Department),
    ("委", Kind::Department),
    ("办", Kind::Department),
    ("部", Kind::Department),
    ("处", Kind::Department),
    ("署", Kind::Department),
    ("司", Kind::Department),
    ("科", Kind::Department),
    ("股", Kind::Department),
    ("队", Kind::Department),
    ("院", Kind::Institution),
    ("所", Kind::Institution),
    ("馆", Kind::Institution),
    ("站", Kind::Institution),
    ("社", Kind::Company),
    ("厂", Kind::Company),
    ("店", Kind::Company),
];

/// The final character of each ending above, which tells nearly all that do not fit.
static LAST: [char; ORGANISATIONS.len()] = {
    let (mut last, mut at) = (['\0'; ORGANISATIONS.len()], 0);
    while at < last.len() {
        // Ideographs take three bytes.
        let [.., a, b, c] = ORGANISATIONS[at].0.as_bytes() else { panic!("an ending") };
        let point = (*a as u32 & 0xF) << 12 | (*b as u32 & 0x3F) << 6 | (*c as u32 & 0x3F);
        last[at] = char::from_u32(point).expect("an ideograph");
        at += 1;
    }
    last
};

/// Final characters of the endings above, to leave early: most places end in none of them.
static FINALS: HanSet =
    HanSet::of("院校学园行司团社厂业场会盟协心队馆台室府署办委处局厅部中联科股所站店");

/// What kind of organisation the form of a name says, if any.
pub(crate) fn organisation(name: impl DoubleEndedIterator<Item = char> + Clone) -> Option<Kind> {
    let back = name.rev();
    let last = back.clone().next()?;
    if !FINALS.has(last) || back.clone().nth(2).is_none() {
        return None;
    }
    let ends = |ending: &str| {
        let mut back = back.clone();
        ending.chars().rev().all(|c| back.next() == Some(c))
    };
    // 社区, 开发区 and the like end otherwise; 联盟 is an association, 锡林郭勒盟 a division.
    if last == '局' && is_numbered(back.clone()) {
        return Some(Kind::Company);
    }
    let mut endings = LAST.iter().zip(ORGANISATIONS);
    endings.find(|(own, (ending, _))| **own == last && ends(ending)).map(|(_, (_, kind))| *kind)
}

/// 中铁四局, 中建三局: building companies. `back` are the name's characters from its end.
fn is_numbered(back: impl Iterator<Item = char>) -> bool {
    let numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    let mut back = back.skip(1);
    back.next().is_some_and(|c| numeral(&c))
        && back.find(|c| !numeral(c)).is_some_and(|before| before != '第')
}

/// What stands before the last character in the endings above that have several: most other names that
/// end in the same one have something else there.
static BEFORE_LAST: HanSet =
    HanSet::of("业作保假务动发园学工开态慧技护新易景来步港游点片理税聚胜能范行贸集革验");

/// Whether characters have the form of a zone's name: something, then a zone's ending.
pub(super) fn zone(chars: &[char]) -> bool {
    let Some(last) = chars.last() else { return false };
    if !matches!(last, '区' | '园' | '城' | '岛' | '港') {
        return false;
    }
    let before = chars.len().checked_sub(2).map(|at| chars[at]);
    if *last != '园' && !before.is_some_and(|before| BEFORE_LAST.has(before)) {
        return false;
    }
    ZONES.iter().any(|ending| ends(chars, ending))
}

/// Whether characters are a zone's kind and nothing else: 高新区, 经济技术开发区.
pub(super) fn generic_zone(chars: &[char]) -> bool {
    GENERIC_ZONES.iter().any(|word| is(chars, word))
}

/// The family of a zone's kind, so that 高新区 and 高新技术产业开发区 meet.
pub(super) fn zone_family(chars: &[char]) -> u8 {
    let families: [(&[&str], u8); 6] = [
        (&["高新技术产业开发区", "高新技术开发区", "高新技术产业园区", "高新区"], 1),
        (&["经济技术开发区", "经开区"], 2),
        (&["综合保税区", "综保区"], 3),
        (&["保税港区"], 4),
        (&["保税区"], 5),
        (&["新区"], 6),
    ];
    families.iter().find(|(e, _)| e.iter().any(|e| ends(chars, e))).map_or(0, |&(_, f)| f)
}

/// Length of a township's name at the start: 仙桃街道, 港西镇, 塔什店乡; 0 where there is none.
pub(super) fn township(chars: &[char]) -> usize {
    let mut end = 0;
    for at in 1..chars.len().min(12) {
        match &chars[at..] {
            ['街', '道', '办', ..] => {}
            ['街', '道', ..] | ['苏', '木', ..] => return at + 2,
            // 镇 may stand inside a name: 景德镇镇, 乡镇; the last of a run ends it.
            ['镇' | '乡', '镇' | '乡' | '街', ..] => end = at + 1,
            ['镇' | '乡', ..] => return at + 1,
            ['路' | '村' | '号' | '县' | '市' | '(' | ')' | '、', ..] => break,
            _ => {}
        }
    }
    end
}

/// Whether characters end like a village or community: they belong to a place's name.
pub(super) fn village(chars: &[char]) -> bool {
    // Most names end in none of these.
    let last = matches!(chars.last(), Some('村' | '区' | '查' | '屯' | '组' | '寨' | '会'));
    if !last || chars.len() < 2 {
        return false;
    }
    VILLAGES.iter().any(|ending| ends(chars, ending))
}

/// Whether characters continue a street address or a thing named after a place rather than the
/// path of a division: 东路, 路街道, 大道, 湾, 西站.
pub(super) fn not_place(rest: &[char]) -> bool {
    NO_NAME_BEFORE.iter().any(|word| starts(rest, word))
}

#[cfg(test)]
mod tests {
    use super::{
        BEFORE_LAST, FINALS, LAST, ORGANISATIONS, VILLAGES, ZONES, organisation, village, zone,
    };
    use crate::model::Kind;

    #[test]
    fn endings_are_told_by_their_last_characters() {
        for ending in ZONES.iter().filter(|ending| !ending.ends_with('园')) {
            assert!(ending.chars().rev().nth(1).is_some_and(|c| BEFORE_LAST.has(c)), "{ending}");
        }
        assert!(ORGANISATIONS.iter().all(|(ending, _)| ending.ends_with(|c| FINALS.has(c))));
        assert!(LAST.iter().zip(ORGANISATIONS).all(|(last, (ending, _))| ending.ends_with(*last)));
        let named = |ending: &str| village(&format!("某某{ending}").chars().collect::<Vec<char>>());
        assert!(VILLAGES.iter().copied().all(named));
    }

    #[test]
    fn names_are_told_by_their_ends() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let long = "中华人民共和国最长的名字里的一个高等专科学校";
        assert_eq!(organisation(long.chars()), Some(Kind::University));
        assert_eq!(organisation("苏州市".chars()), None);
        assert_eq!(organisation("大学".chars()), None);
        assert!(zone(&chars("苏州工业园区")) && !zone(&chars("鼓楼区")));
        assert!(village(&chars("某某村")) && !village(&chars("村")));
    }
}
