//! Which of a million names come twice, by their hashes and in little memory.

/// Hashes of names, in the order of the rows.
///
/// A table of bits, several for each hash, tells nearly all that are new. Those it cannot tell are
/// looked for among the others at the end, in one go.
#[derive(Debug, Default)]
pub(super) struct Names {
    hashes: Vec<u64>,
    bits: Vec<u64>,
    /// Hashes whose bit was set when they came.
    doubtful: Vec<u64>,
}

/// Bits per hash, at least.
const SPARSE: usize = 16;
/// Bits at first.
const FIRST: usize = 1 << 20;

impl Names {
    pub(super) fn add(&mut self, hash: u64) {
        if (self.hashes.len() + 1) * SPARSE > self.bits.len() * 64 {
            self.grow();
        }
        self.hashes.push(hash);
        if !set(&mut self.bits, hash) {
            self.doubtful.push(hash);
        }
    }

    fn grow(&mut self) {
        self.bits = vec![0; (self.bits.len() * 4).max(FIRST / 64)];
        for hash in &self.hashes {
            set(&mut self.bits, *hash);
        }
    }

    /// The hashes that came more than once, sorted.
    pub(super) fn repeated(&self) -> Vec<u64> {
        let mut doubtful = self.doubtful.clone();
        doubtful.sort_unstable();
        doubtful.dedup();
        let mut bits = vec![0; (doubtful.len() * SPARSE).next_power_of_two().max(64) / 64];
        for hash in &doubtful {
            set(&mut bits, *hash);
        }
        let mut found: Vec<u64> = self
            .hashes
            .iter()
            .filter(|hash| is_set(&bits, **hash) && doubtful.binary_search(hash).is_ok())
            .copied()
            .collect();
        found.sort_unstable();
        let pairs = found.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
        let mut repeated: Vec<u64> = pairs.collect();
        repeated.dedup();
        repeated
    }
}

fn place(bits: &[u64], hash: u64) -> (usize, u64) {
    let at = (hash >> 20) as usize & (bits.len() * 64 - 1);
    (at / 64, 1 << (at % 64))
}

fn is_set(bits: &[u64], hash: u64) -> bool {
    let (word, bit) = place(bits, hash);
    bits[word] & bit != 0
}

/// Sets a hash's bit; false where it was set.
fn set(bits: &mut [u64], hash: u64) -> bool {
    let (word, bit) = place(bits, hash);
    let is_new = bits[word] & bit == 0;
    bits[word] |= bit;
    is_new
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Names;

    #[test]
    fn finds_what_comes_twice() {
        let mut names = Names::default();
        let mut counted: HashMap<u64, u32> = HashMap::new();
        for n in 0..300_000_u64 {
            // Some of them again, near and far.
            let n = if n % 10_007 == 0 { n / 2 } else { n };
            let hash = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
            names.add(hash);
            *counted.entry(hash).or_default() += 1;
        }
        let mut expected: Vec<u64> =
            counted.into_iter().filter(|(_, n)| *n > 1).map(|(hash, _)| hash).collect();
        expected.sort_unstable();
        assert!(expected.len() > 10);
        assert_eq!(names.repeated(), expected);
        assert!(Names::default().repeated().is_empty());
    }
}
