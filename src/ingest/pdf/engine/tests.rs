//! Pages are the same by whichever way they are drawn.
#![allow(clippy::disallowed_methods, reason = "reads the fixtures")]

use std::path::{Path, PathBuf};

use super::*;

/// Pages that both ways give, and those that only the engine draws.
fn both(bytes: &[u8], path: &Path) -> (u32, u32) {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return (0, 0) };
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let (mut swift, mut unicode, mut other) =
        (Swift::default(), Unicode::default(), Unicode::default());
    let (mut unpacker, mut scales) = (Unpacker::default(), Scales::default());
    let (mut one, mut another) = (Inspector::new(pdf.xref()), Inspector::new(pdf.xref()));
    let (mut plain, mut left) = (0, 0);
    for page in pdf.pages().iter() {
        let Some(mut contents) = Contents::of(page, &mut unpacker) else { continue };
        unicode.enter(page.resources());
        other.enter(page.resources());
        let ours = draw_plain(page, &contents, 1, &settings, &mut swift, &mut unicode);
        one.know(swift.read());
        let Some((ours, named)) = ours else {
            left += 1;
            continue;
        };
        plain += 1;
        let used = contents.used();
        assert!(scales.bears(page.resources(), &used), "{path:?}");
        let blank = Page { number: 1, ..Page::default() };
        let theirs = draw(page, &contents, blank, &pdf, &cache, &settings, &mut other);
        let at = (path, plain + left);
        assert_eq!(
            (&named.fonts, &named.objects, named.sound),
            (&used.fonts, &used.objects, used.sound),
            "{at:?}"
        );
        let none = (&[][..], false);
        assert_eq!(
            one.page(page, &named, &contents.held, unicode.faces.sums(), none),
            another.page(page, &used, &contents.held, other.faces.sums(), none),
            "{at:?}"
        );
        assert_eq!(told(&ours.glyphs), told(&theirs.glyphs), "{at:?}");
        assert_eq!(told(&ours.slanted), told(&theirs.slanted), "{at:?}");
        assert_eq!(told(&ours.hidden), told(&theirs.hidden), "{at:?}");
        assert_eq!(told(&ours.rules), told(&theirs.rules), "{at:?}");
        assert_eq!(told(&ours.fills), told(&theirs.fills), "{at:?}");
        let rest = |page: Page| {
            let [glyphs, slanted, hidden] = Default::default();
            let [rules, fills] = Default::default();
            format!("{:?}", Page { glyphs, slanted, hidden, rules, fills, ..page })
        };
        assert_eq!(rest(ours), rest(theirs), "{at:?}");
    }
    (plain, left)
}

fn told<T: std::fmt::Debug>(parts: &[T]) -> Vec<String> {
    parts.iter().map(|part| format!("{part:?}")).collect()
}

/// The files of a folder of fixtures or of another one.
fn of_file(path: &Path) -> (u32, u32) {
    both(&std::fs::read(path).unwrap(), path)
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf").join(name)
}

/// `PDFS` is a folder of more files.
#[test]
fn plain_pages_are_those_that_the_engine_draws() {
    let more = std::env::var("PDFS").ok().map(PathBuf::from);
    let (mut plain, mut left) = (0, 0);
    for folder in [Some(fixture("")), more].into_iter().flatten() {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|ending| ending == "pdf")) {
            let (a, b) = of_file(&file);
            (plain, left) = (plain + a, left + b);
        }
    }
    assert!(plain > 2 * left, "{plain} pages drawn plainly, {left} left to the engine");
}

#[test]
fn colours_by_a_profile_forms_and_pictures_are_not_left_to_the_engine() {
    for name in ["profiled.pdf", "form.pdf", "sheets.pdf"] {
        let (plain, left) = of_file(&fixture(name));
        assert!(plain > 0 && left == 0, "{name}: {plain} pages drawn plainly, {left} left");
    }
}

/// A file of one page that draws forms and pictures, /X0 and so on by what they are and what they hold. What they are
/// may hang on RESOURCES of the page's own kind.
fn file(objects: &[(&str, String)], page: &str) -> Vec<u8> {
    let named = (0..objects.len()).map(|at| format!("/X{at} {} 0 R ", at + 7));
    let named = named.collect::<Vec<_>>().concat();
    let resources = format!(
        "/Resources << /Font << /F1 4 0 R /F2 5 0 R >> /XObject << {named} >> /ExtGState << \
         /Faint << /ca 0.5 >> /Unseen << /ca 0 >> /Odd << /BM /None >> /Mixed << /BM [/None /Darken] >> >> >>"
    );
    let stream = |dict: &str, data: &str| {
        let dict = dict.replace("RESOURCES", &resources);
        format!("<< {dict} /Length {} >>\nstream\n{data}\nendstream", data.len())
    };
    let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>");
    let mut bodies = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R {resources} >>"
        ),
        font("Helvetica"),
        font("Times-Bold"),
        stream("", page),
    ];
    bodies.extend(objects.iter().map(|(dict, data)| stream(dict, data)));
    let (mut out, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
    for (at, body) in bodies.iter().enumerate() {
        places.extend([format!("{:010} 00000 n \n", out.len())]);
        out.extend([format!("{} 0 obj\n{body}\nendobj\n", at + 1)]);
    }
    let (count, start) = (bodies.len() + 1, out.len());
    out.extend([format!("xref\n0 {count}\n0000000000 65535 f \n{places}")]);
    out.extend([format!("trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")]);
    out.into_bytes()
}

const FORM: &str = "/Subtype /Form /BBox [0 0 600 800] RESOURCES";
const TEXT: &str = "BT /F1 12 Tf 100 700 Td (Abc) Tj ET ";

#[test]
fn forms_are_drawn_as_the_engine_draws_them() {
    let group = format!("{FORM} /Group << /S /Transparency >>");
    let box_over = "1 g 90 690 100 30 re f";
    let within = |pairs: &[(&str, &str)], page: &str| {
        let objects: Vec<_> =
            pairs.iter().map(|(dict, data)| (*dict, (*data).to_owned())).collect();
        assert_eq!(both(&file(&objects, page), page.as_ref()), (1, 0), "{pairs:?}");
    };
    let one = |dict: &str, data: &str, page: &str| within(&[(dict, data)], page);
    // What is set in a form ends with it, and what was set before holds in it, text that was begun as well.
    one(FORM, "BT /F2 9 Tf 1 g 3 Tr 5 Tc 10 10 Td (in) Tj ET", &format!("{TEXT} /X0 Do (on) Tj"));
    one(FORM, "(in) Tj", "BT /F1 12 Tf 100 700 Td /X0 Do (on) Tj ET");
    one(FORM, "BT 9 9 Td (in) Tj", "BT /F1 12 Tf 100 700 Td /X0 Do (on) Tj ET");
    one(FORM, "q q 0 690 110 40 re W n", &format!("/X0 Do {TEXT}"));
    let cut = "q 50 600 200 200 re W n q 60 600 50 200 re W n 0.9 0 0 0.9 0 0 cm /X0 Do";
    for ends in ["Q", "Q Q", "Q Q Q Q Q Q"] {
        let data = format!("{ends} {TEXT}");
        one(FORM, &data, &format!("{cut} {TEXT} Q {TEXT} Q {TEXT}"));
    }
    // Names are its own, or the page's where it has none.
    one("/Subtype /Form /BBox [0 0 600 800]", TEXT, "/X0 Do");
    let other = "/Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 5 0 R >> >>";
    one(other, TEXT, &format!("/X0 Do {TEXT}"));
    // Where it stands, and how much of it shows.
    for place in ["0.5 0 0 0.5 9 9", "0 1 -1 0 600 0", "0 0 0 0 0 0", "1 0 0 0 0 0", "1 2 3"] {
        one(&format!("{FORM} /Matrix [{place}]"), TEXT, &format!("{TEXT} /X0 Do {TEXT}"));
    }
    for area in ["0 0 0 0", "110 800 0 690", "0 0 600 300", "-99999 -99999 99999 99999"] {
        let dict = format!("/Subtype /Form /BBox [{area}] RESOURCES");
        one(&dict, TEXT, &format!("/X0 Do {TEXT}"));
    }
    // A path and a clip that are under way.
    one(FORM, "9 9 20 20 re f 0 0 300 300 re n", "1 1 9 9 re W /X0 Do 5 5 9 9 re f");
    one(FORM, "1 1 9 9 re W", &format!("/X0 Do 5 5 9 9 re f {TEXT}"));
    one(FORM, TEXT, &format!("0 690 110 40 re W n {TEXT} /X0 Do"));
    // What covers text, and does not where it is mixed with what is below; text that is not seen.
    for settings in ["", "/Faint gs", "/Odd gs", "/Mixed gs"] {
        one(FORM, box_over, &format!("{TEXT} {settings} /X0 Do"));
        one(&group, box_over, &format!("{TEXT} {settings} /X0 Do"));
        within(&[(&group, "/X1 Do"), (FORM, box_over)], &format!("{TEXT} {settings} /X0 Do"));
    }
    for dict in [FORM, &group] {
        one(dict, TEXT, "BT /F2 9 Tf (shown) Tj ET /Unseen gs /X0 Do");
    }
    let (outer, inner) = ("/X1 Do 1 0 0 1 0 50 cm /X1 Do", "/X2 Do /X2 Do");
    within(&[(FORM, outer), (&group, inner), (FORM, TEXT)], &format!("{TEXT} /X0 Do /X2 Do"));
    // A line that begins elsewhere than the engine begins it.
    one(FORM, "100 100 -50 -40 re S 300 300 -50 40 re B", "/X0 Do");
}

#[test]
fn pictures_are_drawn_as_the_engine_draws_them() {
    for size in ["/Width 2 /Height 3", "/W 1 /Width 0 /H 1", "/Width 9 /Height 1 /ImageMask true"] {
        for place in ["300 0 0 200 80 600", "500 0 0 1 50 500", "0 300 200 0 90 600"] {
            let dict = format!("/Subtype /Image {size} /ColorSpace /DeviceGray");
            let page = format!("/Faint gs q {place} cm /X0 Do Q 1 g {TEXT} 0 g {TEXT}");
            assert_eq!(both(&file(&[(&dict, String::new())], &page), dict.as_ref()), (1, 0));
        }
    }
}

#[test]
fn odd_forms_and_pictures_are_left_to_the_engine() {
    let left = |objects: &[(&str, String)], page: &str| {
        assert_eq!(
            both(&file(objects, page), page.as_ref()),
            (0, 1),
            "{page} {:?}",
            objects.first()
        );
    };
    for dict in [
        "/Subtype /Form RESOURCES",
        "/Subtype /Form /BBox [0 0 (a) 9] RESOURCES",
        "/Subtype /PS /BBox [0 0 9 9]",
        "/BBox [0 0 9 9]",
        "/Subtype /Form /BBox [0 0 9 9] /OC << /Type /OCG >> RESOURCES",
        "/Subtype /Form /BBox [0 0 9 9] /Filter /ASCIIHexDecode RESOURCES",
        "/Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode RESOURCES",
        "/Subtype /Image /Width 1",
        "/Subtype /Image /Width 0 /Height 1",
        "/Subtype /Image /Width 1 /Height 1 /OC << /Type /OCG >>",
    ] {
        left(&[(dict, TEXT.to_owned())], "/X0 Do");
    }
    left(&[], "/X0 Do");
    left(&[(FORM, "1 0 0 RG 1".to_owned())], "/X0 Do");
    // What draws itself, and what draws too much.
    left(&[(FORM, "/X0 Do".to_owned())], "/X0 Do");
    left(&[(FORM, "/X1 Do".to_owned()), (FORM, "/X0 Do /X0 Do".to_owned())], "/X0 Do");
    left(&[(FORM, TEXT.to_owned())], &"/X0 Do ".repeat(2001));
    left(&[(FORM, "/X1 Do ".repeat(1000)), (FORM, String::new())], &"/X0 Do ".repeat(1000));
    left(&[(FORM, "q Q ".repeat(1 << 20))], &"/X0 Do ".repeat(5));
    let chain: Vec<_> = (1..=9).map(|next| (FORM, format!("/X{next} Do"))).collect();
    left(&chain, "/X0 Do");
}

#[test]
fn forms_that_name_one_another_are_looked_at_once() {
    // Each names all: ten million ways down to the deepest, and more with each form.
    let many = vec![(FORM, TEXT.to_owned()); 40];
    assert_eq!(both(&file(&many, "/X0 Do"), "many".as_ref()), (1, 0));
}
