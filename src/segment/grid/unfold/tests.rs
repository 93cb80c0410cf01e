//! Tables of two rows side by side.

use crate::ingest::ingest;
use crate::model::Source;

#[test]
fn halves_follow_the_serials() {
    for (text, expected) in [
        ("序号\t名称\t序号\t名称\n1\t甲\t3\t丙\n2\t乙\t\t\n", "1甲 2乙 3丙"),
        ("序号\t名称\t序号\t名称\n1\t甲\t2\t乙\n3\t丙\t\t\n", "1甲 2乙 3丙"),
        ("序号\t名称\t\t序号\t名称\n1\t甲\t\t3\t丙\n2\t乙\t\t\t\n", "1甲 2乙 3丙"),
    ] {
        let document = ingest(&Source::new("t", text)).unwrap();
        let tables = crate::segment::grid::tables(&document);
        let row = |row| {
            let cells = tables[0].cells_of(row).iter().map(|c| document.slice(c.span));
            cells.collect::<String>()
        };
        let rows: Vec<String> =
            tables[0].rows.iter().map(row).filter(|row| row != "序号名称").collect();
        assert_eq!(rows.join(" "), expected);
    }
}
