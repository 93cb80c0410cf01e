//! mingdan turns the rosters (名单) in Chinese government notices into clean, coded, checked,
//! diffable datasets.
//!
//! ```text
//! bytes ─ingest→ Document ─segment→ Notice ─normalize→ Resolved ─check→ Checked ─emit→ Dataset
//! ```
//!
//! Each arrow is one folder and one public function; [`pipeline`] is the only place that knows
//! their order. The library opens no file, reads no clock and prints nothing: the same bytes in
//! give the same bytes out.

pub mod check;
pub mod diff;
pub mod emit;
pub mod gazetteer;
pub mod infer;
pub mod ingest;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod report;
pub mod schema;
pub mod segment;
pub mod text;

#[cfg(feature = "cli")]
pub mod cli;
