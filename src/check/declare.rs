//! How a check is declared: code, name, level and what it looks at, once.

/// `check!("MD140" date-impossible: Error, run)` looks at a notice; `check!("MD009" line-ends: Note, of Table)` is
/// found elsewhere. The name is that of its pages' files, with `-` for `_`. One that came later has `since` of its own:
/// `Check { since: "0.2.0", ..check!(…) }`.
macro_rules! check {
    ($code:literal $first:ident $(- $word:ident)*: $level:ident, of $of:ident) => {
        check!(@ $code, ($first $($word)*), $level, $of, None)
    };
    ($code:literal $first:ident $(- $word:ident)*: $level:ident, $run:ident) => {
        check!(@ $code, ($first $($word)*), $level, Notice, Some($run))
    };
    (@ $code:literal, ($first:ident $($word:ident)*), $level:ident, $of:ident, $run:expr) => {
        $crate::check::Check {
            code: $code,
            name: concat!(stringify!($first) $(, "-", stringify!($word))*),
            level: $crate::model::report::Level::$level,
            since: "0.1.0",
            of: $crate::check::Of::$of,
            run: $run,
            page: include_str!(concat!(stringify!($first) $(, "_", stringify!($word))*, ".md")),
            page_zh: include_str!(
                concat!(stringify!($first) $(, "_", stringify!($word))*, ".zh.md")
            ),
        }
    };
}
