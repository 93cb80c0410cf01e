//! XML as the office formats use it: a pull of opened tags, closed tags and text.
//!
//! Names come without their prefix: the parts that are read here have no two elements that differ
//! by it alone. Nothing here recurses, so depth costs no stack.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What comes next.
pub(super) enum Node<'a> {
    /// A start tag; an empty element gives `Open` and `Close`.
    Open(Tag<'a>),
    /// An end tag's local name.
    Close(Name<'a>),
    /// Character data, entities resolved.
    Text(Cow<'a, str>),
    /// The end of the part.
    End,
}

/// A local name that owns what it must.
pub(super) struct Name<'a>(quick_xml::events::BytesEnd<'a>);

impl Name<'_> {
    pub(super) fn get(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// A start tag.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute of that local name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
        Some(value.into_owned())
    }

    /// The attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:b/>` is on: it is, unless its value says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A part being read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Why reading stopped before the end.
    pub(super) fault: Option<String>,
    depth: u32,
    /// References to entities that nothing defines here: their text is lost.
    undefined: u32,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        Self { reader, fault: None, depth: 0, undefined: 0 }
    }

    /// The next node. After a fault there is only the end.
    pub(super) fn next(&mut self) -> Node<'a> {
        if self.fault.is_some() {
            return Node::End;
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    return Node::Open(Tag(tag));
                }
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Node::Close(Name(tag));
                }
                Ok(Event::Text(text)) => return Node::Text(text.into_inner()),
                Ok(Event::CData(text)) => return Node::Text(text.into_inner()),
                Ok(Event::GeneralRef(name)) => {
                    if let Ok(Some(c)) = name.resolve_char_ref() {
                        return Node::Text(Cow::Owned(c.to_string()));
                    }
                    let name = name.into_inner();
                    if let Some(text) = resolve_predefined_entity(&name) {
                        return Node::Text(Cow::Borrowed(text));
                    }
                    self.undefined += 1;
                    return Node::Text(Cow::Borrowed("\u{FFFD}"));
                }
                Ok(Event::Eof) => {
                    if self.depth > 0 {
                        self.fault = Some("the XML ends before its last tag".to_owned());
                    } else if self.undefined > 0 {
                        let count = self.undefined;
                        self.fault = Some(format!("{count} references to what is not defined"));
                    }
                    return Node::End;
                }
                Ok(_) => {}
                Err(error) => {
                    self.fault = Some(error.to_string());
                    return Node::End;
                }
            }
        }
    }

    /// Passes over everything up to the end of the element just opened.
    pub(super) fn skip(&mut self) {
        self.text();
    }

    /// All text of the element just opened, read to its end.
    pub(super) fn text(&mut self) -> String {
        let (mut depth, mut out) = (1, String::new());
        while depth > 0 {
            match self.next() {
                Node::Open(_) => depth += 1,
                Node::Close(_) => depth -= 1,
                Node::Text(text) => out.push_str(&text),
                Node::End => break,
            }
        }
        out
    }
}

/// A part's bytes as text: UTF-8, or UTF-16 by its mark. Bytes that are no character become U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    encoding.decode_without_bom_handling(&bytes[skip..]).0
}
