"""Makes fixtures/formats/<slug>/source.* and expected.txt: one invented roster in every format.

What must be read is written here beside what is put in, not taken from the reader.

    python3 -m venv venv && venv/bin/pip install openpyxl xlwt odfpy python-docx
    venv/bin/python tools/make_format_fixtures.py
"""

import datetime
import io
import re
import shutil
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from odf import opendocument, style, table, text
from openpyxl.styles import Font

ROOT = Path(__file__).resolve().parent.parent / "fixtures" / "formats"

# The roster: text, number, date; a cell of two lines; merged heads, groups and cells.
TITLE = "示范书店名单\n（截至2021年9月29日）"
HEAD = ["序号", "名称", "代码", "面积", "日期", "备注"]
GROUP = "青石市（3家）"
ROWS = [
    [1, "松风书店", 4111010001, 12.5, "a", "联合\n申报"],
    [2, "竹影书店", 11010, 0.1 + 0.2, "b", None],
    [3, "梅雪书店", 11011, 3, "b", None],
]
DATES = {"a": datetime.date(2021, 9, 29), "b": datetime.date(1999, 12, 31)}
NOTE = "注：排名不分先后"

TABLE = """\
p 示范书店名单
p （截至2021年9月29日）
table exact
*序号 | *名称 | *代码 | *面积 | *日期 | *备注
青石市（3家）[0+6/1]
1 | 松风书店 | 4111010001 | 12.5 | 2021-09-29 | 联合⏎申报[5+1/2]
2 | 竹影书店 | 011010 | 0.3 | 1999-12-31
3 | 梅雪书店 | 011011 | 3 | 1999-12-31 | 
p 注：排名不分先后
"""


def write(slug, name, data, expected):
    folder = ROOT / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"source.{name}").write_bytes(data)
    (folder / "expected.txt").write_text(expected, encoding="utf-8")


def fixed_zip(data):
    """The same container with fixed times, so that the script's output does not change."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, (2021, 1, 1, 0, 0, 0))
            info.compress_type = item.compress_type
            body = old.read(item)
            if item.filename == "docProps/core.xml":
                continue
            new.writestr(info, body)
    return out.getvalue()


def xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = TITLE
    sheet.merge_cells("A1:F1")
    for column, head in enumerate(HEAD, 1):
        sheet.cell(2, column, head).font = Font(bold=True)
    sheet["A3"] = GROUP
    sheet.merge_cells("A3:F3")
    for row, values in enumerate(ROWS, 4):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, DATES.get(value, value))
            if column == 3:
                cell.number_format = "000000"
            if column == 5:
                cell.number_format = 'yyyy"年"m"月"d"日";@'
    sheet.merge_cells("F4:F5")
    sheet["A8"] = NOTE
    save(book, "xlsx-merged", TABLE)

    book = openpyxl.Workbook()
    first = book.active
    first.title = "第一批"
    first.append(["序号", "名称"])
    first.append([1, "松风书店"])
    first.append([2, "旧名书店"])
    first.append([3, "竹影书店"])
    first.row_dimensions[3].hidden = True
    second = book.create_sheet("第二批")
    second.append(["序号", "名称"])
    second.append([1, True])
    old = book.create_sheet("底稿")
    old.sheet_state = "hidden"
    old.append(["草稿"])
    save(
        book,
        "xlsx-hidden",
        "h1 第一批\ntable exact\n序号 | 名称\n1 | 松风书店\n3 | 竹影书店\nf 2⇥旧名书店\n"
        "h1 第二批\ntable exact\n序号 | 名称\n1 | TRUE\nf 草稿\noddity hidden\noddity hidden\n",
    )


def save(book, slug, expected):
    out = io.BytesIO()
    book.save(out)
    write(slug, "xlsx", fixed_zip(out.getvalue()), expected)


def xls():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    bold = xlwt.easyxf("font: bold on")
    code = xlwt.easyxf(num_format_str="000000")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    sheet.write_merge(0, 0, 0, 5, TITLE)
    for column, head in enumerate(HEAD):
        sheet.write(1, column, head, bold)
    sheet.write_merge(2, 2, 0, 5, GROUP)
    for row, values in enumerate(ROWS, 3):
        for column, value in enumerate(values[:5]):
            look = {2: code, 4: date}.get(column, xlwt.Style.default_style)
            sheet.write(row, column, DATES.get(value, value), look)
    sheet.write_merge(3, 4, 5, 5, ROWS[0][5])
    sheet.write(7, 0, NOTE)
    out = io.BytesIO()
    book.save(out)
    write("xls-merged", "xls", out.getvalue(), TABLE)


def ods():
    document = opendocument.OpenDocumentSpreadsheet()
    bold = style.Style(name="b", family="table-cell")
    bold.addElement(style.TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    sheet = table.Table(name="Sheet1")

    def cell(row, value, shown=None, **options):
        if isinstance(value, (int, float)):
            options.update(valuetype="float", value=value)
        elif isinstance(value, datetime.date):
            options.update(valuetype="date", datevalue=value.isoformat())
        else:
            options.update(valuetype="string")
        made = table.TableCell(**options)
        for line in (shown or str(value)).split("\n"):
            made.addElement(text.P(text=line))
        row.addElement(made)

    def covered(row, count=1):
        row.addElement(table.CoveredTableCell(numbercolumnsrepeated=count))

    for words in (TITLE, None, GROUP):
        row = table.TableRow()
        if words is None:
            for head in HEAD:
                cell(row, head, stylename=bold)
        else:
            cell(row, words, numbercolumnsspanned=6, numberrowsspanned=1)
            covered(row, 5)
        sheet.addElement(row)
    for index, values in enumerate(ROWS):
        row = table.TableRow()
        for column, value in enumerate(values):
            if column == 2 and value < 1000000:
                cell(row, value, f"{value:06}")
            elif column == 3:
                cell(row, value, f"{value:.2g}" if value != 12.5 else "13")
            elif column == 4:
                cell(row, DATES[value], "某日")
            elif column == 5 and index == 0:
                cell(row, value, numberrowsspanned=2, numbercolumnsspanned=1)
            elif column == 5 and index == 1:
                covered(row)
            elif value is not None:
                cell(row, value)
        sheet.addElement(row)
    blank = table.TableRow(numberrowsrepeated=3)
    blank.addElement(table.TableCell(numbercolumnsrepeated=1000))
    sheet.addElement(blank)
    row = table.TableRow()
    cell(row, NOTE)
    sheet.addElement(row)
    end = table.TableRow(numberrowsrepeated=1048000)
    end.addElement(table.TableCell(numbercolumnsrepeated=16384))
    sheet.addElement(end)
    document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.write(out)
    write("ods-merged", "ods", fixed_zip(out.getvalue()), TABLE)


def paragraph(body, xml):
    made = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
    body.insert(len(body) - 1, made)
    return made


def run(words, bold=False):
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


BOX = """<w:r><mc:AlternateContent
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
 <mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>
 </w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>
 <w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def word():
    document = docx.Document()
    document.add_heading("关于公布示范书店名单的通知", 1)
    body = document.element.body
    paragraph(body, run("各有关单位：") + BOX)
    paragraph(
        body,
        run("现将")
        + '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        + '<w:ins w:id="2" w:author="a">' + run("新") + "</w:ins>"
        + run("名单公布。") + "<w:r><w:br/></w:r>" + run("特此通知。"),
    )
    paragraph(body, run("附", True) + run("件", True))
    grid = document.add_table(0, 3)

    def row(*cells, header=False):
        made = grid.add_row()._tr
        for cell in list(made.tc_lst):
            made.remove(cell)
        if header:
            made.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for xml in cells:
            made.append(parse_xml(f"<w:tc {nsdecls('w')}>{xml}</w:tc>"))

    def plain(words, look=""):
        lines = "".join(f"<w:p>{run(word)}</w:p>" for word in words.split("\n"))
        return f"<w:tcPr>{look}</w:tcPr>{lines}"

    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    number = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr></w:p>'
    row(plain("序号"), plain("名称"), plain("备注"), header=True)
    row(plain("青石市（2家）", '<w:gridSpan w:val="3"/>'))
    row(number, plain("松风\n书店"), plain("联合", restart))
    row(number, plain("竹影书店"), plain("", go_on))
    nested = (
        "<w:tbl><w:tr><w:tc><w:p>" + run("东城") + "</w:p></w:tc><w:tc><w:p>" + run("西城")
        + "</w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    row(number, plain("梅雪书店"), nested)
    lists = document.part.numbering_part.element
    first = lists.find(qn("w:num"))
    kinds = [
        ("77", "decimal", "%1"),
        ("78", "chineseCounting", "（%1）"),
    ]
    for identity, form, words in kinds:
        kind = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}"><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/>'
            '<w:suff w:val="nothing"/></w:lvl></w:abstractNum>'
        )
        first.addprevious(kind)
        lists.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{identity}">'
                f'<w:abstractNumId w:val="{identity}"/></w:num>'
            )
        )
    for words in ("按时报送", "加强管理"):
        look = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="78"/></w:numPr></w:pPr>'
        paragraph(body, look + run(words))
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    out = io.BytesIO()
    document.save(out)
    write(
        "docx-merged",
        "docx",
        fixed_zip(out.getvalue()),
        """\
h1 关于公布示范书店名单的通知
p 各有关单位：
p 框内
p 现将新名单公布。
p 特此通知。
P 附件
table exact
*序号 | *名称 | *备注
青石市（2家）[0+3/1]
1 | 松风⏎书店 | 联合[2+1/2]
2 | 竹影书店
3 | 梅雪书店 | 东城 西城
p （一）按时报送
p （二）加强管理
f — 1 —
""",
    )


def page():
    html = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html;
 charset=gb2312"><title>关于公布示范书店名单的通知 - 某某市文化局</title>
<script>document.write("<table>")</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">公告</a></li></ul></div>
<table width="100%"><tr><td>您的位置：首页&gt;公告</td></tr><tr><td>
<h2>关于公布示范书店名单的通知</h2>
<p>各有关单位：<br>现将名单予以公布，请
认真做好管理。</p>
<ol><li>按时报送</li><li>加强管理</li></ol>
<table border="1"><tr><th>序号<th>名称<th>备注
<tr><td colspan="3"><strong>青石市（2家）</strong></td></tr>
<tr><td>1</td><td>松风<br>书店</td><td rowspan="2">联合&middot;申报</td></tr>
<tr><td>2</td><td><span>竹影</span>书店</td></tr></table>
<p style="display: none">不显示</p>
</td></tr></table>
<div id="footer">主办：某某市文化局　某ICP备00000000号</div></body></html>
"""
    write(
        "html-gbk",
        "html",
        html.encode("gbk"),
        """\
f 首页
f 公告
f 您的位置：首页>公告
h1 关于公布示范书店名单的通知
p 各有关单位：
p 现将名单予以公布，请认真做好管理。
p 1. 按时报送
p 2. 加强管理
table exact
*序号 | *名称 | *备注
*青石市（2家）[0+3/1]
1 | 松风⏎书店 | 联合·申报[2+1/2]
2 | 竹影书店
f 主办：某某市文化局　某ICP备00000000号
f 不显示
oddity hidden
""",
    )


def plain():
    rows = '序号,名称,备注\r\n1,"松风书店,总店","联合\n申报"\r\n2,"""竹影""书店",\r\n3,梅雪书店,无\r\n'
    write(
        "csv-gb18030",
        "csv",
        rows.encode("gb18030"),
        'table exact\n序号 | 名称 | 备注\n1 | 松风书店,总店 | 联合⏎申报\n2 | "竹影"书店 | \n'
        "3 | 梅雪书店 | 无\noddity encoding-guessed\n",
    )


ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:default-outline-level="1"/>
<text:list-style style:name="Chinese"><text:list-level-style-number text:level="1"
 style:num-prefix="（" style:num-suffix="）" style:num-format="一, 二, 三, ..."/></text:list-style>
<text:list-style style:name="Digits"><text:list-level-style-number text:level="1"
 style:num-suffix="." style:num-format="1"/></text:list-style>
</office:styles>
<office:automatic-styles>
<style:style style:name="bold" style:family="text">
<style:text-properties style:font-weight-asian="bold" fo:font-weight="bold"/></style:style>
<style:style style:name="unseen" style:family="text">
<style:text-properties text:display="none"/></style:style>
<style:page-layout style:name="page"><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
<style:footer><text:p>— 1 —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
<text:h text:style-name="Heading_20_1" text:outline-level="1">关于公布示范书店名单的通知</text:h>
<text:p>各有关单位：<draw:frame draw:name="box" text:anchor-type="char" svg:width="4cm" svg:x="9cm"
 svg:y="0cm"><draw:text-box fo:min-height="1cm"><text:p>框内</text:p></draw:text-box></draw:frame></text:p>
<text:p>现将<text:span text:style-name="unseen">旧</text:span>名单公布<text:note
 text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>按年公布。</text:p></text:note-body></text:note>，见<text:a
 xlink:href="https://example.org/">网站</text:a>。<text:line-break/>特此通知。</text:p>
<text:p><text:span text:style-name="bold">附件</text:span></text:p>
<table:table><table:table-column table:number-columns-repeated="3"/>
<table:table-row>CELL(序号)CELL(名称)CELL(备注)</table:table-row>
<table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>青石市（2家）</text:p>
</table:table-cell><table:covered-table-cell/><table:covered-table-cell/></table:table-row>
<table:table-row>CELL(1)<table:table-cell><text:p>松风</text:p><text:p>书店</text:p>
</table:table-cell><table:table-cell table:number-rows-spanned="2"><text:p>联合</text:p>
</table:table-cell></table:table-row>
<table:table-row>CELL(2)CELL(竹影书店)<table:covered-table-cell/></table:table-row>
<table:table-row>CELL(3)CELL(梅雪书店)<table:table-cell><table:table><table:table-column
 table:number-columns-repeated="2"/><table:table-row>CELL(东城)CELL(西城)</table:table-row>
</table:table><text:p/></table:table-cell></table:table-row></table:table>
<text:list text:style-name="Chinese"><text:list-item><text:p>按时报送</text:p></text:list-item>
<text:list-item><text:p>加强管理</text:p></text:list-item></text:list>
<text:list text:style-name="Digits"><text:list-item><text:p>甲店</text:p></text:list-item>
<text:list-item><text:p>𠮷店</text:p></text:list-item></text:list>
</office:text></office:body></office:document>
"""


def old_word():
    """A document of Word 97, as LibreOffice writes it; its bytes hold the time of writing."""
    office = shutil.which("soffice")
    if office is None:
        print("no soffice: doc-merged stays as it is")
        return
    cell = r"<table:table-cell><text:p>\1</text:p></table:table-cell>"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.fodt")
        source.write_text(re.sub(r"CELL\((.*?)\)", cell, ODT), encoding="utf-8")
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/home"]
        command += ["--convert-to", "doc:MS Word 97", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        data = source.with_suffix(".doc").read_bytes()
    write(
        "doc-merged",
        "doc",
        data,
        """\
h1 关于公布示范书店名单的通知
p 各有关单位：
p 框内
p 现将名单公布，见网站。
p 特此通知。
P 附件
table exact
序号 | 名称 | 备注
青石市（2家）[0+3/1]
1 | 松风⏎书店 | 联合[2+1/2]
2 | 竹影书店
3 | 梅雪书店 | 东城 西城
p （一）按时报送
p （二）加强管理
p 1.甲店
p 2.𠮷店
p 按年公布。
f — 1 —
f 旧
oddity hidden
""",
    )


def compound(slug, name, stream, error):
    """The first sectors of a compound file with one stream in its directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header = header.ljust(48, b"\0") + struct.pack("<I", 0)
    header = header.ljust(76, b"\0") + b"\xff" * 436

    def entry(words, kind):
        units = words.encode("utf-16le") + b"\0\0"
        return (units.ljust(64, b"\0") + struct.pack("<HB", len(units), kind)).ljust(128, b"\0")

    directory = entry("Root Entry", 5) + entry(stream, 2) + bytes(256)
    write(slug, name, header + directory, f"error {error}\n")


if __name__ == "__main__":
    xlsx()
    xls()
    ods()
    word()
    page()
    plain()
    old_word()
    compound("docx-locked", "docx", "EncryptedPackage", "encrypted")
    compound("doc-old", "doc", "WordDocument", "unsupported")
