//! 统一社会信用代码 (GB 32100-2015): the last of its 18 characters follows from the others.

/// What codes are written with, in the order of their values: no I, O, S, V, Z.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether the last character of a code is the one that the others call for.
pub fn holds(code: &str) -> bool {
    if code.len() != 18 {
        return false;
    }
    let (mut weight, mut sum) = (1, 0);
    for (at, c) in code.bytes().enumerate() {
        let Some(value) = ALPHABET.iter().position(|known| *known == c.to_ascii_uppercase()) else {
            return false;
        };
        if at == 17 {
            return (31 - sum % 31) % 31 == value;
        }
        // Weights are powers of three, modulo 31.
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn the_last_character_follows_from_the_others() {
        assert!(holds("91350100M000100Y43") && holds("91350100m000100y43"));
        for spoilt in
            ["91350100M000100Y44", "91350100M00100Y43", "9135O100M000100Y43", "91350100M000010Y43"]
        {
            assert!(!holds(spoilt), "{spoilt}");
        }
    }
}
