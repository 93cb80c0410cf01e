//! The gazetteer's version: the latest vintage its tables name, and a sum of their bytes.

use std::path::{Path, PathBuf};

/// `2026-09-11+1b2c3d4e5f607182`. The same tables give the same version, wherever they are built.
pub(crate) fn of(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
    paths.sort();
    let mut vintage = String::new();
    let mut sum = 0xCBF2_9CE4_8422_2325;
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).unwrap();
        let head = text.lines().take_while(|line| line.starts_with('#'));
        let dates = head.filter_map(|line| line.split_once("vintage: ")).flat_map(|(_, said)| {
            // The vintage itself; what follows a semicolon is a remark.
            said.split(';').next().unwrap_or_default().split([' ', ',']).filter(|word| date(word))
        });
        vintage = dates.map(str::to_owned).fold(vintage, String::max);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Line ends may differ between checkouts.
        let bytes = text.bytes().filter(|byte| *byte != b'\r');
        sum = name.bytes().chain([0]).chain(bytes).chain([0]).fold(sum, step);
    }
    assert!(!vintage.is_empty(), "no table names its vintage");
    format!("{vintage}+{sum:016x}")
}

/// FNV-1a.
fn step(sum: u64, byte: u8) -> u64 {
    (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
}

/// `2026`, `2026-09`, `2026-09-11`.
fn date(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && matches!(word.len(), 4 | 7 | 10)
}
