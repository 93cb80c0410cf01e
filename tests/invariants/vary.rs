//! Variants of a notice: characters and lines deleted, doubled, inserted and moved.

/// Characters that mean something to one stage or another.
static TELLING: &[char] = &[
    '1', '9', '０', '十', '百', '\t', '\t', '\n', '\r', ' ', '\u{3000}', '\u{200b}', '\u{feff}',
    '|', '*', '_', '<', '>', '&', '\\', '#', '-', '、', '，', '。', '：', ':', '；', '（', '）',
    '(', ')', '〔', '《', '》', '“', '"', '附', '件', '等', '个', '家', '共', '计', '其', '中',
    '省', '市', '区', '县', '年', '月', '日', '\u{fffd}', '\u{0301}', '𠮷', '🀄', '\u{2f00}', 'A',
    '①',
];

/// Lines that mean something to one stage or another.
static LINES: &[&str] = &[
    "",
    "附件2",
    "附件：另一份名单",
    "序号\t名称\t单位",
    "排序\t实验地区/单位\t申报单位",
    "| 1 | 甲 | 乙 |",
    "|---|---|---|",
    "合计\t92\t",
    "— 3 —",
    "12",
    "注：以上排名不分先后。",
    "一、总体要求（3个）",
    "<b>特色基地（其他）</b>",
    "2021年10月1日",
    "1．甲县 2．乙县 3．丙县",
    "现确定5家综合基地和3个领域共计20家特色基地，其中西部6家。",
    "13\t江苏省苏州市\t市人民政府\t多余",
    "14\t江苏省苏州市",
];

/// A small generator of numbers, the same on every machine (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// The variant of that number: one to twelve changes, some of them close together.
pub(crate) fn variant(base: &str, number: u64) -> String {
    let mut numbers = Numbers(number.wrapping_mul(0x0123_4567_89ab_cdef));
    let mut text = base.to_owned();
    for _ in 0..=numbers.below(12) {
        text = if numbers.below(3) == 0 {
            change_lines(&text, &mut numbers)
        } else {
            change_characters(&text, &mut numbers)
        };
    }
    text
}

fn change_characters(text: &str, numbers: &mut Numbers) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = numbers.below(chars.len());
    let some = 1 + numbers.below(4);
    match numbers.below(4) {
        0 => {
            chars.drain(at..(at + some).min(chars.len()));
        }
        1 if at < chars.len() => {
            let double: Vec<char> = chars[at..(at + some).min(chars.len())].to_vec();
            chars.splice(at..at, double);
        }
        2 if at < chars.len() => chars[at] = TELLING[numbers.below(TELLING.len())],
        _ => {
            let new: Vec<char> = (0..some).map(|_| TELLING[numbers.below(TELLING.len())]).collect();
            chars.splice(at..at, new);
        }
    }
    chars.into_iter().collect()
}

fn change_lines(text: &str, numbers: &mut Numbers) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (at, other) = (numbers.below(lines.len()), numbers.below(lines.len()));
    match numbers.below(5) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[at]),
        2 => lines.swap(at, other),
        3 if at + 1 < lines.len() => {
            // A line end lost.
            let joined = [lines[at], lines[at + 1]].concat();
            let head = lines[..at].join("\n");
            let tail = lines[at + 2..].join("\n");
            return [head, joined, tail].join("\n");
        }
        _ => lines.insert(at, LINES[numbers.below(LINES.len())]),
    }
    lines.join("\n")
}
