//! Sets of ideographs that are asked of every character of a text.

/// Characters of three bytes in UTF-8, such as all ideographs in common use are: a bit for each. The
/// first two bytes tell the word, the last one the bit.
#[derive(Debug)]
pub struct HanSet([u64; 1024]);

impl HanSet {
    /// The set of the characters of a text.
    ///
    /// # Panics
    /// A character does not take three bytes; sets are made while compiling.
    pub const fn of(characters: &str) -> Self {
        let (bytes, mut words, mut at) = (characters.as_bytes(), [0; 1024], 0);
        while at < bytes.len() {
            assert!(bytes[at] & 0xF0 == 0xE0, "a character of three bytes");
            words[word(bytes[at], bytes[at + 1])] |= 1 << (bytes[at + 2] & 0x3F);
            at += 3;
        }
        Self(words)
    }

    /// The ideographs of the usual block, U+4E00 to U+9FFF, without those of a text.
    ///
    /// # Panics
    /// The same.
    pub const fn ideographs_without(characters: &str) -> Self {
        let Self(mut words) = Self::of(characters);
        let mut at = 0x4E00 / 64;
        while at <= 0x9FFF / 64 {
            words[at] = !words[at];
            at += 1;
        }
        Self(words)
    }

    /// Whether a character is in the set.
    pub fn has(&self, c: char) -> bool {
        let point = c as usize;
        self.0.get(point / 64).is_some_and(|word| word >> (point % 64) & 1 == 1)
    }

    /// The same of a character of three bytes, which need not be put together. Of three other bytes the
    /// answer means nothing.
    #[inline]
    pub const fn has_bytes(&self, [a, b, c]: [u8; 3]) -> bool {
        self.0[word(a, b)] >> (c & 0x3F) & 1 == 1
    }
}

/// Which word the first two bytes of a character tell.
const fn word(a: u8, b: u8) -> usize {
    (a as usize & 0xF) << 6 | (b as usize & 0x3F)
}

#[cfg(test)]
mod tests {
    use super::HanSet;

    #[test]
    fn has_what_it_was_made_of() {
        const CHARACTERS: &str = "一龘鿿市";
        static SET: HanSet = HanSet::of(CHARACTERS);
        static OTHERS: HanSet = HanSet::ideographs_without(CHARACTERS);
        for c in '\0'..=char::MAX {
            assert_eq!(SET.has(c), CHARACTERS.contains(c), "{c:?}");
            let usual = ('\u{4E00}'..='\u{9FFF}').contains(&c);
            assert_eq!(OTHERS.has(c), usual && !CHARACTERS.contains(c), "{c:?}");
            let mut buffer = [0; 4];
            if let [a, b, d] = *c.encode_utf8(&mut buffer).as_bytes() {
                assert_eq!(SET.has_bytes([a, b, d]), SET.has(c), "{c:?}");
            }
        }
    }
}
