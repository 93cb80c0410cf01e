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
//! ```
//! use mingdan::check::Settings;
//! use mingdan::gazetteer::Gazetteer;
//! use mingdan::model::Source;
//! use mingdan::pipeline::{self, Choose};
//! use mingdan::{emit, schema};
//!
//! let text = "关于公布示范区名单的通知\n\n现公布3个示范区。\n\n2021年9月29日\n\n附件\n\n示范区名单\n\n\
//!             序号\t地区\t申报单位\n1\t江苏省苏州市\t市人民政府\n2\t重庆两江新区\t区管委会\n";
//! let source = Source::new("notice.txt", text);
//! let choose = Choose::Among(schema::built_in());
//! let run = pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default())?;
//!
//! // The notice speaks of three, its rows are two.
//! let report = run.checked.report();
//! assert_eq!(report.findings[0].name, "claim-broken");
//! assert_eq!(run.document.slice(report.findings[0].primary), "3个示范区");
//!
//! // Each row has its code on the notice's date, and organisations have their full names.
//! let dataset = emit::emit(&run.document, &run.checked, run.schema);
//! let csv = String::from_utf8(emit::csv::write(&dataset.tables[0], false))?;
//! assert!(csv.contains("江苏省苏州市") && csv.contains("320500"));
//! assert!(csv.contains("苏州市人民政府,市人民政府"));
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
