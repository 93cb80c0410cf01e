//! Findings with the lines they are about, underlined, for a terminal.

mod counts;
mod excerpt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Origin, Renderer as Painter, Snippet,
};

use self::excerpt::{Excerpt, Mark};
use super::{Found, Input, Lang, Piece, Renderer, Target, concise, fold, place};
use crate::check::words::{self, Page};
use crate::model::report::Level;

pub(super) static RENDERER: Renderer = Renderer { name: "text", piece, frame: None };

/// Wide enough for any window an excerpt makes, so that nothing is cut a second time.
const WIDTH: usize = 400;

fn piece(target: &Target) -> Piece {
    // A file that could not be read is told on the other stream.
    let Target::Checked(input) = target else { return Piece::default() };
    let painter = if input.colour { Painter::styled() } else { Painter::plain() };
    let painter = painter.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    let shared = words::shared(input.lang);
    let mut out = String::new();
    fold::open(input, |found| {
        push_painted(&mut out, &painter.render(&[group(input.lang, found, shared)]));
        out.push('\n');
    });
    let accepted = concise::accepted(input, shared);
    if !accepted.is_empty() {
        out.push_str(&accepted);
        out.push('\n');
    }
    if input.counts {
        out.push_str(&counts::write(input, shared));
    }
    // Of several files each is named above what is said of it, and not only below.
    let head = if out.is_empty() { out.clone() } else { format!("{}:\n", input.document.name) };
    out.push_str(&input.summary());
    out.push('\n');
    Piece { head, ..out.into() }
}

/// The painter begins each piece of source that has no path of its own by `:::`. Before the first
/// piece that says nothing; between two it means lines left out, for which people know `...`.
fn push_painted(out: &mut String, painted: &str) {
    let mut pieces = 0;
    for line in painted.lines() {
        if is_piece_mark(line) {
            pieces += 1;
            if pieces > 1 {
                out.push_str(&line.replacen(":::", "...", 1));
                out.push('\n');
            }
            continue;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Whether nothing but `:::` stands in the line, colours aside.
fn is_piece_mark(line: &str) -> bool {
    let mut rest = line;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, tail)| tail);
    }
    bare.push_str(rest);
    bare.trim() == ":::"
}

fn group<'a>(lang: Lang, found: Found<'a>, shared: &Page) -> Group<'a> {
    let Found { document, finding } = found;
    let word = |key: &str, otherwise: &'static str| shared.get(key).unwrap_or(otherwise);
    let level = match finding.level {
        Level::Error => annotate_snippets::Level::ERROR,
        Level::Warning => annotate_snippets::Level::WARNING,
        Level::Note | Level::Off => annotate_snippets::Level::NOTE,
    };
    let level = level.with_name(word(&format!("level.{}", finding.level.name()), "note"));
    let title = level
        .primary_title(place::told(document, finding, lang))
        .id(format!("{} {}", finding.code, finding.name));
    let position = document.position(finding.primary.start);
    let mut elements: Vec<Element> = vec![
        Origin::path(place::file(document, position))
            .line(position.line as usize)
            .char_column(position.column as usize)
            .into(),
    ];
    if !document.text.is_empty() {
        let excerpts = excerpt::of(document, &marks(lang, found, shared));
        elements.extend(excerpts.into_iter().map(|excerpt| snippet(excerpt).into()));
    }
    elements.extend(beside(lang, found, shared));
    if let Some(help) = words::help(finding, lang) {
        let name = word("help", "help");
        elements.push(annotate_snippets::Level::HELP.with_name(name).message(help).into());
    }
    title.elements(elements)
}

/// The places in the document beside, below a line that names it.
fn beside<'a>(lang: Lang, found: Found<'a>, shared: &Page) -> Vec<Element<'a>> {
    let Found { document, finding } = found;
    let Some(other) = document.beside.as_deref() else { return Vec::new() };
    let marks: Vec<Mark> = finding
        .related
        .iter()
        .filter(|related| related.beside)
        .map(|related| Mark {
            span: place::clamp(&other.text, related.span),
            label: words::related(finding, related, lang)
                .or_else(|| shared.get("related").map(str::to_owned))
                .unwrap_or_default(),
            primary: false,
        })
        .collect();
    let Some(first) = marks.first() else { return Vec::new() };
    let position = other.position(first.span.start);
    let origin = Origin::path(place::file(other, position))
        .line(position.line as usize)
        .char_column(position.column as usize);
    let mut elements: Vec<Element> = vec![origin.into()];
    elements.extend(excerpt::of(other, &marks).into_iter().map(|e| snippet(e).into()));
    elements
}

fn marks(lang: Lang, found: Found, shared: &Page) -> Vec<Mark> {
    let Found { document, finding } = found;
    let label = words::label(finding, lang).unwrap_or_default();
    let plane = &document.text;
    let mut marks = vec![Mark { span: place::clamp(plane, finding.primary), label, primary: true }];
    marks.extend(finding.related.iter().filter(|related| !related.beside).map(|related| {
        Mark {
            span: place::clamp(plane, related.span),
            label: words::related(finding, related, lang)
                .or_else(|| shared.get("related").map(str::to_owned))
                .unwrap_or_default(),
            primary: false,
        }
    }));
    marks
}

fn snippet<'a>(excerpt: Excerpt) -> Snippet<'a, Annotation<'a>> {
    let annotations = excerpt.marks.into_iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.label.is_empty()).then_some(mark.label);
        kind.span(mark.span.range()).label(label)
    });
    Snippet::source(excerpt.text).line_start(excerpt.line).fold(false).annotations(annotations)
}
