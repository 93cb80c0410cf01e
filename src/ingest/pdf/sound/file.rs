//! Whether a file is whole as a file: its end, its page tree, its packed objects.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys::{
    CONTENTS, COUNT, KIDS, PAGES, PARENT, TYPE,
};
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, ObjectIdentifier,
};
use memchr::memmem;

use super::{has_zeros, packed};
use crate::model::document::Damage;

/// Most nodes of the page tree that are looked at.
const MOST_NODES: usize = 100_000;

/// What is wrong with the file as a whole.
pub(in crate::ingest::pdf) fn look(pdf: &Pdf, bytes: &[u8]) -> Vec<Damage> {
    let mut found = Vec::new();
    if is_cut(bytes) {
        found.push(Damage::Cut);
    }
    if is_ambiguous(bytes) {
        found.push(Damage::Index);
    }
    if lacks_pages(pdf) {
        found.push(Damage::Pages);
    }
    if memmem::find(bytes, b"/ObjStm").is_some() && !objects_unpack(pdf, bytes) {
        found.push(Damage::Objects);
    }
    found
}

/// A file ends with its index, or with one index for each time it was added to.
fn is_cut(bytes: &[u8]) -> bool {
    let Some(at) = memmem::rfind(bytes, b"startxref") else { return true };
    let tail = &bytes[at..];
    // What was being added when the file was cut.
    memmem::find(tail, b" obj").is_some() || memmem::find(tail, b"endobj").is_some()
}

/// Whether the index leads nowhere while objects have more than one definition. Where it leads
/// somewhere, later definitions are additions to the file, and it says which count.
fn is_ambiguous(bytes: &[u8]) -> bool {
    !is_indexed(bytes) && has_doubles(bytes)
}

/// Whether an index stands where the file's end says.
fn is_indexed(bytes: &[u8]) -> bool {
    let told = memmem::rfind(bytes, b"startxref").and_then(|at| {
        let digits = bytes[at + 9..].trim_ascii_start();
        let end = digits.iter().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
        std::str::from_utf8(&digits[..end]).ok()?.parse::<usize>().ok()
    });
    // Some count from the file's mark, where rubbish stands before it.
    let mark = memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    [0, mark].into_iter().any(|from| {
        let there = told.and_then(|told| bytes.get(told.checked_add(from)?..));
        let there = there.unwrap_or_default().trim_ascii_start();
        // A table of places, with nothing else among them.
        let table = || {
            let end = memmem::find(there, b"trailer").unwrap_or(there.len());
            there.starts_with(b"xref") && memmem::find(&there[..end], b"obj").is_none()
        };
        table() || {
            let head = &there[..there.len().min(24)];
            head.first().is_some_and(u8::is_ascii_digit) && memmem::find(head, b" obj").is_some()
        }
    })
}

/// Whether an object number is defined twice.
fn has_doubles(bytes: &[u8]) -> bool {
    let mut seen = HashSet::new();
    memmem::find_iter(bytes, b" obj").any(|at| {
        let digits = |end: usize| {
            let count = bytes[..end].iter().rev().take_while(|b| b.is_ascii_digit()).count();
            end - count
        };
        let generation = digits(at);
        if generation == at || generation == 0 || bytes[generation - 1] != b' ' {
            return false;
        }
        let number = digits(generation - 1);
        number < generation - 1 && !seen.insert(&bytes[number..generation - 1])
    })
}

/// Whether the page tree speaks of pages that are not there.
fn lacks_pages(pdf: &Pdf) -> bool {
    let xref = pdf.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id());
    let Some(tree) = root.and_then(|root| root.get::<Dict<'_>>(PAGES)) else { return true };
    // Without children the engine looks for pages wherever they are.
    if !tree.contains_key(KIDS) || has_zeros(tree.data()) {
        return true;
    }
    let count = tree.get::<i32>(COUNT);
    if count.is_some_and(|count| usize::try_from(count) != Ok(pdf.pages().len())) {
        return true;
    }
    let mut open: Vec<Dict<'_>> = vec![tree];
    let mut nodes = 0;
    while let Some(node) = open.pop() {
        let Some(kids) = node.get::<Array<'_>>(KIDS) else { continue };
        for kid in kids.raw_iter() {
            nodes += 1;
            if nodes > MOST_NODES {
                return false;
            }
            let kid = match kid {
                MaybeRef::Ref(to) => xref.get::<Dict<'_>>(ObjectIdentifier::from(to)),
                MaybeRef::NotRef(object) => object.into_dict(),
            };
            let Some(kid) = kid else { return true };
            if kid.get::<Name<'_>>(TYPE).is_some_and(|kind| kind.as_ref() == PAGES) {
                if !kid.contains_key(KIDS) || has_zeros(kid.data()) {
                    return true;
                }
                open.push(kid);
            } else if !kid.contains_key(PARENT) && !kid.contains_key(CONTENTS) {
                // A blank page still says which tree it is of.
                return true;
            }
        }
    }
    false
}

/// Whether the streams that hold other objects unpack.
fn objects_unpack(pdf: &Pdf, bytes: &[u8]) -> bool {
    // Where a file is enciphered its index is not, but the engine deciphers it as well.
    let plain = memmem::find(bytes, b"/Encrypt").is_none();
    pdf.objects().into_iter().all(|object| match object {
        Object::Stream(stream) => {
            let kind = stream.dict().get::<Name<'_>>(TYPE);
            let holds = kind.is_some_and(|kind| {
                kind.as_ref() == b"ObjStm" || (plain && kind.as_ref() == b"XRef")
            });
            !holds || packed::is_whole(&stream)
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_ambiguous, is_cut};

    #[test]
    fn a_file_ends_with_its_index() {
        assert!(!is_cut(b"1 0 obj\nendobj\nxref\ntrailer\nstartxref\n9\n%%EOF\n\n\nrubbish"));
        assert!(is_cut(b"1 0 obj\nendobj\nxref\ntrailer\n"));
        assert!(is_cut(b"xref\nstartxref\n0\n%%EOF\n1 0 obj\n<<"));
        assert!(is_cut(b"startxref\n9\n%%EOF\n2 0 obj\n<< /A"));
    }

    #[test]
    fn doubles_are_told_apart_by_the_index_alone() {
        let objects = "%PDF-1.7\n1 0 obj 7 endobj\n11 0 obj 7 endobj\n1 0 obj 8 endobj\n";
        let file = |to: usize, objects: &str| {
            format!("{objects}xref\ntrailer\nstartxref\n{to}\n%%EOF").into_bytes()
        };
        assert!(!is_ambiguous(&file(objects.len(), objects)));
        assert!(is_ambiguous(&file(objects.len() - 5, objects)));
        assert!(!is_ambiguous(&file(0, &objects.replacen("1 0", "2 0", 1))));
        // An object that was put into the index.
        let put =
            [&file(objects.len(), objects)[..objects.len() + 5], b"1 0 obj 9 endobj\n"].concat();
        assert!(is_ambiguous(&[&put, &file(objects.len(), objects)[objects.len() + 5..]].concat()));
        assert!(!is_ambiguous(&[b"HTTP\n", &file(objects.len(), objects)[..]].concat()));
    }
}
