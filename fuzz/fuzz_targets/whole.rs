//! Any bytes from ingest to the written files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus { mingdan_fuzz::whole(bytes) });
