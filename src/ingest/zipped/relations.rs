//! What the parts of an Office file refer to: its relationships (ECMA-376 part 2, chapter 9).

use super::Zipped;
use crate::ingest::IngestError;
use crate::ingest::xml::{self, Node, Xml};

/// A part's reference to another part.
pub(in crate::ingest) struct Relation {
    pub(in crate::ingest) id: String,
    /// An address that names the kind; its last step is the kind's word, as `header`.
    kind: String,
    /// The other part, from the container's root.
    pub(in crate::ingest) path: String,
}

impl Relation {
    /// Whether the other part is of that kind, as `header` or `styles`.
    pub(in crate::ingest) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The references of a part, or of the container for the name of no part; none where the list is
/// lost.
pub(in crate::ingest) fn of(
    zip: &mut Zipped<'_>,
    part: &str,
) -> Result<Vec<Relation>, IngestError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { "_rels/".to_owned() } else { format!("{folder}/_rels/") };
    let bytes = zip.part(&format!("{list}{name}.rels"))?.unwrap_or_default();
    let text = xml::decode(&bytes);
    let mut xml = Xml::new(&text);
    let mut relations = Vec::new();
    loop {
        match xml.next() {
            Node::Open(tag) if tag.name() == "Relationship" => {
                let get = |name| tag.get(name).unwrap_or_default();
                let path = resolve(folder, &get("Target"));
                relations.push(Relation { id: get("Id"), kind: get("Type"), path });
            }
            Node::End => return Ok(relations),
            _ => {}
        }
    }
}

/// A target from a folder, or from the root where it begins with a slash.
fn resolve(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_paths_from_the_root() {
        assert_eq!(resolve("word", "header2.xml"), "word/header2.xml");
        assert_eq!(resolve("word", "./parts/../header2.xml"), "word/header2.xml");
        assert_eq!(resolve("word", "/xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("", "../../word/document.xml"), "word/document.xml");
    }
}
