//! Names of people: a surname, and one or two characters more.

use super::blank;

/// Surnames of one character, the common ones, and those of two.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余蒋蔡杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝洪常洛封储杭井富诸";
const COMPOUND: [&str; 10] =
    ["欧阳", "司马", "上官", "诸葛", "皇甫", "司徒", "令狐", "尉迟", "慕容", "东方"];

/// Whether a text without blanks is a person's name by its form. Short words are as well: 任期, 方式.
pub fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    let compound = COMPOUND.iter().any(|surname| text.starts_with(surname));
    let single = text.chars().next().is_some_and(|c| SURNAMES.contains(c));
    text.chars().all(blank::is_han)
        && ((compound && (3..=4).contains(&count)) || (single && (2..=3).contains(&count)))
}

/// Whether two words with a gap between them are one name set as wide as three characters: 王　某, 王　某（女）.
pub fn is_set_wide(first: &str, second: &str) -> bool {
    let mut surname = first.chars();
    let single = surname.next().is_some_and(|c| SURNAMES.contains(c)) && surname.next().is_none();
    let mut given = second.chars();
    let word = given.next().is_some_and(|c| blank::is_han(c) && !matches!(c, '男' | '女'));
    single && word && given.next().is_none_or(|c| matches!(c, '（' | '('))
}

/// Whether what stands before a number ends in the last of so many people, whatever its last character is: `王一、李超`2人,
/// `，周小满`1人. As many names as the number says stand there, or one less or more.
pub fn end_before(before: &str, declared: u64) -> bool {
    /// No more names are counted, and no more bytes looked at.
    const MOST: usize = 400;
    const REACH: usize = 4096;
    let from = before.ceil_char_boundary(before.len().saturating_sub(REACH));
    let lead = before[from..].trim_end_matches(blank::is_blank);
    let clause = lead.rsplit(['，', '。', '；', '：', ':', ',', ';', '\n']).next().unwrap_or(lead);
    let mut names = clause.rsplit('、').take(MOST);
    let own = |name: &str| is_name(&blank::compact(name));
    let last = names.next().is_some_and(own);
    // The first may stand behind words of the sentence.
    let mut count: u64 = 1;
    let mut others = names.peekable();
    while let Some(name) = others.next() {
        if others.peek().is_some() && !own(name) {
            return false;
        }
        count += 1;
    }
    last && if count == 1 { declared == 1 } else { declared.abs_diff(count) <= 1 }
}

#[cfg(test)]
mod tests {
    use super::{end_before, is_name, is_set_wide};

    #[test]
    fn names_of_people_by_their_form() {
        for name in ["王一", "周小满", "欧阳一二"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["王", "甲公司", "一二三", "周小满一"] {
            assert!(!is_name(word), "{word}");
        }
    }

    #[test]
    fn names_set_as_wide_as_three() {
        for (first, second) in [("王", "某"), ("王", "某（女，回族）"), ("李", "四(女)")]
        {
            assert!(is_set_wide(first, second), "{first} {second}");
        }
        for (first, second) in
            [("王", "某某"), ("甲", "乙"), ("欧阳", "某"), ("王", "男"), ("王", "（女）"), ("", "")]
        {
            assert!(!is_set_wide(first, second), "{first} {second}");
        }
    }

    #[test]
    fn the_last_of_so_many_people() {
        assert!(end_before("同意王一、周二、李超", 3));
        assert!(end_before("王一、李超", 3));
        assert!(end_before("，周小满", 1));
        for (text, declared) in [
            ("农户、商户超", 10),
            ("教师、学生近", 2),
            ("男、女各", 3),
            ("甲县、乙县约", 3),
            ("聘期满", 3),
            ("超", 1),
            ("余超", 3),
        ] {
            assert!(!end_before(text, declared), "{text}");
        }
    }
}
