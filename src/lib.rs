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
//!
//! [`parse`] takes them all with what the crate has built in:
//!
//! ```
//! let text = "关于公布示范区名单的通知\n\n现公布3个示范区。\n\n2021年9月29日\n\n附件\n\n示范区名单\n\n\
//!             序号\t地区\t申报单位\n1\t江苏省苏州市\t市人民政府\n2\t重庆两江新区\t区管委会\n";
//! let run = mingdan::parse("notice.txt", text)?;
//!
//! // The notice speaks of three, its rows are two.
//! let finding = &run.report().findings[0];
//! assert_eq!(finding.name, "claim-broken");
//! assert_eq!(run.document.slice(finding.primary), "3个示范区");
//!
//! // Each row has its code on the notice's date, and organisations have their full names.
//! let csv = String::from_utf8(mingdan::emit::csv::write(&run.dataset().tables[0], false))?;
//! assert!(csv.contains("江苏省苏州市") && csv.contains("320500"));
//! assert!(csv.contains("苏州市人民政府,市人民政府"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`pipeline::run`] takes a schema of one's own and other levels:
//!
//! ```
//! use mingdan::check::Settings;
//! use mingdan::gazetteer::Gazetteer;
//! use mingdan::model::{FindingLevel, Source};
//! use mingdan::pipeline::{self, Choose};
//!
//! let own = mingdan::schema::load("name = \"own\"\ntitle = \"示范区名单\"\n", "own.toml")?;
//! let settings = Settings::default().level("claim-broken", FindingLevel::Warning)?;
//! let source = Source::new("notice.txt", "示范区名单\n\n序号\t地区\n1\t江苏省苏州市\n2\t四川省成都市\n");
//! let run = pipeline::run(&source, Choose::Given(&own), Gazetteer::embedded(), &settings)?;
//! assert_eq!(run.dataset().schema.as_deref(), Some("own"));
//! assert!(Settings::default().level("claim-brokn", FindingLevel::Off).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Only [`ingest`] can fail; everything later gives a value, and what is wrong with it is a
//! [finding](model::Finding). [`check::check`] is the only way to a [`check::Checked`], and
//! [`emit::emit`] takes nothing else.

pub mod accept;
pub mod check;
pub mod diff;
pub mod edge;
pub mod emit;
pub mod gazetteer;
pub mod ground;
pub mod infer;
pub mod ingest;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod report;
pub mod schema;
pub mod segment;
pub mod table;
pub mod text;

#[cfg(feature = "cli")]
pub mod cli;

pub use pipeline::{Run, parse};
