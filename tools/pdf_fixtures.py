#!/usr/bin/env python3
"""Writes fixtures/pdf/: small PDF files, one drawing situation each, from invented rosters.

    python3 tools/pdf_fixtures.py

Standard library only, fonts not embedded, the same bytes every time with the same zlib.
`expected.json` names for each file the roster that must come out of it, and has the rosters' rows
(group, serial, place, unit).
"""

import json
import pathlib
import struct
import zlib

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "pdf"
WIDTH, HEIGHT, SIZE = 595, 842, 12

HEADER = ["序号", "地区", "单位"]
GROUPS = ["综合类", "专项类（农业）", "专项类（水利）"]
PLACES = ["云州市", "白水县", "青河区", "北山市临江区", "南平湖经济技术开发区", "东林县", "石桥镇", "柳河市"]
UNITS = ["市人民政府", "县人民政府", "区管委会", "市农业农村局", "白水大学", "市水利局、市发展改革委", "镇人民政府"]
LONG = "市人民政府、市农业农村局、市发展改革委、市大数据管理局"


def rows(counts=(9, 12, 14), long_every=0):
    """Entries as (group, serial, place, unit)."""
    out, n = [], 0
    for group, count in zip(GROUPS, counts):
        for serial in range(1, count + 1):
            unit = UNITS[(n * 3) % 7]
            if long_every and n % long_every == 1:
                unit = LONG
            out.append([group, str(serial), PLACES[(n * 5) % 8], unit])
            n += 1
    return out


class Page:
    """A content stream; y runs down from the top."""

    def __init__(self, encoding="utf-16-be", width=WIDTH, height=HEIGHT):
        self.ops, self.encoding, self.width, self.height = [], encoding, width, height
        # What is filled into fields that lie over the page: place and text.
        self.fields = []
        # Of a form: whether it is mixed with what is below it as a whole.
        self.group = False

    def text(self, x, y, text, size=SIZE, mode=0, matrix=None):
        """Text from a baseline point."""
        code = text.encode(self.encoding).hex()
        place = matrix or f"1 0 0 1 {x:g} {self.height - y:g}"
        self.ops.append(f"BT /F1 {size} Tf {mode} Tr {place} Tm <{code}> Tj ET")

    def line(self, x0, y0, x1, y1, width=0.5):
        self.ops.append(f"{width} w {x0:g} {self.height - y0:g} m {x1:g} {self.height - y1:g} l S")

    def rect(self, x0, y0, x1, y1, gray=0):
        self.ops.append(f"{gray} g {x0:g} {self.height - y1:g} {x1 - x0:g} {y1 - y0:g} re f 0 g")


class Corrected(Page):
    """Where it says 区管委会 it said something else, which was painted over."""

    def text(self, x, y, text, *rest, **named):
        if text == "区管委会":
            super().text(x, y, "市水利局")
            self.rect(x - 1, y - SIZE, x + advance(text) + 1, y + 2, gray=1)
        super().text(x, y, text, *rest, **named)


class Sealed(Page):
    """Over 区管委会 lies a seal's text of the same size: no one can tell whose its characters are."""

    def text(self, x, y, text, *rest, **named):
        super().text(x, y, text, *rest, **named)
        if text == "区管委会":
            super().text(x + 1.6 * SIZE, y, "省教育厅专用章")


class FilledIn(Page):
    """Where it says 区管委会 this stands in a field."""

    def text(self, x, y, text, *rest, **named):
        if text == "区管委会":
            self.fields.append((x, y, text))
        else:
            super().text(x, y, text, *rest, **named)


def advance(text, size=SIZE):
    return sum(size * (0.5 if ord(c) < 128 else 1) for c in text)


class File:
    """Objects of one file."""

    def __init__(self):
        self.objects = []

    def add(self, body, stream=None, packed=False):
        if stream is not None:
            data = zlib.compress(stream, 9) if packed else stream
            body = body[:-2] + f" /Length {len(data)}" + (" /Filter /FlateDecode" if packed else "") + " >>"
            self.objects.append(body.encode() + b"\nstream\n" + data + b"\nendstream")
        else:
            self.objects.append(body.encode())
        return len(self.objects)

    def write(self, name):
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        for place in places:
            out += f"{place:010} 00000 n \n".encode()
        out += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        (OUT / name).write_bytes(out)


CMAPS = {"utf-16-be": "UniGB-UTF16-H", "gb18030": "GBK-EUC-H"}


def gray_profile():
    """The least profile (ICC) of gray: a curve and the white of paper."""
    curve = b"curv" + struct.pack(">IIHH", 0, 1, 0x0233, 0)
    white = b"XYZ " + struct.pack(">Iiii", 0, 0xF6D6, 0x10000, 0xD32D)
    tags, body = b"", b""
    for name, tag in ((b"kTRC", curve), (b"wtpt", white)):
        tags += name + struct.pack(">II", 128 + 4 + 24 + len(body), len(tag))
        body += tag
    head = struct.pack(">I4xI4s4s4s12x4s", 128 + 4 + 24 + len(body), 0x02100000, b"mntr", b"GRAY", b"XYZ ", b"acsp")
    head = head.ljust(68, b"\0") + struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)
    return head.ljust(128, b"\0") + struct.pack(">I", 2) + tags + body


def save(name, pages, cmap=None, rotate=0, forms=(), told=None, picture=None):
    """Pages → a file. `forms` are (matrix, Page) drawn by name as /X0, /X1 …, `told` what the file says its characters are,
    `picture` is (width, height), all of it gray, drawn as /P0."""
    file = File()
    file.add("<< /Type /Catalog /Pages 2 0 R >>")
    file.add("")
    font = file.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{cmap or CMAPS[pages[0].encoding]} "
        "/DescendantFonts [4 0 R] >>"
    )
    file.add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>"
    )
    file.add(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 "
        "/CapHeight 700 /ItalicAngle 0 /StemV 90 /FontBBox [-25 -254 1000 880] >>"
    )
    named = " ".join(f"/X{index} {6 + index} 0 R" for index in range(len(forms)))
    if picture:
        named += f" /P0 {6 + len(forms)} 0 R"
    for matrix, form in forms:
        group = "/Group << /S /Transparency >> " if form.group else ""
        file.add(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 {form.width} {form.height}] /Matrix [{matrix}] {group}"
            f"/Resources << /Font << /F1 {font} 0 R >> /XObject << {named} >> >> >>",
            "\n".join(form.ops).encode(),
            packed=True,
        )
    if picture:
        width, height = picture
        file.add(
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 >>",
            width * height * b"\x7f",
            packed=True,
        )
    if told:
        pairs = "\n".join(f"<{ord(c):04X}> <{ord(other):04X}>" for c, other in told.items())
        table = f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(told)} beginbfchar\n{pairs}\nendbfchar\n"
        number = file.add("<< >>", f"begincmap\n{table}endcmap\n".encode(), packed=True)
        file.objects[font - 1] = file.objects[font - 1][:-2] + f"/ToUnicode {number} 0 R >>".encode()
    colours = ""
    if any("/c0 cs" in operation for page in pages for operation in page.ops):
        colours = f"/ColorSpace << /c0 [/ICCBased {file.add('<< /N 1 >>', gray_profile(), packed=True)} 0 R] >> "
    kids = []
    for page in pages:
        content = file.add("<< >>", "\n".join(page.ops).encode(), packed=True)
        fields = " ".join(f"{field(file, font, page, *one)} 0 R" for one in page.fields)
        over = f" /Annots [{fields}]" if fields else ""
        kids.append(
            file.add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {rotate} "
                f"/Contents {content} 0 R /Resources << {colours}/Font << /F1 {font} 0 R >> /XObject << {named} >> >>{over} >>"
            )
        )
    kid_list = " ".join(f"{kid} 0 R" for kid in kids)
    file.objects[1] = f"<< /Type /Pages /Kids [{kid_list}] /Count {len(kids)} >>".encode()
    file.write(name)


def field(file, font, page, x, y, text):
    """A field of text that is filled in."""
    width, height = advance(text) + 4, SIZE + 4
    code = text.encode(page.encoding).hex()
    look = file.add(
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 {width:g} {height}] /Resources << /Font << /F1 {font} 0 R >> >> >>",
        f"/Tx BMC q 1 g 0 0 {width:g} {height} re f 0 g BT /F1 {SIZE} Tf 2 4 Td <{code}> Tj ET Q EMC".encode(),
    )
    left, low = x - 2, page.height - y - 4
    return file.add(
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /V <feff{text.encode('utf-16-be').hex()}> "
        f"/Rect [{left:g} {low:g} {left + width:g} {low + height:g}] /AP << /N {look} 0 R >> >>"
    )


def wrap(text, width, size=SIZE):
    out = [""]
    for c in text:
        if advance(out[-1] + c, size) > width:
            out.append("")
        out[-1] += c
    return out


def layout(entries, page_class=Page, edges=(80, 130, 310, 515), align="center", serial="middle", top=90,
           bottom=760, pad=8, leading=18, edge=None, repeat=True, split=None, inner=12, titles=None, upper=None, serials="序号", **kind):
    """Lays a roster out over pages; `edge(page, rows, edges, first, last)` draws what bounds the rows."""
    pages, at, drawn = [], 0, []

    def begin():
        nonlocal at
        page = page_class(**kind)
        pages.append(page)
        if len(pages) == 1:
            page.text(80, 60, "附件")
            page.text(190, 85, "省级示范基地名单", 18)
            at = top + 20
        else:
            at = top - 20
        drawn.clear()
        if repeat or len(pages) == 1:
            if upper:
                page.text((edges[1] + edges[3] - advance(upper)) / 2, at + pad / 2 + SIZE, upper)
                at += leading
            put([wrap(serials, max(edges[1] - edges[0] - 2, SIZE)), *([h] for h in HEADER[1:])], full=False, head=True)

    def put(cells, full, head=None):
        """One row of cells, each a list of lines; the header's stand in the middle where there are titles."""
        nonlocal at
        count = max(len(c) for c in cells)
        height = count * leading + pad
        page = pages[-1]
        if full:
            text = cells[0][0]
            page.text((edges[0] + edges[-1] - advance(text)) / 2, at + pad / 2 + SIZE, text)
        else:
            for column, lines in enumerate(cells):
                left, right = edges[column], edges[column + 1]
                free = height - pad - len(lines) * leading
                down = at + pad / 2 + (free / 2 if serial == "middle" else 0)
                for number, text in enumerate(lines):
                    x = (left + right - advance(text)) / 2 if align == "center" or (head and titles) else left + 5
                    page.text(x, down + number * leading + SIZE, text)
        drawn.append((at, at + height, full))
        at += height

    def finish():
        page = pages[-1]
        if edge:
            edge(page, list(drawn), edges, len(pages) == 1)
        number = f"— {len(pages)} —"
        page.text((WIDTH - advance(number)) / 2, 810, number, 10)

    begin()
    group = None
    for entry in entries:
        cells = [[entry[1]], wrap(entry[2], edges[2] - edges[1] - inner), wrap(entry[3], edges[3] - edges[2] - inner)]
        height = max(len(c) for c in cells) * leading + pad
        need = height + (leading + pad if entry[0] != group else 0)
        if at + need > bottom:
            if split is not None and len(cells[2]) > 1 and len(cells[1]) == 1 and entry[0] == group and at + leading + pad <= bottom:
                split.append(len(pages))
                put([cells[0], cells[1], cells[2][:1]], full=False)
                finish()
                begin()
                put([[""], [""], cells[2][1:]], full=False)
                continue
            finish()
            begin()
        if entry[0] != group:
            group = entry[0]
            if group:
                put([[group]], full=True)
        put(cells, full=False)
    finish()
    return pages


def cut(entries, edge=None, **how):
    """The first layout of which a page break cuts a row."""
    for bottom in range(700, 770, 2):
        split = []
        pages = layout(entries, edge=edge, split=split, bottom=bottom, **how)
        if split:
            return pages
    raise ValueError("no row is cut")


def all_rules(page, rows, edges, first, draw=None):
    draw = draw or page.line
    for y in [rows[0][0]] + [row[1] for row in rows]:
        draw(edges[0], y, edges[-1], y)
    for top, bottom, full in rows:
        for x in (edges[0], edges[-1]) if full else edges:
            draw(x, top, x, bottom)


def dashes(page, rows, edges, first):
    def draw(x0, y0, x1, y1):
        length, at = max(x1 - x0, y1 - y0), 0
        while at < length:
            end = min(at + 3, length)
            if x1 > x0:
                page.line(x0 + at, y0, x0 + end, y1)
            else:
                page.line(x0, y0 + at, x1, y0 + end)
            at += 5
    all_rules(page, rows, edges, first, draw)


def doubled(page, rows, edges, first):
    all_rules(page, rows, edges, first)
    all_rules(page, rows, [e + 1.8 for e in edges], first)


def open_sides(page, rows, edges, first):
    for y in [rows[0][0]] + [row[1] for row in rows]:
        page.line(edges[0], y, edges[-1], y)
    for top, bottom, full in rows:
        for x in () if full else edges[1:-1]:
            page.line(x, top, x, bottom)


def across_only(page, rows, edges, first):
    for y in [rows[0][0]] + [row[1] for row in rows]:
        page.line(edges[0], y, edges[-1], y)


def three_lines(page, rows, edges, first):
    for y in (rows[0][0], rows[0][1], rows[-1][1]):
        page.line(edges[0], y, edges[-1], y, 1)


def down_only(page, rows, edges, first):
    for x in edges:
        page.line(x, rows[0][0], x, rows[-1][1])
    for y in (rows[0][0], rows[0][1], rows[-1][1]):
        page.line(edges[0], y, edges[-1], y)


def down_headed(page, rows, edges, first):
    """Vertical rules and the outer edges alone."""
    for x in edges:
        page.line(x, rows[0][0], x, rows[-1][1])
    for y in (rows[0][0], rows[-1][1]):
        page.line(edges[0], y, edges[-1], y)


def framed(page, rows, edges, first):
    """Rules, and a double frame around all that is on the page."""
    all_rules(page, rows, edges, first)
    for inset, width in ((30, 2), (34, 0.5)):
        right, bottom = WIDTH - inset, HEIGHT - inset
        for x0, y0, x1, y1 in ((inset, inset, right, inset), (inset, bottom, right, bottom), (inset, inset, inset, bottom), (right, inset, right, bottom)):
            page.line(x0, y0, x1, y1, width)


def banded(page, rows, edges, first):
    """Every second row has vertical rules inside; the first row of a later page has no rule above it."""
    for y in ([rows[0][0]] if first else []) + [row[1] for row in rows]:
        page.line(edges[0], y, edges[-1], y)
    for number, (top, bottom, full) in enumerate(rows):
        inner = edges[1:-1] if number % 2 and not full else ()
        for x in (edges[0], *inner, edges[-1]):
            page.line(x, top, x, bottom)


def below_header(page, rows, edges, first):
    """One rule below the header, vertical ones inside: all rows are one ruled row."""
    page.line(edges[0], rows[0][1], edges[-1], rows[0][1])
    for x in edges[1:-1]:
        page.line(x, rows[0][0], x, rows[-1][1])


def down_parted(page, rows, edges, first):
    """Vertical rules that headings interrupt, and one below the header."""
    for top, bottom, full in rows:
        for x in (edges[0], edges[-1]) if full else edges:
            page.line(x, top, x, bottom)
    for y in rows[0][:2] if first else ():
        page.line(edges[0], y, edges[-1], y)


def zebra_second(page, rows, edges, first):
    zebra(page, rows[1:], edges, first)


def zebra(page, rows, edges, first):
    # Fills lie under the text.
    ops, page.ops = page.ops, []
    for number, (top, bottom, _) in enumerate(rows):
        if number % 2 == 0:
            page.rect(edges[0], top, edges[-1], bottom, 0.9)
    page.ops += ops


def thin_boxes(page, rows, edges, first):
    def draw(x0, y0, x1, y1):
        page.rect(x0 - 0.4, y0 - 0.4, x1 + 0.4, y1 + 0.4)
    all_rules(page, rows, edges, first, draw)


class Unseen(Page):
    """A page with the edge of another in it, as a program leaves that lays out for the screen: lines that it would cut stand below it."""

    EDGE = 430

    def text(self, x, y, text, size=SIZE, mode=0, matrix=None):
        if y > self.EDGE:
            y = self.EDGE + size if y - size < self.EDGE else y + 13
        super().text(x, y, text, size, mode, matrix)


class Shadow(Page):
    """Each text drawn again a little to the right and below."""

    def text(self, x, y, text, size=SIZE, mode=0, matrix=None):
        super().text(x, y, text, size, 2)
        super().text(x + 0.7, y + 0.5, text, size, 0)


def turned(pages, rotate):
    """The same pages drawn on their side, /Rotate undoing it or not."""
    out = []
    for page in pages:
        side = Page(page.encoding, HEIGHT, WIDTH)
        side.ops = [f"q 0 1 -1 0 {HEIGHT} 0 cm" if rotate else f"q 0 -1 1 0 0 {WIDTH} cm"] + page.ops + ["Q"]
        out.append(side)
    return out


def merged(name="merged", count=40, ruled=True, per_group=True):
    """A first column of merged cells that go on over the page."""
    serial = lambda n: n % 5 + 1 if per_group else n + 1
    entries = [[PLACES[n // 5][-6:], str(serial(n)), PLACES[n % 8], UNITS[n % 7]] for n in range(count)]
    edges, pages = (60, 160, 210, 380, 535), []
    for start in range(0, count, 22):
        page = Page()
        part = entries[start:start + 22]
        top, height = 80, 28
        for index, row in enumerate([["类别"] + HEADER] + part):
            y = top + index * height
            for column, text in enumerate(row):
                if column > 0 or index == 0:
                    x = (edges[column] + edges[column + 1] - advance(text)) / 2
                    page.text(x, y + 18, text)
            same = index > 0 and index < len(part) and part[index - 1][0] == part[index][0]
            if ruled:
                page.line(edges[1] if same else edges[0], y + height, edges[-1], y + height)
        if ruled:
            page.line(edges[0], top, edges[-1], top)
            for x in edges:
                page.line(x, top, x, top + height * (len(part) + 1))
        for text in dict.fromkeys(row[0] for row in part):
            mine = [i for i, row in enumerate(part, start) if row[0] == text]
            whole = [i for i, row in enumerate(entries) if row[0] == text]
            # The text stands in the half that has its middle.
            middle = whole[len(whole) // 2]
            if middle in mine:
                y = top + height + (mine[0] + mine[-1] + 1 - 2 * start) * height / 2
                page.text((edges[0] + edges[1] - advance(text)) / 2, y + 4, text)
        pages.append(page)
    save(name + ".pdf", pages)
    return entries


def carried(entries, mark, **how):
    """Pages after the first have a mark above the header, where the last column is."""
    pages = layout(entries, **how)
    for page in pages[1:]:
        page.text((310 + 515 - advance(mark)) / 2, 62, mark)
    return pages


def merged_right(name, ruled, narrow=False):
    """Merged cells right of the serials, rules across only or none: below a merged cell alone they cross its column.
    A row of sums stands above the first row."""
    counts = (3, 1, 2, 4)
    places = [place for place, count in zip(PLACES, counts) for _ in range(count)]
    entries = [["", str(n + 1), place, UNITS[n % 7]] for n, place in enumerate(places)]
    edges, top, height, page = (80, 130, 310, 515), 90, 26, Page()
    page.text(190, 70, "省级示范基地名单", 18)

    def put(column, y, text):
        page.text((edges[column] + edges[column + 1] - advance(text)) / 2, y, text)

    for index, row in enumerate([HEADER, ["合计", "", "10"], *(entry[1:] for entry in entries)]):
        for column, text in enumerate(row):
            if text and not (column == 1 and index > 1):
                put(column, top + index * height + 18, text)
        same = 1 < index <= len(entries) and places[index - 2] == places[index - 1]
        for left, right in ((edges[0], edges[1]), (edges[1], edges[2]), (edges[2], edges[3])):
            if ruled and not (same and left == edges[1]):
                page.line(left, top + (index + 1) * height, right, top + (index + 1) * height)
    first = 2
    for place, count in zip(PLACES, counts):
        y = top + (first + count / 2 - 0.5) * height + 18
        lines = [place[:2], place[2:]] if narrow and len(place) < 5 else [place]
        for number, line in enumerate(lines):
            put(1, y + (number - (len(lines) - 1) / 2) * 16, line)
        first += count
    save(name + ".pdf", [page])
    return [["", "合计", "", "10"], *entries]


def unnumbered(entries):
    """Two columns without serials or rules."""
    page = Page()
    page.text(190, 85, "省级示范基地名单", 18)
    for index, (_, _, place, unit) in enumerate([["", "", *HEADER[1:]], *entries]):
        page.text(90, 120 + 19 * index, place)
        page.text(330, 120 + 19 * index, unit)
    return page


def titles_in_turn():
    """Pages whose titles take turns at the same height, each over a table of its own."""
    pages = []
    for number in range(6):
        page = layout(rows((4,)), edge=all_rules)[0]
        pages.append(page)
    for number, page in enumerate(pages):
        page.text(190, 40, ("省级推荐期刊名单", "省级推荐会议名单")[number % 2], 18)
    return pages


def captioned(entries):
    """Groups whose heading stands in the middle right above a header of its own, whose first word is set upright; the
    title's words run over each page, and its number is written out."""
    pages, at, group = [], 1000, None
    edges = (80, 130, 310, 515)

    def put(column, y, text):
        pages[-1].text((edges[column] + edges[column + 1] - advance(text)) / 2, y, text)

    for name, *row in entries:
        if at > 640:
            pages.append(Page())
            pages[-1].text(240, 40, "省级示范基地名单", 9)
            pages[-1].text(280, 800, f"第{'一二三'[len(pages) - 1]}页", 9)
            if len(pages) == 1:
                pages[-1].text(190, 90, "省级示范基地名单", 18)
            at = 110 if len(pages) == 1 else 80
        if name != group:
            group = name
            pages[-1].text((595 - advance(name)) / 2, at, name)
            for y, word in ((at + 10, "序"), (at + 26, "号")):
                put(0, y, word)
            for column in (1, 2):
                put(column, at + 18, HEADER[column])
            at += 45
        for column, text in enumerate(row):
            put(column, at, text)
        at += 19
    return pages


def names_wrapped(entries):
    """Two columns without serials or rules, cells of several lines, over pages."""
    pages, at = [], 1000
    for place, unit in [HEADER[1:], *([row[2], row[3]] for row in entries)]:
        cells = [wrap(place, 90), wrap(unit, 130)]
        if at > 700:
            pages.append(Page())
            pages[-1].text(190, 85, "省级示范基地名单", 18) if len(pages) == 1 else None
            at = 120 if len(pages) == 1 else 80
        for x, lines in zip((110, 330), cells):
            for number, text in enumerate(lines):
                pages[-1].text(x, at + 17 * number, text)
        at += 17 * max(map(len, cells)) + 9
    return pages


def characters(entries, boxed):
    """A table drawn with characters, each line as it comes: bars alone, or boxes whose cells have several lines."""
    pages, at, group = [], 1000, None

    def put(text):
        nonlocal at
        if at > 740:
            pages.append(Page())
            pages[-1].text(190, 85, "省级示范基地名单", 18) if len(pages) == 1 else None
            at = 120 if len(pages) == 1 else 80
        pages[-1].text(70, at, text)
        at += 17

    def row(cells):
        if not boxed:
            put(" | ".join(cells))
            return
        lines = [wrap(text, 168) if len(cells) > 1 else [text] for text in cells]
        for number in range(max(map(len, lines))):
            put("│" + "│".join(own[number] if number < len(own) else "　" for own in lines) + "│")
        put("├──┼──────┼──────┤")

    put("┌──┬──────┬──────┐") if boxed else None
    row(HEADER)
    for entry in entries:
        if entry[0] != group:
            group = entry[0]
            row([group])
        row(entry[1:])
    return pages


def header_above(page, rows, edges, first):
    """Rules around the rows alone: the header stands above them."""
    all_rules(page, rows[1:] if first else rows, edges, first)


def merged_cut():
    """A merged cell whose text goes on over the page."""
    pages = []
    edges = (80, 164, 210, 330, 520)
    serial = 0
    for number in range(2):
        page = Page()
        pages.append(page)
        top, rows = (500, 5) if number == 0 else (80, 6)
        header = number == 0
        if header:
            page.text(190, 85, "省级示范基地名单", 18)
            for column, text in enumerate(["省份", *HEADER]):
                page.text(edges[column] + 6, top + 17, text)
        for row in range(rows):
            y = top + 26 * row
            whole = row in ((0, 1, 4) if header else (0, 2))
            page.line(edges[0 if whole else 1], y, edges[-1], y)
            if header and row == 0:
                continue
            serial += 1
            for column, text in ((1, str(serial)), (2, PLACES[serial % 8][:4]), (3, UNITS[serial % 7])):
                page.text(edges[column] + 6, y + 17, text)
        end = top + 26 * rows
        page.line(edges[0], end, edges[-1], end)
        for x in edges:
            page.line(x, top, x, end)
        if header:
            page.text(edges[0] + 6, top + 26 * 2 + 17, "白水县")
            page.text(edges[0] + 6, top + 26 * 4 + 17, "云州高新技术")
        else:
            page.text(edges[0] + 6, top + 17, "产业开发区")
            page.text(edges[0] + 6, top + 26 * 3 + 17, "东林县")
    return pages


def two_annexes(first, second):
    """Tables of different columns, each under the mark of its annex, the second over the page."""
    pages = layout(first, repeat=True, bottom=560)
    page = Page()
    page.text(80, 60, "附件2")
    page.text(190, 90, "有关单位名单", 18)
    for index, row in enumerate([["序号", "单位"], *([r[2], r[3]] for r in second)]):
        for x, text in zip((100, 220), row):
            page.text(x, 130 + 20 * index, text)
    return pages + [page]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    plain, long, short = rows(), rows(long_every=5), rows((8,))
    single = [["", str(n), *row[2:]] for n, row in enumerate(long, 1)]
    names = [["", "", *row[2:]] for row in plain]
    coded = [["", f"2023-{n:03}", *row[2:]] for n, row in enumerate(long, 1)]
    people = ["王　伟", "李建国", "张　敏", "欧阳明", "赵　强", "刘　洋", "陈秀英", "周　杰"]
    spaced = [["", str(n), people[n % 8], row[3]] for n, row in enumerate(plain, 1)]
    counted = [[row[0] + "（%d 个）" % [r[0] for r in plain].count(row[0]), *row[1:]] for row in plain]
    broken = [["", "", *row[2:]] for row in long[:-1]]
    annexed = single[:9] + [["", "", str(n), row[3]] for n, row in enumerate(plain[:7], 1)]
    persons = [[*row[:2], row[2].replace("\u3000", " "), row[3]] for row in spaced]
    rosters, files = {"coded": coded, "persons": persons, "counted": counted, "broken": broken, "annexed": annexed, "names": names, "plain": plain, "long": long, "short": short, "single": single}, {}

    def make(name, entries, pages, **how):
        save(name + ".pdf", pages, **how)
        files[name] = next(key for key, roster in rosters.items() if roster is entries)

    make("ruled", plain, layout(plain, edge=all_rules))
    make("dashed_gbk", plain, layout(plain, edge=dashes, encoding="gb18030"))
    make("doubled", plain, layout(plain, edge=doubled))
    make("boxes", plain, layout(plain, edge=thin_boxes))
    make("open_sides", plain, layout(plain, edge=open_sides))
    make("open_sides_wrapped", long, layout(long, edge=open_sides, align="left", serial="top"))
    make("across_only", long, layout(long, edge=across_only))
    make("drawn_bars", plain, characters(plain, False))
    make("drawn_boxes", long, characters(long, True))
    make("unnumbered", names, [unnumbered(names)])
    # Codes for serials, names with a blank, headings over columns, cells of several lines without serials.
    make("bare_codes", coded, layout(coded, edges=(80, 160, 330, 515)))
    make("bare_blanks", persons, layout(spaced, align="left"))
    make("bare_counted", counted, layout(counted))
    make("names_wrapped", broken, names_wrapped(broken))
    # A frame around the page, columns that only some rows have rules between, rows that nothing parts.
    make("framed", plain, layout(plain, edge=framed))
    make("banded", single, layout(single, edge=banded, align="left", repeat=False))
    make("below_header", coded, layout(coded, edge=below_header, edges=(80, 160, 330, 515)))
    # A watermark under the text, not at a slant; on the last page nothing crosses it.
    pages = layout(plain, edge=all_rules)
    for page in pages:
        page.text(190, 330, "内部资料", 60)
        page.text(190, 780, "内部资料", 60)
    make("crossed", plain, pages)
    # Headings in the middle that are flush with a column; texts that run on over a rule.
    make("across_headings", plain, layout(plain, edge=across_only, align="left", edges=(80, 130, 250.5, 515)))
    save("over_rules.pdf", layout(short, edge=all_rules, align="left", edges=(80, 130, 180, 515), inner=-400))
    make("header_above", single, layout(single, edge=header_above, repeat=False))
    save("merged_cut.pdf", merged_cut())
    make("three_lines", long, layout(long, edge=three_lines))
    make("down_only", single, layout(single, edge=down_only))
    make("zebra", long, layout(long, edge=zebra))
    make("bare", plain, layout(plain))
    make("bare_left", plain, layout(plain, align="left", pad=4))
    make("bare_wrapped", long, layout(long))
    make("bare_wrapped_top", long, layout(long, align="left", serial="top"))
    make("bare_tight", long, layout(long, align="left", serial="top", pad=2, leading=16))
    make("bare_narrow", long, layout(long, edges=(80, 125, 195, 290)))
    make("bare_once", plain, layout(plain, repeat=False))
    make("split", long, cut(long, all_rules))
    make("split_left", long, cut(long, all_rules, align="left", serial="top", repeat=False))
    # Cells that nearly touch; a title in the middle above what is flush left; a header of two lines.
    make("bare_touching", long, layout(long, edges=(80, 120, 200, 290), inner=5, leading=17))
    make("bare_touching_left", long, layout(long, edges=(80, 120, 200, 290), inner=5, align="left", serial="top", titles="center"))
    make("bare_titles", plain, layout(plain, edges=(80, 130, 330, 535), align="left", titles="center"))
    make("bare_head_of_two", long, layout(long, edges=(80, 101, 230, 400)))
    make("bare_upper_title", long, layout(long, edges=(80, 160, 330, 515), upper="认定情况"))
    make("down_headed", single, layout(single, edge=down_headed))
    save("titles_in_turn.pdf", titles_in_turn())
    make("captioned", plain, captioned(plain))
    make("bare_spaced_header", plain, layout(plain, serials="序　号"))
    # Headings that are flush with a column, that run on, or stand last on a page, and bands of fills.
    make("zebra_across", plain, layout(plain, edge=zebra, align="left", edges=(80, 130, 250.5, 515)))
    counting = [[row[0] + "（%d 个）" % [r[0] for r in plain].count(row[0]), str(n), *row[2:]] for n, row in enumerate(plain, 1)]
    rosters["counting"] = counting
    make("bare_run_on", counting, layout(counting, edges=(80, 130, 200, 400)))
    make("bare_split", long, cut(long))
    make("bare_split_top", long, cut(long, align="left", serial="top", titles="center"))
    make("bare_even", long, layout(long, pad=1))
    make("bare_unseen", long, layout(long, page_class=Unseen, bottom=700))
    make("down_parted", plain, layout(plain, edge=down_parted))
    make("zebra_second", long, layout(long, edge=zebra_second))
    make("annexes", annexed, two_annexes(single[:9], annexed[9:]))
    pages = layout(plain, edge=all_rules)
    for page in pages:
        page.ops.append("1 g")
        page.text(150, 300, "看不见的白字")
        page.ops.append("0 g")
    make("white", plain, pages)
    # Colours by a profile.
    pages = layout(plain, edge=all_rules)
    for page in pages:
        page.ops.insert(0, "/c0 cs 0 scn")
        page.ops.append("/c0 cs 1 scn")
        page.text(150, 300, "看不见的白字")
    make("profiled", plain, pages)
    make("corrected", plain, layout(plain, page_class=Corrected, edge=all_rules))
    make("filled_in", plain, layout(plain, page_class=FilledIn, edge=all_rules))
    save("overprinted.pdf", layout(plain, page_class=Sealed, edge=all_rules))
    make("shadow", plain, layout(plain, page_class=Shadow, edge=all_rules))
    # What goes on over the page, said above the header that is repeated.
    make("carried_bare", single, carried(single, "表1（续）", bottom=560))
    make("carried_titled", single, carried(single, "省级示范基地名单（续）", bottom=560))
    make("turned_page", plain, turned(layout(plain, edge=all_rules), True), rotate=90)
    make("turned_text", plain, turned(layout(plain, edge=all_rules), False))
    rosters["merged"] = merged()
    # The same without a rule: rows counted anew beside each merged text, and text at their middle.
    merged("merged_bare", ruled=False)
    files["merged_bare"] = "merged"
    rosters["merged_on"] = merged("merged_bare_on", 20, ruled=False, per_group=False)
    files["merged_bare_on"] = "merged_on"
    files["merged"] = "merged"
    rosters["merged_right"] = merged_right("merged_right", True)
    merged_right("merged_right_bare", False)
    merged_right("merged_label", True, narrow=True)
    files["merged_right"] = files["merged_right_bare"] = files["merged_label"] = "merged_right"

    # A table in a form inside a form, scaled.
    pages = layout(short, edge=all_rules)
    outer = Page()
    outer.ops = ["q 1.25 0 0 1.25 20 30 cm /X0 Do Q"]
    save("form.pdf", [outer], forms=[("0.6 0 0 0.6 10 10", pages[0])])
    files["form"] = "short"

    # Each page in a form of its own; a head and a picture that are drawn on all of them.
    head = Page()
    head.text(80, 40, "示范基地管理办法", 9)
    forms, sheets = [("1 0 0 1 0 0", head)], []
    for number, page in enumerate(layout(plain, edge=all_rules), 1):
        page.group = True
        forms.append(("0.9 0 0 0.9 30 40", page))
        sheets.append(Page())
        sheets[-1].ops = ["/X0 Do", f"q 1 0 0 1 0 -20 cm /X{number} Do Q", "q 40 0 0 40 500 780 cm /P0 Do Q"]
    make("sheets", plain, sheets, forms=forms, picture=(4, 4))

    # A stamp at a slant, a head on every page, hidden text.
    pages = layout(plain, edge=all_rules)
    for number, page in enumerate(pages):
        page.text(0, 0, "内部资料", 60, matrix=f"0.7 0.7 -0.7 0.7 200 300")
        page.text(80, 40, "示范基地管理办法", 9)
        page.text(300, 400, "看不见的字", 12, 3)
    pages.append(Page())
    pages[-1].text(80, 40, "示范基地管理办法", 9)
    pages[-1].text(80, 100, "本名单由省厅负责解释。")
    make("stamp", plain, pages)

    # Vertical writing, right to left.
    page = Page()
    for column, text in enumerate(["关于公布示范基地的通知", "各市人民政府：现将名单公布如下。"]):
        page.text(500 - 30 * column, 80, text)
    save("vertical.pdf", [page], cmap="UniGB-UTF16-V")

    # A scan: a picture and no text; and the same with a hidden text layer.
    for name, hidden in (("scan", False), ("scan_read", True)):
        page = Page()
        page.ops.append("q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
        if hidden:
            page.text(80, 100, "关于公布名单的通知", 16, 3)
        save(name + ".pdf", [page])

    # A scan among pages of text.
    page = Page()
    page.ops.append("q 500 0 0 700 40 60 cm BI /W 4 /H 4 /CS /G /BPC 8 ID " + 16 * "\x7f" + " EI Q")
    pages = layout(plain, edge=all_rules)
    save("scan_among.pdf", [pages[0], page, *pages[1:]])

    # A file that says 县 where its codes are 市.
    pages = layout(short, edge=all_rules)
    told = {c: c for c in "".join(["序号地区单位附件示范名单一二三四", *sum(short, [])])}
    save("other_map.pdf", pages, told=told | {"市": "县"})

    # Forms that draw each other, ten by ten.
    forms = []
    for depth in range(9):
        form = Page()
        form.ops = [f"/X{depth + 1} Do"] * 10 if depth < 8 else ["0 0 m 1 1 l S"]
        forms.append(("1 0 0 1 0 0", form))
    page = Page()
    page.ops = ["/X0 Do"]
    save("nested.pdf", [page], forms=forms)

    (OUT / "expected.json").write_text(json.dumps({"files": files, "rosters": rosters}, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
