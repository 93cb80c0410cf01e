//! Traditional characters of the words that notices count and name things with, one for one.

/// Traditional and simplified by turns, in order of the former; three bytes a character.
/// Characters of place names are the gazetteer's.
const PAIRS: &str = "佈布佔占併并來来侷局係系俬私個个們们値值備备傢家傳传僅仅億亿優优兒儿內内兩两冊册凍冻別别刪删則则剛刚創创劃划劇剧劑剂動动務务勝胜勞劳勵励匯汇區区協协卽即厤历參参員员問问啓启啟启\
    單单噹当嚮向嚴严囌苏國国圍围園园圖图團团埰采執执堅坚報报場场塊块壯壮壹一夥伙奬奖學学寀采寗宁實实寧宁審审將将專专對对導导屆届層层屬属島岛峽峡崗岗嵗岁師师帶带幫帮幹干幾几庫库廈厦\
    廕荫廠厂廢废廣广廳厅弔吊張张強强彆别彊强彔录彙汇後后從从復复徵征愛爱態态應应戲戏戶户捲卷掛挂採采揚扬換换揮挥擁拥擊击擔担據据擧举擴扩敎教數数於于旂旗昇升時时晉晋曆历曏向書书會会\
    朮术東东査查條条棄弃棟栋業业榦干榮荣構构樂乐樓楼標标樹树機机橫横檔档檢检檯台權权歡欢歲岁歷历歸归況况淸清減减測测準准滙汇滬沪滿满漢汉濟济濱滨瀋沈瀏浏灣湾為为無无煙烟熱热營营爭争\
    爲为爾尔狀状獎奖獨独獲获獸兽現现環环產产産产甦苏甯宁畝亩畫画異异畵画當当療疗發发監监眞真眾众碩硕確确碼码礦矿種种稱称積积穫获筆笔箇个節节範范簡简糰团紀纪約约紅红納纳級级細细紹绍\
    終终組组結结絡络給给統统經经綜综綠绿綫线維维網网緊紧緑绿線线編编緯纬緻致縣县總总績绩織织繫系繼继續续纍累纔才義义聞闻聯联聲声職职脫脱臺台與与興兴舉举舘馆莊庄菸烟萬万葯药蓆席蓋盖\
    蔘参蔭荫藝艺藥药蘇苏處处號号衆众術术衕同衚胡衛卫裏里補补裡里製制複复覈核見见規规視视覽览計计訊讯訓训託托記记訪访設设許许診诊註注証证評评試试話话該该誌志認认語语課课調调談谈請请\
    論论諧谐諾诺講讲證证識识議议護护譽誉變变讓让負负財财貫贯責责貳贰費费貿贸資资質质賬账贊赞趙赵軍军載载輔辅輪轮輯辑輸输輻辐轄辖轉转辦办農农迴回這这連连週周進进遊游運运過过達达遞递\
    適适遷迁選选遺遗還还郵邮鄉乡鄕乡醫医釋释釦扣鉅巨銀银銅铜銷销鋒锋鋪铺錄录錫锡錯错録录錶表鎭镇鎮镇鑛矿長长門门開开間间閤合闇暗關关陞升陸陆陽阳隊队際际隻只雙双離离雲云電电靑青韆千\
    響响頁页頂顶頃顷項项順顺須须預预領领頭头題题額额類类顧顾颱台養养餘余館馆駐驻驗验體体髮发鬍胡鬚须麪面麫面麵面黃黄點点黨党齣出龍龙";

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
