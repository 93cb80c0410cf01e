//! The nouns: plain data that the stages pass on. Nothing here knows a stage.

pub mod claim;
pub mod columns;
pub mod dataset;
pub mod date;
pub mod document;
pub mod lang;
pub mod lines;
pub mod notice;
pub mod place;
pub mod report;
pub mod resolved;
pub mod roster;
pub mod rows;
pub mod source;
pub mod span;
pub(crate) mod wire;

pub use claim::{Claim, ClaimPlace, Relation, Stance};
pub use dataset::{Cell, Dataset, Field, FieldKind};
pub use date::Date;
pub use document::{Block, BlockKind, Document, Table, TableCell, TableRow};
pub use lang::Lang;
pub use notice::{Head, Notice, Oddity, OddityKind, Region, RegionRole, Tally, TallyOf, TallyRow};
pub use place::{Adcode, Basis, Kind, Level, Place, Unit};
pub use report::{Finding, Level as FindingLevel, Report};
pub use resolved::{Edit, Resolved, Row, Value};
pub use roster::{Column, Entry, Group, Role, Roster, SerialRule};
pub use source::Source;
pub use span::{Span, Spanned};
