//! Formulas of Word as they are read on one line: 1/2, 10⁴, √2.

use crate::ingest::raised;
use crate::ingest::xml::{Node, Xml};

/// What has arguments, by its name.
static WHOLES: &[&str] = &[
    "f",
    "sSup",
    "sSub",
    "sSubSup",
    "sPre",
    "rad",
    "d",
    "nary",
    "func",
    "bar",
    "acc",
    "eqArr",
    "m",
    "limLow",
    "limUpp",
    "groupChr",
    "borderBox",
];
/// Arguments.
static PARTS: &[&str] = &["num", "den", "e", "sup", "sub", "deg", "fName", "lim"];

#[derive(Default)]
struct Open {
    name: String,
    text: String,
    parts: Vec<(String, String)>,
    /// The brackets around it.
    brackets: (Option<String>, Option<String>),
}

/// Reads the formula just opened to its end; tells whether one line says it.
pub(super) fn read(xml: &mut Xml<'_>) -> (String, bool) {
    let mut open = vec![Open { name: "oMath".to_owned(), ..Open::default() }];
    let (mut exact, mut inside) = (true, false);
    loop {
        let top = open.len() - 1;
        match xml.next() {
            Node::Open(tag) => {
                let name = tag.name();
                inside = name == "t";
                match name {
                    "del" | "moveFrom" => {
                        xml.skip();
                    }
                    "begChr" => open[top].brackets.0 = tag.get("val"),
                    "endChr" => open[top].brackets.1 = tag.get("val"),
                    _ if WHOLES.contains(&name) || PARTS.contains(&name) => {
                        open.push(Open { name: name.to_owned(), ..Open::default() });
                    }
                    _ => {}
                }
            }
            Node::Text(text) if inside => open[top].text.push_str(&text),
            Node::Text(_) => {}
            Node::Close(name) => {
                inside = false;
                if name.get() != open[top].name {
                    continue;
                }
                let Some(mut own) = open.pop() else { break };
                let Some(outer) = open.last_mut() else { return (own.text, exact) };
                if PARTS.contains(&own.name.as_str()) {
                    outer.parts.push((own.name, own.text));
                } else {
                    exact &= own.set();
                    outer.text.push_str(&own.text);
                }
            }
            Node::End => break,
        }
    }
    (open.swap_remove(0).text, false)
}

impl Open {
    /// Sets its parts on one line; tells whether that says all.
    fn set(&mut self) -> bool {
        let part = |name: &str| {
            let found = self.parts.iter().find(|(own, _)| own == name);
            found.map_or("", |(_, text)| text.as_str())
        };
        let whole = |text: &str| {
            let lone = text.chars().all(|c| c.is_alphanumeric() || c == '.');
            if lone { text.to_owned() } else { format!("({text})") }
        };
        let e = part("e");
        self.text = match self.name.as_str() {
            "f" => format!("{}/{}", whole(part("num")), whole(part("den"))),
            "sSup" => {
                let set = raised::set(part("sup")).into_owned();
                let sign = if set == part("sup") { "^" } else { "" };
                format!("{e}{sign}{set}")
            }
            "sSub" => {
                let digits = raised::lowered(part("sub"));
                let digits = digits.filter(|_| e.ends_with(|c: char| c.is_ascii_digit()));
                format!("{e}{}", digits.as_deref().unwrap_or(part("sub")))
            }
            "rad" if part("deg").is_empty() => format!("√{}", whole(e)),
            "d" => {
                let (begin, end) = &self.brackets;
                let (begin, end) = (begin.as_deref().unwrap_or("("), end.as_deref().unwrap_or(")"));
                let inner: Vec<&str> = self.parts.iter().map(|(_, text)| text.as_str()).collect();
                format!("{begin}{}{end}", inner.join("|"))
            }
            _ => {
                self.text.extend(self.parts.iter().map(|(_, text)| text.as_str()));
                return false;
            }
        };
        true
    }
}
