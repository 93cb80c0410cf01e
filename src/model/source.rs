//! What was handed in.

/// One file's name and bytes. The library never opens files; whoever calls it reads them.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name for people: a path as typed, or `<stdin>`.
    pub name: String,
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source of that name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}
