//! Characters of symbol fonts: their codes say nothing without the font.

/// Signs of the fonts that offices use for ticks, boxes and bullets, by font and code.
static SIGNS: &[(&str, u32, char)] = &[
    ("wingdings", 0xA8, '□'),
    ("wingdings", 0x6F, '□'),
    ("wingdings", 0x71, '□'),
    ("wingdings", 0x72, '□'),
    ("wingdings", 0xFB, '×'),
    ("wingdings", 0xFC, '√'),
    ("wingdings", 0xFD, '☒'),
    ("wingdings", 0xFE, '☑'),
    ("wingdings", 0x6C, '●'),
    ("wingdings", 0xA1, '○'),
    ("wingdings", 0x6E, '■'),
    ("wingdings", 0x75, '◆'),
    ("wingdings", 0x76, '❖'),
    ("wingdings", 0xAB, '★'),
    ("wingdings", 0xD8, '➢'),
    ("wingdings", 0xE0, '→'),
    ("wingdings 2", 0x50, '√'),
    ("wingdings 2", 0x4F, '×'),
    ("wingdings 2", 0x51, '☒'),
    ("wingdings 2", 0x52, '☑'),
    ("wingdings 2", 0x53, '☒'),
    ("wingdings 2", 0xA3, '□'),
    ("symbol", 0xB7, '•'),
    ("symbol", 0xB4, '×'),
    ("symbol", 0xB8, '÷'),
    ("symbol", 0xB1, '±'),
    ("symbol", 0xB0, '°'),
    ("symbol", 0xA3, '≤'),
    ("symbol", 0xB3, '≥'),
    ("symbol", 0xB9, '≠'),
    ("symbol", 0xA5, '∞'),
    ("symbol", 0xAE, '→'),
    ("symbol", 0x44, 'Δ'),
    ("symbol", 0x53, 'Σ'),
    ("symbol", 0x57, 'Ω'),
    ("symbol", 0x61, 'α'),
    ("symbol", 0x62, 'β'),
    ("symbol", 0x67, 'γ'),
    ("symbol", 0x64, 'δ'),
    ("symbol", 0x6C, 'λ'),
    ("symbol", 0x6D, 'μ'),
    ("symbol", 0x70, 'π'),
    ("symbol", 0x66, 'φ'),
    ("symbol", 0x71, 'θ'),
    ("symbol", 0x77, 'ω'),
];

/// The sign that a font draws for a code; a code that is not known here stays what it is, a
/// character of the private use area.
pub(super) fn sign(font: &str, code: u32) -> char {
    let font = font.to_lowercase();
    // Fonts of symbols have their codes at 20..FF or moved to F020..F0FF.
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let found = SIGNS.iter().find(|(own, at, _)| *own == font && *at == low);
    found.map(|(.., sign)| *sign).or_else(|| char::from_u32(code)).unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn ticks_and_what_is_not_known() {
        assert_eq!(sign("Wingdings 2", 0xF050), '√');
        assert_eq!(sign("Wingdings", 0xFC), '√');
        assert_eq!(sign("Some Font", 0xF041), '\u{F041}');
        assert_eq!(sign("宋体", 0x4E2D), '中');
    }
}
