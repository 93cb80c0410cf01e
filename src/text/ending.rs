//! How names end alike: 街区 of 甲市乙街区 and 丙市丁街区.

/// The characters in which all names end; empty where they share none, or where there are none.
pub fn shared<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let mut names = names.into_iter();
    let Some(first) = names.next() else { return String::new() };
    let mut end: Vec<char> = first.as_ref().chars().rev().collect();
    for name in names {
        let same = name.as_ref().chars().rev().zip(&end).take_while(|(own, other)| own == *other);
        let same = same.count();
        end.truncate(same);
        if end.is_empty() {
            break;
        }
    }
    end.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn what_all_names_end_in() {
        assert_eq!(shared(["甲市乙街区", "丙市丁街区"]), "街区");
        assert_eq!(shared(["甲市", "乙县", "丙市"]), "");
        assert_eq!(shared(["甲"]), "甲");
        assert_eq!(shared([""; 0]), "");
    }
}
