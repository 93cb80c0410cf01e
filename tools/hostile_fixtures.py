#!/usr/bin/env python3
"""Writes fixtures/hostile/: small files that ask for more than any reader has, or for nothing sensible.

    python3 tools/hostile_fixtures.py

Standard library only, the same bytes every time with the same zlib. `tests/hostile.rs` runs the
command over all files of the folder, under bounds of memory and time. Files that a fuzzer found lie
there too, under `found-*`, and are not written here.
"""

import functools
import io
import pathlib
import random
import zipfile
import zlib

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "hostile"
ROW = "<7532> Tj 0 -20 Td "  # One character a line.
FONT = ("<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H /DescendantFonts [ << /Type /Font "
        "/Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        "/DW 1000 >> ] >>")


@functools.cache
def zeros(count):
    """zlib of that many zeros, without holding them."""
    packer, out, piece = zlib.compressobj(9), [], bytes(1 << 20)
    for _ in range(count >> 20):
        out.append(packer.compress(piece))
    return b"".join(out) + packer.flush()


def repeated(piece, count):
    """zlib of a piece many times over."""
    packer, out, block = zlib.compressobj(9), [], piece * 4096
    for _ in range(count // 4096):
        out.append(packer.compress(block))
    return b"".join(out) + packer.flush()


def stream(entries, data, packed=0):
    """A stream object; `packed` says how many times the data is packed with zlib already."""
    filters = "" if packed == 0 else "/Filter [ " + "/FlateDecode " * packed + "] "
    return f"<< {entries} {filters}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def twice(data):
    """Packed data packed once more, and then it is two times packed."""
    return zlib.compress(data, 9), 2


def pdf(objects, trailer="", root=1):
    """A file of objects by number."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        body = body if isinstance(body, bytes) else body.encode()
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        place = places.get(number)
        out += b"0000000000 00000 f \n" if place is None else f"{place:010} 00000 n \n".encode()
    out += f"trailer\n<< /Size {size} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def page(content, more=None, resources="/Font << /F1 5 0 R >>", box="[ 0 0 595 842 ]", font=FONT):
    """A file of one page."""
    if isinstance(content, (str, bytes)):
        data = content.encode() if isinstance(content, str) else content
        content = stream("", zlib.compress(data, 9), 1)
    elif isinstance(content, tuple):
        content = stream("", *content)
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources << {resources} >> >>",
        4: content,
        5: font,
    }
    return pdf(objects | (more or {}))


def text(count=3):
    return "BT /F1 12 Tf 80 700 Td " + ROW * count + "ET"


def descendant(more):
    return FONT.replace("/DescendantFonts [ ", "/DescendantFonts [ ").replace("/DW 1000", "/DW 1000 " + more)


def forms(count, body):
    """Form XObjects 10, 11 …; `body(i)` is the content of each and the number it draws."""
    out = {}
    for i in range(count):
        content, target = body(i)
        inner = f"/Type /XObject /Subtype /Form /BBox [ 0 0 595 842 ] /Resources << /XObject << /X {target} 0 R >> >>"
        out[10 + i] = stream(inner, content.encode())
    return out


def pdfs():
    draws = "/XObject << /X 10 0 R >> /Font << /F1 5 0 R >>"
    yield "flate-bomb-content", page(twice(zeros(4 << 30)))
    yield "flate-bomb-font", page(text(), {6: stream("", *twice(zeros(4 << 30)))}, font=descendant(
        "/FontDescriptor << /Type /FontDescriptor /FontName /SimSun /FontFile2 6 0 R >>"))
    yield "flate-bomb-to-unicode", page(text(), {6: stream("", *twice(zeros(4 << 30)))},
                                        font=FONT[:-2] + "/ToUnicode 6 0 R >>")
    yield "flate-bomb-form", page("/X Do", {10: stream("/Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ]",
                                                       *twice(zeros(4 << 30)))}, draws)
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>", 7: stream("/Type /ObjStm /N 1 /First 4", *twice(zeros(4 << 30)))}
    yield "flate-bomb-object-stream", pdf(objects).replace(b"0000000000 00000 f \n", b"0000000016 00000 n \n", 2)
    yield "operators", page(twice(repeated(b"q Q ", 200_000_000)))
    yield "glyphs", page(twice(repeated(b"BT /F1 9 Tf <7532753275327532> Tj ET ", 10_000_000)))
    yield "rules", page(twice(repeated(b"0 0 m 9 9 l S 1 1 50 1 re f ", 10_000_000)))
    yield "path", page(twice(repeated(b"1 2 l ", 60_000_000)))
    yield "string", page((zlib.compress(zlib.compress(b"BT /F1 9 Tf (" + b"A" * 80_000_000 + b") Tj ET", 9), 9), 2))
    yield "states", page(twice(repeated(b"q ", 100_000_000)))
    yield "clips", page(twice(repeated(b"0 0 9 9 re W n ", 20_000_000)))
    yield "inline-images", page(twice(repeated(b"BI /W 1 /H 1 ID  EI ", 4_000_000)))
    yield "forms-self", page("/X Do", forms(1, lambda i: ("/X Do", 10)), draws)
    yield "forms-round", page("/X Do", forms(3, lambda i: ("/X Do /X Do", 10 + (i + 1) % 3)), draws)
    yield "forms-tree", page("/X Do", forms(30, lambda i: ("/X Do " * 10, 11 + i)), draws)
    yield "forms-chain", page("/X Do", forms(1_500, lambda i: ("/X Do", 11 + i)), draws)
    yield "pages-round", pdf({1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
                              3: "<< /Type /Pages /Kids [ 2 0 R 3 0 R ] /Count 1 >>"})
    chain = {n: f"<< /Type /Pages /Kids [ {n + 1} 0 R ] /Count 1 >>" for n in range(2, 1502)}
    yield "pages-chain", pdf({1: "<< /Type /Catalog /Pages 2 0 R >>", **chain, 1502: "<< /Type /Page >>"})
    kids = b"<< /Type /Pages /Count 9 /Kids [ " + b"<</Type/Page>> " * 2_000_000 + b"] >>"
    inner = b"2 0 " + kids
    stm = zlib.compress(zlib.compress(inner, 9), 9)
    yield "pages-many", packed_object(stm, 2)
    for name, opening, closing in [("arrays", b"[", b"]"), ("dictionaries", b"<</A", b">>"), ("strings", b"(", b")")]:
        deep = opening * 5_000_000 + closing * 5_000_000
        yield f"deep-{name}", packed_object(zlib.compress(zlib.compress(b"2 0 " + deep, 9), 9), 2)
        yield f"deep-{name}-content", page((zlib.compress(zlib.compress(deep + b" Tj", 9), 9), 2))
    for name, box in [("giant", "[ 0 0 1e38 1e38 ]"), ("long", "[ 0 0 99999999999999999999999 842 ]"),
                      ("turned", "[ 595 842 0 0 ]"), ("far", "[ -3e38 -3e38 3e38 3e38 ]"), ("nothing", "[ 0 0 0 0 ]"),
                      ("words", "[ /A (b) null << >> ]")]:
        yield f"page-{name}", page(text(), box=box)
    yield "numbers", page("99999999999999999999 -.0000000000000001 1e999 --5 +-+3 cm BT /F1 1e30 Tf 3e38 3e38 Td " + ROW + "ET")
    lies = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + \
        b"100 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 100 + b"endbfrange\n"
    yield "to-unicode-ranges", page(text(), {6: stream("", zlib.compress(zlib.compress(lies * 2000, 9), 9), 2)},
                                    font=FONT[:-2] + "/ToUnicode 6 0 R >>")
    long = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <7532> <" + b"7532" * 50_000 + \
        b"> endbfchar endcmap"
    yield "to-unicode-long", page(twice(repeated(b"BT /F1 9 Tf <7532753275327532> Tj ET ", 100_000)),
                                  {6: stream("", zlib.compress(long, 9), 1)}, font=FONT[:-2] + "/ToUnicode 6 0 R >>")
    yield "encoding-self", page(text(), {6: stream("/Type /CMap /CMapName /A /UseCMap 6 0 R", b"/A usecmap begincmap")},
                                font=FONT.replace("/UniGB-UTF16-H", "6 0 R"))
    type3 = ("<< /Type /Font /Subtype /Type3 /FontBBox [ 0 0 9 9 ] /FontMatrix [ .1 0 0 .1 0 0 ] /FirstChar 65 /LastChar 65 "
             "/Widths [ 9 ] /Encoding << /Differences [ 65 /A ] >> /CharProcs << /A 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>")
    yield "type3-self", page("BT /F1 9 Tf (AAAA) Tj ET", {6: stream("", b"9 0 d0 BT /F1 9 Tf (AAAAAAAAAA) Tj ET")}, font=type3)
    tile = ("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [ 0 0 1 1 ] /XStep .0001 /YStep .0001 "
            "/Resources << /Pattern << /P 6 0 R >> >>")
    paint = "/Pattern cs /P scn 0 0 595 842 re f "
    yield "pattern-self", page(paint * 3, {6: stream(tile, paint.encode())}, "/Pattern << /P 6 0 R >>")
    yield "shading-self", page("/S sh", {6: "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [ 0 0 9 9 ] /Function 7 0 R >>",
                                         7: "<< /FunctionType 3 /Domain [ 0 1 ] /Functions [ 7 0 R 7 0 R ] /Bounds [ .5 ] /Encode [ 0 1 0 1 ] >>"},
                               "/Shading << /S 6 0 R >>")
    group = "/Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ] /Group << /S /Transparency >> /Resources << /ExtGState << /G 7 0 R >> /XObject << /X 10 0 R >> >>"
    yield "mask-self", page("/G gs /X Do", {7: "<< /SMask << /S /Luminosity /G 10 0 R >> >>", 10: stream(group, b"/G gs /X Do")},
                            "/ExtGState << /G 7 0 R >> /XObject << /X 10 0 R >>")
    whole = page(text())
    start = whole.rindex(b"xref\n0")
    yield "xref-round", whole.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {start}".encode())
    yield "xref-far", whole.replace(b"startxref\n", b"startxref\n9")
    yield "xref-many", whole.replace(b"xref\n0 6", b"xref\n0 4294967295")
    yield "length-self", page(text()).replace(b"/Length ", b"/Length 4 0 R /L ")
    yield "length-giant", page(text()).replace(b"/Length ", b"/Length 99999999999 /L ")
    yield "reference-round", page(text(), {5: "6 0 R", 6: "5 0 R"}, font="6 0 R")
    yield "half", whole[:len(whole) // 2]
    yield "header-only", b"%PDF-1.7\n"
    chance = random.Random(7)
    yield "noise", b"%PDF-1.7\n" + chance.randbytes(20_000)
    yield "objects-many", b"%PDF-1.7\n" + b"".join(b"%d 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\n" % (n % 1000) for n in range(6_000)) + b"trailer << /Root 1 0 R >>"


def packed_object(data, packed):
    """A file whose object 2, the page tree, lies in object stream 3, and a cross-reference stream."""
    out = bytearray(b"%PDF-1.7\n")
    places = [len(out)]
    out += b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    places.append(len(out))
    out += b"3 0 obj\n" + stream("/Type /ObjStm /N 1 /First 4", data, packed) + b"\nendobj\n"
    start = len(out)
    entry = lambda kind, a, b: bytes([kind]) + a.to_bytes(4, "big") + bytes([b])
    table = entry(0, 0, 0) + entry(1, places[0], 0) + entry(2, 3, 0) + entry(1, places[1], 0) + entry(1, start, 0)
    out += b"4 0 obj\n" + stream("/Type /XRef /Size 5 /W [ 1 4 1 ] /Root 1 0 R", table) + b"\nendobj\n"
    return bytes(out) + f"startxref\n{start}\n%%EOF\n".encode()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, how, 9)
    return out.getvalue()


TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body, raw=False):
    document = body if raw else f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document})


def xlsx(sheet, shared=""):
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    return zipped({
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": f'<workbook {main} {rel}><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {main}>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{sheet}</worksheet>",
    })


def ods(table):
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
               f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{table}'
               "</table:table></office:spreadsheet></office:body></office:document-content>")
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def others():
    yield "bomb.docx", docx("<w:p><w:r><w:t>" + "甲" * 120_000_000 + "</w:t></w:r></w:p>")
    yield "deep.docx", docx("<w:tbl><w:tr><w:tc>" * 200_000)
    yield "spans.docx", docx('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>甲</w:t>'
                             "</w:r></w:p></w:tc></w:tr></w:tbl>")
    row = lambda *cells: "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{n}"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
                                            for text, n in cells) + "</w:tr>"
    one = lambda *cells: row(*((text, 1) for text in cells))
    yield "short-header.docx", docx("<w:p><w:r><w:t>示范村名单</w:t></w:r></w:p><w:tbl>" + one("序号", "地区", "村名", "人数")
                                    + row(("", 5), ("坪上镇", 1), ("702", 1)) + one("5", "蒙阴县", "毛坪村", "265", "")
                                    + one("6", "沂南县", "东村", "285", "") + "</w:tbl>")
    yield "entities.docx", docx('<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
                                f"<w:document {WORD}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>", raw=True)
    yield "half.docx", docx("".join(f"<w:p><w:r><w:t>{n * 7919 % 10007}</w:t></w:r></w:p>" for n in range(500)))[:-600]
    cell = lambda at: f'<c r="{at}" t="inlineStr"><is><t>甲</t></is></c>'
    yield "far.xlsx", xlsx(f'<sheetData><row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row></sheetData>')
    yield "farther.xlsx", xlsx(f'<sheetData><row r="4294967295">{cell("ZZZZZZ4294967295")}</row></sheetData>')
    merged = '<mergeCell ref="A1:XFD1048576"/>'
    yield "merged.xlsx", xlsx(f'<sheetData><row r="1">{cell("A1")}</row></sheetData><mergeCells>{merged * 500}</mergeCells>')
    yield "bomb.xlsx", xlsx("<sheetData>" + f'<row>{cell("A1")}</row>' * 5_000_000 + "</sheetData>")
    yield "strings.xlsx", xlsx('<sheetData>' + '<row><c t="s"><v>0</v></c></row>' * 20_000 + '</sheetData>', "<si><t>" + "甲" * 100_000 + "</t></si>")
    text = "<text:p>甲</text:p>"
    yield "repeated.ods", ods('<table:table-row table:number-rows-repeated="2000000000"><table:table-cell '
                              f'table:number-columns-repeated="2000000000">{text}</table:table-cell></table:table-row>')
    yield "spanned.ods", ods('<table:table-row><table:table-cell table:number-columns-spanned="2000000000" '
                             f'table:number-rows-spanned="2000000000">{text}</table:table-cell></table:table-row>' * 3)
    yield "spaces.ods", ods('<table:table-row><table:table-cell><text:p>甲<text:s text:c="4000000000"/>乙</text:p></table:table-cell></table:table-row>')
    yield "spans.html", "<html><body><table>" + '<tr><td colspan="1000000000" rowspan="1000000000">甲</td><td>乙</td></tr>' * 200 + "</table></body></html>"
    yield "deep.html", "<html><body>" + "<div>" * 100_000 + "甲"
    yield "tables.html", "<html><body>" + "<table><tr><td>" * 20_000 + "甲"
    yield "open.html", "<html><body>" + "<!--<a b='" * 20_000
    yield "quotes.csv", 'a,b,c\n"' + "甲,乙\n" * 20_000
    yield "columns.csv", "a,b\n" + "," * 200_000 + "\n1,2\n"
    yield "numerals.txt", "名单\n\n" + "九" * 50_000 + "、" + "9" * 50_000 + "\n共" + "9" * 100 + "家\n" + "1.1." * 20_000 + "\n"
    yield "brackets.txt", "关于" + "《（〔" * 30_000 + "的通知\n\n" + "（一）" * 20_000 + "\n"


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, data in pdfs():
        (OUT / f"{name}.pdf").write_bytes(data)
    for name, data in others():
        (OUT / name).write_bytes(data if isinstance(data, bytes) else data.encode())


if __name__ == "__main__":
    main()
