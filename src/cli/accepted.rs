//! Reading the file of accepted findings.

use std::path::Path;

use super::display::tame;
use super::messages as say;
use super::voice::Voice;
use super::{chinese, io};
use crate::accept::{self, Acceptances, Fault, FaultKind};
use crate::check::{ALL, words};
use crate::text::nearest::nearest;

/// Reads it, or says what is wrong with it and where.
pub(super) fn read(file: &Path, voice: Voice) -> Option<Acceptances> {
    let name = file.to_string_lossy();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            voice.fail(Some(&name), &io::reason(&error, voice), None);
            return None;
        }
    };
    let known = |code: &str| words::check_of(code).map(|check| check.code);
    match accept::load(&text, &name, known) {
        Ok(acceptances) => Some(acceptances),
        Err(fault) => {
            say_fault(&name, &fault, voice);
            None
        }
    }
}

fn say_fault(name: &str, fault: &Fault, voice: Voice) {
    let Fault { line, column, quoted, kind } = fault;
    let (what, help) = match kind {
        FaultKind::Form(what) => (
            voice.say(&say::ACCEPT_FORM, &[("what", &tame(&chinese::of_toml(what, voice.lang)))]),
            None,
        ),
        FaultKind::NoReason => (
            voice.say(&say::ACCEPT_NO_REASON, &[]),
            Some(voice.say(&say::ACCEPT_NO_REASON_HELP, &[])),
        ),
        FaultKind::UnknownCode(code) => {
            let known = ALL.iter().flat_map(|check| [check.code, check.name]);
            let help = match nearest(code, known) {
                Some(near) => voice.say(&say::DID_YOU_MEAN, &[("name", near)]),
                None => voice.say(&say::EXPLAIN_HELP, &[]),
            };
            (voice.say(&say::NO_SUCH_CHECK, &[("given", &tame(code))]), Some(help))
        }
        FaultKind::NoFingerprint(given) => (
            voice.say(&say::ACCEPT_NO_FINGERPRINT, &[("given", &tame(given))]),
            Some(voice.say(&say::ACCEPT_NO_FINGERPRINT_HELP, &[])),
        ),
        FaultKind::Twice => (voice.say(&say::ACCEPT_TWICE, &[]), None),
    };
    let about = format!("{name}:{line}:{column}");
    let what = format!("{what}\n  {line} | {}", tame(quoted));
    voice.fail(Some(&about), &what, help.as_deref());
}
