//! A header of two rows, flattened: 序号 区 学校 社区 over 个数 面积 个数 面积, the words of the first row, then
//! those of the second.

/// Which line heads each column from below, and the title put together; `None` where no run of words repeats
/// itself at the end, once for each of several words before it. Trailing remarks (`notes`) stand beside these.
pub(super) fn columns(titles: &[String], notes: usize) -> Option<Vec<(usize, String)>> {
    let (period, times) = repeated(titles)?;
    let below = titles.len() - period * times;
    // 备注 of the first row stands before the words of the second, and heads the last column.
    let simple = below.checked_sub(times)?;
    let before = simple.checked_sub(notes).filter(|before| *before > 0)?;
    let alone = |at: usize| (at, titles[at].clone());
    let mut columns: Vec<(usize, String)> = (0..before).map(alone).collect();
    for group in 0..times {
        let upper = &titles[before + group];
        let own = (0..period).map(|at| below + group * period + at);
        columns.extend(own.map(|at| (at, format!("{upper}/{}", titles[at]))));
    }
    columns.extend((before + times..below).map(alone));
    Some(columns)
}

/// The shortest run of two words or more that repeats itself up to the end, and how often it stands there.
fn repeated(titles: &[String]) -> Option<(usize, usize)> {
    (2..=titles.len() / 2).find_map(|period| {
        let last = &titles[titles.len() - period..];
        let runs = titles.rchunks_exact(period).take_while(|run| *run == last).count();
        let differ = last.iter().any(|word| *word != last[0]);
        (runs > 1 && differ).then_some((period, runs))
    })
}

#[cfg(test)]
mod tests {
    use super::columns;

    fn read(words: &str, notes: usize) -> Option<Vec<String>> {
        let titles: Vec<String> = words.split(' ').map(str::to_owned).collect();
        Some(columns(&titles, notes)?.into_iter().map(|(_, title)| title).collect())
    }

    #[test]
    fn words_that_repeat_stand_below_others() {
        let told = ["序号", "区", "甲/个数", "甲/面积", "乙/个数", "乙/面积"];
        assert_eq!(read("序号 区 甲 乙 个数 面积 个数 面积", 0).unwrap(), told);
        let noted = ["序号", "甲/个数", "甲/面积", "乙/个数", "乙/面积", "备注"];
        assert_eq!(read("序号 甲 乙 备注 个数 面积 个数 面积", 1).unwrap(), noted);
        assert_eq!(read("序号 名称 地区 单位", 0), None);
        // Rows side by side: nothing stands over them.
        assert_eq!(read("序号 名称 序号 名称", 0), None);
    }
}
