//! Traditional characters of the words that notices count and name things with, one for one.

/// Traditional and simplified by turns, in order of the former; three bytes a character.
/// Characters of place names are the gazetteer's.
const PAIRS: &str = "佈布併并來来個个們们備备傳传僅仅億亿優优內内冊册刪删創创劇剧動动務务勞劳勵励區区協协參参員员\
    單单國国園园圖图報报場场壹一學学實实審审將将專专對对屆届屬属師师廠厂廢废張张後后從从應应\
    戲戏戶户換换據据數数於于書书會会條条棄弃業业構构樂乐標标機机歲岁歷历減减準准滿满濟济為为\
    無无獎奖獲获現现環环產产療疗發发確确種种範范約约級级結结給给統统經经網网編编縣县總总續续\
    聞闻聯联與与萬万藝艺處处號号術术衛卫補补覈核見见計计設设註注評评試试該该認认課课調调請请\
    講讲證证護护變变讓让貳贰貿贸質质贊赞輯辑輸输農农這这進进運运過过達达選选遺遗還还鄉乡醫医\
    銷销錄录鎮镇長长門门開开間间關关陸陆際际雙双雲云電电頁页項项須须領领題题類类養养餘余館馆\
    驗验體体點点";

/// The text with these characters simplified. Each takes as many bytes as before, so that offsets
/// stay what they are.
pub fn simplify(text: &str) -> String {
    if text.chars().all(|c| one(c) == c) {
        return text.to_owned();
    }
    text.chars().map(one).collect()
}

/// The block that [`PAIRS`] are of: 64 ideographs a word, a bit for each that is simplified. Nearly every
/// character is none, and is told so here.
static SIMPLIFIED: [u64; (LAST - FIRST) as usize / 64 + 1] = {
    let mut bits = [0; (LAST - FIRST) as usize / 64 + 1];
    let pairs = PAIRS.as_bytes();
    let mut at = 0;
    while at < pairs.len() {
        let [a, b, c] = [pairs[at] as u32, pairs[at + 1] as u32, pairs[at + 2] as u32];
        let own = ((a & 0xF) << 12 | (b & 0x3F) << 6 | (c & 0x3F)) - FIRST;
        bits[own as usize / 64] |= 1 << (own % 64);
        at += 6;
    }
    bits
};

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// The simplified form of a character, or itself.
pub fn one(c: char) -> char {
    let Some(own) = u32::from(c).checked_sub(FIRST).filter(|own| *own <= LAST - FIRST) else {
        return c;
    };
    if SIMPLIFIED[own as usize / 64] >> (own % 64) & 1 == 0 {
        return c;
    }
    let mut bytes = [0; 4];
    let bytes = c.encode_utf8(&mut bytes).as_bytes();
    // Characters and their bytes are in the same order.
    let (pairs, _) = PAIRS.as_bytes().as_chunks::<6>();
    let Ok(index) = pairs.binary_search_by(|pair| pair[..3].cmp(bytes)) else { return c };
    PAIRS.get(index * 6 + 3..).and_then(|rest| rest.chars().next()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{PAIRS, one, simplify};

    #[test]
    fn folds_without_moving_anything() {
        let text = "等46個城市和地區，共計28處；註銷3株";
        let folded = simplify(text);
        assert_eq!(folded, "等46个城市和地区，共计28处；注销3株");
        assert_eq!(folded.len(), text.len());
        assert!(PAIRS.chars().all(|c| c.len_utf8() == 3));
        let traditional: Vec<char> = PAIRS.chars().step_by(2).collect();
        assert!(traditional.is_sorted() && PAIRS.len().is_multiple_of(6));
        let simple = PAIRS.chars().skip(1).step_by(2);
        let pairs: HashMap<char, char> = traditional.into_iter().zip(simple).collect();
        for c in '\0'..=char::MAX {
            assert_eq!(one(c), pairs.get(&c).copied().unwrap_or(c), "{c}");
        }
    }
}
