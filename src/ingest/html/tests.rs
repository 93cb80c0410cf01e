//! Pages as web sites have them, and what is read of each.

use crate::ingest::ingest;
use crate::model::document::IngestOddity;
use crate::model::{BlockKind, Document, Source};

fn read(html: &str) -> Document {
    ingest(&Source::new("test", html)).unwrap()
}

fn rows(document: &Document, table: usize) -> Vec<Vec<(String, u16, u16, u16)>> {
    let table = &document.tables[table];
    let cell = |c: &crate::model::TableCell| {
        (document.slice(c.span).to_owned(), c.column, c.colspan, c.rowspan)
    };
    table.rows.iter().map(|row| table.cells_of(row).iter().map(cell).collect()).collect()
}

fn cell(text: &str, column: u16, colspan: u16, rowspan: u16) -> (String, u16, u16, u16) {
    (text.to_owned(), column, colspan, rowspan)
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).collect()
}

#[test]
fn spans_are_resolved_and_breaks_kept() {
    let document = read(
        "<table><tr><th rowspan=2>序号<th colspan=2>名称<tr><td>市<td>县\n<tr><td>1<td>甲<br/>乙<td>&amp;丙&nbsp;</table>",
    );
    assert_eq!(document.format, "html");
    let expected = [
        vec![cell("序号", 0, 1, 2), cell("名称", 1, 2, 1)],
        vec![cell("市", 1, 1, 1), cell("县", 2, 1, 1)],
        vec![cell("1", 0, 1, 1), cell("甲\n乙", 1, 1, 1), cell("&丙", 2, 1, 1)],
    ];
    assert_eq!(rows(&document, 0), expected);
    assert!(document.tables[0].cells[0].strong && !document.tables[0].cells[4].strong);
    let at = document.text.find('丙').unwrap() as u32;
    let position = document.position(at);
    assert_eq!((position.line, position.column), (2, 30));
}

#[test]
fn the_page_around_the_notice_is_furniture() {
    use BlockKind::{Furniture, Heading, Paragraph, Table};
    let document = read(
        "<!DOCTYPE html><html><head><title>关于公布名单的通知_某某部</title><style>p{}</style></head>
        <body><div class='top-nav'><a href=/>首页</a><a href=/x>政策</a></div>
        <div>当前位置：首页 &gt; 政策</div>
        <div class=wrap><div class=bt>关于公布名单的通知</div>
        <div id=zoom><p>各省、自治区：</p><p>现将名单予以公布，请认真组织实施，确保取得实效。</p>
        <p style='display:none'>隐藏</p><p><b>附件</b></p>
        <table><tr><td>1<td>甲</tr><tr><td>2<td>乙</table></div></div>
        <script>var a = '<p>丁</p>';</script><footer><p>版权所有：某某部</p></footer></body></html>",
    );
    let expected = [
        (Furniture, "首页政策"),
        (Furniture, "当前位置：首页 > 政策"),
        (Heading(1), "关于公布名单的通知"),
        (Paragraph { strong: false }, "各省、自治区："),
        (Paragraph { strong: false }, "现将名单予以公布，请认真组织实施，确保取得实效。"),
        (Paragraph { strong: true }, "附件"),
        (Table(0), "1\t甲\n2\t乙"),
        (Furniture, "版权所有：某某部"),
        (Furniture, "隐藏"),
    ];
    assert_eq!(blocks(&document), expected);
    let hidden = document.text.find("隐藏").unwrap() as u32;
    assert_eq!(document.position(hidden).line, 6);
}

#[test]
fn tables_for_layout_are_opened() {
    let document = read(
        "<table><tr><td><table><tr><td>导语一句</td></tr></table></td></tr><tr><td><p>标题</p>
        <table><tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table></td></tr></table>",
    );
    let texts: Vec<&str> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["导语一句", "标题", "1\t甲\n2\t乙"]);
}

#[test]
fn encodings_come_from_bytes_then_from_the_page() {
    let html = "<html><meta charset=gb2312><p>关于公布名单的通知，一。</p></html>";
    let (bytes, ..) = encoding_rs::GBK.encode(html);
    let document = ingest(&Source::new("test", bytes.into_owned())).unwrap();
    assert_eq!(document.encoding, "GB18030");
    assert!(document.oddities.is_empty());
    assert_eq!(blocks(&document)[0].1, "关于公布名单的通知，一。");
}

#[test]
fn line_ends_between_ideographs_are_nothing() {
    let document = read("<div><p>中央网\n   信办 <span>IEEE\nAccess</span></p><p>甲 乙</p></div>");
    let texts: Vec<&str> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["中央网信办 IEEE Access", "甲 乙"]);
}

#[test]
fn depth_and_misnesting_do_no_harm() {
    let deep = "<table><tr><td>".repeat(5000) + "甲</table>";
    assert_eq!(read(&deep).text.trim(), "甲");
    let spans = format!("<div>{}甲", "<b><i>".repeat(20_000)) + "</b>";
    assert_eq!(read(&spans).text.trim(), "甲");
    let loose = read("<p>一<td>二</td></table></p></tr>三<table>四<tr>五<td>六</p></table>七");
    for c in "一二三四五六七".chars() {
        assert!(loose.text.contains(c), "{c}");
    }
}

#[test]
fn text_with_a_tag_is_no_page() {
    assert_eq!(read("<b>附件</b>\n名单\n1\t甲\n").format, "text");
}

#[test]
fn a_page_cut_short_says_so() {
    let page = "<html><body><div><table><tr><td>1<td>甲<tr><td>2<td>乙</table></div></body></html>";
    assert!(read(page).oddities.is_empty());
    assert_eq!(read(&page[..page.find("乙").unwrap()]).oddities.len(), 1);
    // End tags that are only left out are no damage.
    assert!(read("<html><div><table><tr><td>1<td>甲<tr><td>2<td>乙</html>").oddities.is_empty());
}

#[test]
fn numbers_of_lists_are_printed() {
    let document = read(
        "<div><ol start=3><li>甲村</li><li><p>乙村</p></li><li>9、丙村</li></ol><ul><li>丁村</ul></div>",
    );
    let texts: Vec<&str> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["3. 甲村", "4. 乙村", "9、丙村", "丁村"]);
}

#[test]
fn the_boxes_of_a_site_are_not_the_notice() {
    use BlockKind::{Furniture, Heading};
    let document = read(
        "<html><head><title>关于公布名单的通知_某市</title></head><body><ul class=menu><li><a href=/>首页</a></ul>
        <table><tr><td>索引号：<td>1234</tr><tr><td>发文字号：<td>某发〔2023〕1号</tr></table>
        <h1>关于公布名单的通知</h1><p>来源：某网 2023-06-05</p>
        <div class=TRS_Editor><p>各单位：</p><p>现将名单公布。</p><table><tr><td>1<td>甲<tr><td>2<td>乙<tr><td>3<td>丙</table></div>
        <div><h3>热点</h3><ul><li><a href=/1>关于公布旧名单的通知</a><span>06-01</span></ul></div></body></html>",
    );
    let content: Vec<(BlockKind, &str)> =
        blocks(&document).into_iter().filter(|(kind, _)| *kind != Furniture).collect();
    assert_eq!(content[0], (Heading(1), "关于公布名单的通知"));
    assert_eq!(content.len(), 4);
    assert!(document.text.contains("1234") && document.text.contains("关于公布旧名单的通知"));
}

#[test]
fn what_has_no_width_is_no_text_and_a_written_line_end_is_one() {
    let document = read(
        "<table><tr><td>1<td>&#8203;甲村\u{200B}<tr><td>2<td>乙\\n村<tr><td>3<td>C:\\new</table>",
    );
    assert_eq!(document.text.trim_end(), "1\t甲村\n2\t乙\n村\n3\tC:\\new");
}

fn drawn(document: &Document) -> usize {
    let drawn = |oddity: &&IngestOddity| matches!(oddity, IngestOddity::Drawn { .. });
    document.oddities.iter().filter(drawn).count()
}

#[test]
fn pictures_in_words_are_told() {
    let table = |name: &str| {
        read(&format!("<table><tr><th>序号<th>名称<tr><td>1<td>{name}<tr><td>2<td>丙中学</table>"))
    };
    for (name, count) in [
        ("乙<img alt='喆'>中学", 1),
        ("刘<img>", 1),
        ("<img>", 1),
        ("<img>乙中学", 0),
        ("乙中学 <img>", 0),
        ("乙中学<img alt=new>", 0),
        ("乙<img width=1>中学", 0),
    ] {
        assert_eq!(drawn(&table(name)), count, "{name}");
    }
}

#[test]
fn what_rules_of_the_page_hide_is_not_shown() {
    let document = read(
        "<style>.x{display:none} .t{display:none}</style><p>乙<span class='x'>旧</span>中<i style='font-size:0'>x</i>学\
         <div class=t>丙</div><p class=x style='display:block'>丁",
    );
    assert_eq!(document.text.trim_end(), "乙中学\n丙\n丁\n旧 x");
}

#[test]
fn the_foot_of_a_table_stands_below_it() {
    let document = read(
        "<table><thead><tr><th>名称<th>数量<tfoot><tr><td>合计<td>3<tbody><tr><td>甲<td>1<tr><td>乙<td>2</table>",
    );
    assert_eq!(document.text.trim_end(), "名称\t数量\n甲\t1\n乙\t2\n合计\t3");
}

#[test]
fn fractions_powers_and_lists_that_count_down() {
    let document = read(
        "<p>3<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>，<math><msup><mn>10</mn><mn>4</mn></msup></math>，10<sub>3</sub>，CO<sub>2</sub>\
         <ol reversed start=2><li>甲<li>乙</ol><ol reversed><li>丙</ol>",
    );
    assert_eq!(document.text.trim_end(), "3 1/2，10⁴，10₃，CO2\n2. 甲\n1. 乙\n丙");
}
