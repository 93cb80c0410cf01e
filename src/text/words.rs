//! Word lists that several stages read by, as data: `data/words/`, made into code by `build/words.rs`.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

#[cfg(test)]
mod tests {
    use super::deeds::ADMITS;
    use super::verbs::{ACTS, CAME_IN, CHANGED, CUES, DEEDS, DELTAS, KEPT, LISTS, WENT_OUT};

    /// The lists are read by different stages, which must understand a verb alike.
    #[test]
    fn lists_of_verbs_agree() {
        let families = [CAME_IN, WENT_OUT, CHANGED, KEPT];
        for verb in DELTAS.iter().chain(ACTS) {
            let of = families.iter().filter(|family| family.contains(verb)).count();
            assert_eq!(of, 1, "{verb} is of one family");
        }
        for verb in DEEDS.iter().filter(|verb| !["决定", "增设"].contains(verb)) {
            assert!(LISTS.contains(verb) && CUES.contains(verb), "{verb} counts a list");
        }
        // What a notice does to things puts them on its list, changes the list, or founds them.
        let other = |verb: &str| DELTAS.contains(&verb) || ["决定", "设立", "增设"].contains(&verb);
        for verb in DEEDS.iter().filter(|verb| !other(verb)) {
            assert!(ADMITS.contains(verb), "{verb} puts things on a list");
        }
    }
}
