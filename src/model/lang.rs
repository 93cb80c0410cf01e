//! The language words are shown in.

/// Language of reports and pages. Data is never translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// The word used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::En, Self::Zh].into_iter().find(|lang| lang.name() == name)
    }
}
