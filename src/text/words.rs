//! Word lists that several stages read by, as data: `data/words/`, made into code by `build/words.rs`.

include!(concat!(env!("OUT_DIR"), "/words.rs"));
