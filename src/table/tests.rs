//! Tables as they are read.

use super::Table;
use crate::ingest::plain;
use crate::model::Source;

#[test]
fn titles_above_the_header_are_passed_over() {
    let document = plain(&Source::new("a.csv", "名单,,\n序号,名称,地区\n1,甲,\"乙,丙\"\n\n2,丁\n"))
        .unwrap()
        .unwrap();
    let table = &Table::all(&document)[0];
    assert_eq!(table.title(1), "名称");
    assert_eq!((table.rows.len(), table.cell(0, 2).as_ref()), (2, "乙,丙"));
    assert_eq!((table.cell(1, 2).as_ref(), table.line(1)), ("", 5));
}
