//! Lines that a web site sets around a document, told by stock phrases (`data/words/site.txt`).

use std::sync::LazyLock;

use super::first::ByFirst;
use super::words::site as lists;

static OPENS: LazyLock<ByFirst> = LazyLock::new(|| ByFirst::of(lists::OPENS));
static INSIDE: LazyLock<ByFirst> = LazyLock::new(|| ByFirst::of(lists::INSIDE));
static PERHAPS: LazyLock<ByFirst> = LazyLock::new(|| ByFirst::of(lists::PERHAPS));

/// Longest such line, in characters.
const LONGEST: usize = 90;

/// Longest line of when and from where an article came, in characters.
const BYLINE: usize = 60;

/// Fewest digits of a line with a date.
const DATED: usize = 6;

/// Whether a line is a site's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Yes,
    /// Beside another of its lines.
    Perhaps,
    No,
}

/// Which of these lines, each without its blanks, are a site's own. Lines that a notice could print
/// as well, `主办单位：…`, are so only in a run of lines that holds one which it could not.
pub fn own(lines: &[&str]) -> Vec<bool> {
    let told: Vec<Told> = lines.iter().map(|line| tell(line)).collect();
    let mut own: Vec<bool> = told.iter().map(|told| *told == Told::Yes).collect();
    for at in 1..own.len() {
        own[at] |= told[at] == Told::Perhaps && own[at - 1];
    }
    for at in (1..own.len()).rev() {
        own[at - 1] |= told[at - 1] == Told::Perhaps && own[at];
    }
    own
}

fn tell(line: &str) -> Told {
    let length = line.chars().count();
    // A site's lines are no sentences.
    if length > LONGEST || line.ends_with(['。', '；']) {
        return Told::No;
    }
    let byline = || {
        let dated = line.chars().filter(char::is_ascii_digit).count() >= DATED;
        let said = |words: &[&str]| words.iter().any(|word| line.contains(word));
        // 品种来源：甲1012×乙2034 says where a plant comes from.
        let source = || !line.contains('×') && said(&["来源：", "来源:"]);
        length <= BYLINE && dated && (source() || said(&["发布时间：", "发布日期："]))
    };
    // 打印 | 关闭 | 收藏
    let parts = || {
        line.contains(['|', '｜'])
            && line.split(['|', '｜']).all(|part| lists::WHOLE.contains(&part))
    };
    let yes = lists::WHOLE.contains(&line)
        || parts()
        || OPENS.opens(line)
        || INSIDE.within(line)
        || byline();
    if yes {
        Told::Yes
    } else if PERHAPS.opens(line) {
        Told::Perhaps
    } else {
        Told::No
    }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn lines_of_the_site() {
        for line in [
            "首页>公告",
            "扫一扫在手机打开当前页",
            "备案号：测ICP备05号",
            "发布时间：2023-05-06来源：某局",
            "无障碍浏览",
        ] {
            assert_eq!(own(&[line]), [true], "{line}");
        }
        for line in [
            "品种来源：甲1012×乙2034",
            "主办单位要加强管理。",
            "打印机",
            "备案企业名单",
            "备案号",
            "无障碍设施改造",
            "主办单位：某市人民政府",
            "相关链接企业",
            "发布日期：待定",
        ] {
            assert_eq!(own(&[line]), [false], "{line}");
        }
    }

    #[test]
    fn a_doubtful_line_goes_by_its_neighbours() {
        let foot = ["主办单位：某市人民政府", "技术支持：某公司", "某ICP备05号"];
        assert_eq!(own(&foot), [true, true, true]);
        assert_eq!(own(&["2.乙", "无障碍设施改造", "3.丙"]), [false, false, false]);
    }
}
