//! The readers of Word documents on any bytes that it takes for its own.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus {
    mingdan_fuzz::read(bytes, &FORMATS)
});

const FORMATS: [&str; 2] = ["docx", "doc"];
