"""Checks of divisions.tsv: python3 generate/check.py [--reference FILE] [--write-differences]

Counts per level against the official ones, integrity of parents and successors, references
between the files and, with --reference (a TSV code, name, level, parent, valid_from, valid_to), equality on
31 December of six years.
"""
import argparse
import os
import sys
from collections import Counter

from common import DATA, HERE, read_tsv, table

# year: (provinces, prefectures, counties) of the official statistics, Taiwan, Hong Kong and Macao counted as provinces
OFFICIAL = {
    2000: (34, 333, 2861), 2001: (34, 332, 2861), 2002: (34, 332, 2860), 2003: (34, 333, 2861), 2004: (34, 333, 2862),
    2005: (34, 333, 2862), 2006: (34, 333, 2860), 2007: (34, 333, 2859), 2008: (34, 333, 2859),
    2009: (34, 333, 2858), 2010: (34, 333, 2856), 2011: (34, 332, 2853), 2012: (34, 333, 2852),
    2013: (34, 333, 2853), 2014: (34, 333, 2854), 2015: (34, 334, 2850), 2016: (34, 334, 2851),
    2017: (34, 334, 2851), 2018: (34, 333, 2851), 2019: (34, 333, 2846), 2020: (34, 333, 2844),
    2021: (34, 333, 2843), 2022: (34, 333, 2843), 2023: (34, 333, 2844), 2024: (34, 333, 2846),
    2025: (34, 333, 2845),
}
OFFICES = {"442229", "460037", "460038", "460039", "469031", "469032", "469033"}  # coded, not counted as counties


# day, full path, code: what must hold, by hand
SAMPLES = """
2009-12-31 湖北省襄樊市 420600|2010-12-31 湖北省襄阳市 420600|2006-12-31 云南省思茅市 530800|2007-12-31 云南省普洱市 530800
2002-12-31 云南省思茅地区 532700|2018-06-30 山东省莱芜市 371200|2018-12-31 山东省济南市莱芜区 370116
2018-12-31 山东省济南市钢城区 370117|2010-12-31 安徽省巢湖市 341400|2011-12-31 安徽省合肥市巢湖市 340181
1996-12-31 四川省重庆市 510200|1997-12-31 重庆市 500000|1986-12-31 广东省海南行政区 442100|1988-12-31 海南省 460000
1988-12-31 海南省海口市 460100|2000-12-31 北京市平谷县 110226|2001-12-31 北京市平谷区 110117
1985-12-31 黑龙江省大兴安岭地区 232700|2024-12-31 黑龙江省大兴安岭地区 232700|2016-12-31 内蒙古自治区鄂尔多斯市康巴什区 150603
2016-12-31 广东省深圳市龙华区 440309|2016-12-31 广东省深圳市坪山区 440310|2012-12-31 海南省三沙市 460300
2014-12-31 海南省儋州市 469003|2015-12-31 海南省儋州市 460400|2020-12-31 浙江省杭州市江干区 330104
2020-12-31 浙江省杭州市下城区 330103|2021-12-31 浙江省杭州市钱塘区 330114|2021-12-31 浙江省杭州市临平区 330113
2017-12-31 山西省长治县 -|2017-12-31 山西省长治市长治县 140421|2018-12-31 山西省长治市潞州区 140403
2017-12-31 山西省大同市大同县 140227|2018-12-31 山西省大同市平城区 140213|2020-12-31 福建省三明市沙县 350427
2021-12-31 福建省三明市沙县区 350405|2024-12-31 新疆维吾尔自治区和田地区和康县 653228
2021-09-29 重庆市渝北区 500112|2025-12-31 重庆市两江新区 500157|2025-12-31 重庆市渝北区 -|2026-09-01 新疆维吾尔自治区草湖市 659013
1986-12-31 安徽省徽州地区 342700|1996-12-31 河南省济源市 -|2021-09-29 河南省济源市 419001|2021-09-29 湖北省仙桃市 429004
2021-09-29 新疆维吾尔自治区石河子市 659001|2021-09-29 天津市滨海新区 120116|2021-09-29 广东省东莞市 441900
1999-12-31 澳门特别行政区 820000|1996-12-31 香港特别行政区 -|2021-09-29 台湾省 710000
"""


def on(rows, date):
    live = {}
    for r in rows:
        if r["valid_from"] <= date and (not r["valid_to"] or r["valid_to"] > date):
            if r["code"] in live:
                print("two rows at once:", date, r["code"], r["name"], live[r["code"]]["name"])
            live[r["code"]] = r
    return live


def path(live, r):
    names = [r["name"]]
    while r["parent"]:
        r = live.get(r["parent"])
        if r is None:
            return None
        names.insert(0, r["name"])
    return "".join(names)


def cross_checks(rows, living):
    """References between the files; codes named by them must be divisions."""
    bad = 0

    def fail(*words):
        nonlocal bad
        bad += 1
        if bad < 40:
            print("  bad", *words)
    codes = {r["code"] for r in rows}
    towns = read_tsv(os.path.join(DATA, "townships.tsv"))
    live = {r["code"] for r in towns if not r["valid_to"]}
    count = Counter((r["code"]) for r in towns if not r["valid_to"])
    for c, n in count.items():
        if n > 1:
            fail("township twice", c)
    for r in towns:
        if r["county"] not in (codes if r["valid_to"] else living):
            fail("township's county", r)
        if r["valid_to"] and not any(s.split("@")[0] in live | living for s in r["successors"].split(";")):
            ended = {t["code"] for t in towns if t["valid_to"]}
            if not any(s.split("@")[0] in ended for s in r["successors"].split(";")):
                fail("township leads nowhere", r)
    names = {r["name"] for r in rows}
    zones = read_tsv(os.path.join(DATA, "zones.tsv"))
    zone_names = Counter(z["name"] for z in zones)
    for z in zones:
        if z["container"] and z["container"] not in living or z["successor"] and z["successor"] not in living:
            fail("zone's container", z)
        if zone_names[z["name"]] > 1:
            fail("zone twice", z["name"])
        if z["name"] in names:
            fail("zone named as a division", z["name"])
    if sum(z["kind"] == "new-area" for z in zones) != 19:
        fail("new areas")
    for name in ("universities.tsv", "institutions.tsv"):
        table_ = read_tsv(os.path.join(DATA, name))
        seen = Counter(r["name"] for r in table_)
        for r in table_:
            if r["seat"] not in living:
                fail(name, "seat", r)
            if seen[r["name"]] > 1:
                fail(name, "twice", r["name"])
    agencies = read_tsv(os.path.join(DATA, "agencies.tsv"))
    full = {r["full"] for r in agencies}
    forms = []
    for r in agencies:
        for s in filter(None, r["successor"].split(";")):
            if s not in full:
                fail("agency's successor", s)
        for s in [r["full"], *filter(None, r["short"].split(";"))]:
            forms.append((s, r["valid_from"] or "0", r["valid_to"] or "9", r["full"]))
    forms.sort()
    for x, y in zip(forms, forms[1:]):
        if x[0] == y[0] and y[1] < x[2]:
            fail("short form of two agencies at once", x, y)
    for r in read_tsv(os.path.join(DATA, "unit_terms.tsv")):
        if r["scope"] not in ("local", "both", "central", "party") or r["forced"] not in ("0", "1"):
            fail("unit term", r)
    print("references between the files:", "good" if not bad else f"{bad} bad")
    return bad


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--reference")
    ap.add_argument("--write-differences", action="store_true")
    a = ap.parse_args()
    rows = read_tsv(os.path.join(DATA, "divisions.tsv"))
    bad = 0
    for y in range(1980, 2027):
        live = on(rows, f"{y}-12-31")
        orphans = [c for c, r in live.items() if path(live, r) is None]
        if orphans:
            bad += 1
            print(y, "orphans", orphans[:10])
        n = Counter(r["level"] for c, r in live.items() if c not in OFFICES)
        got = (n["1"], n["2"], n["3"])
        if y in OFFICIAL:
            ok = got == OFFICIAL[y]
            bad += not ok
            print(y, "/".join(map(str, got)), "official" if ok else f"OFFICIAL {OFFICIAL[y]}")
    # at every day on which something changes paths are whole too, and successors are there
    marks = {r[k] for r in rows for k in ("valid_from", "valid_to") if len(r[k]) > 4}
    for d in sorted(d + "-01" if len(d) == 7 else d for d in marks):
        live = on(rows, d)
        orphans = [c for c, r in live.items() if path(live, r) is None]
        if orphans:
            bad += 1
            print(d, "orphans", orphans[:10])
    # every retired row leads to a living code or says why not
    living = {r["code"] for r in rows if not r["valid_to"]}
    byc = {}
    for r in rows:
        byc.setdefault(r["code"], []).append(r)

    def leads(r, seen):
        if not r["valid_to"]:
            return True
        key = (r["code"], r["valid_from"], r["name"])
        if key in seen:
            return False
        for s in filter(None, r["successors"].split(";")):
            c, d = s.split("@")
            for t in byc.get(c, []):
                if t["valid_from"] <= d and (not t["valid_to"] or t["valid_to"] > d) and leads(t, seen | {key}):
                    return True
                # successor begins within the year given only as a year
                if t["valid_from"][:4] == d[:4] and leads(t, seen | {key}):
                    return True
        return False
    for r in rows:
        for s in filter(None, r["successors"].split(";")):
            c, d = s.split("@")
            if not any(t["valid_from"] <= d and (not t["valid_to"] or t["valid_to"] > d) for t in byc.get(c, [])):
                bad += 1
                print("successor not there at its date:", r["code"], r["name"], s)
    lost = [r for r in rows if r["valid_to"] and not leads(r, frozenset()) and not r["note"]]
    print("retired rows:", sum(1 for r in rows if r["valid_to"]), "not leading to a living code:", len(lost))
    for r in lost[:60]:
        print("  lost", r["code"], r["name"], r["valid_to"], r["successors"])
    bad += len(lost)
    wrong = 0
    for sample in SAMPLES.replace("\n", "|").strip("|").split("|"):
        day, name, code = sample.split(" ")
        live = on(rows, day)
        found = [c for c, r in live.items() if name.endswith(r["name"]) and path(live, r) == name] or ["-"]
        if found != [code]:
            wrong += 1
            print("sample", sample, "found", found)
    print("samples:", "good" if not wrong else f"{wrong} wrong")
    bad += wrong
    bad += cross_checks(rows, living)
    if a.reference:
        ref = read_tsv(a.reference)
        reasons = {}
        for d in table("differences.tsv"):
            ys = d["years"].split("-")
            for y in range(int(ys[0]), int(ys[-1]) + 1):
                reasons[y, d["code"]] = d["reason"]
        lines = ["# Differences to an independent history of the divisions", "",
                 "Situation at 31 December. Equal: same code, same full path.", ""]
        for y in (1985, 1995, 2005, 2015, 2021, 2024):
            d = f"{y}-12-31"
            A, B = on(rows, d), on(ref, d)
            pa = {c: path(A, r) for c, r in A.items()}
            pb = {c: path(B, r) for c, r in B.items()}
            diff = sorted(c for c in set(pa) | set(pb) if pa.get(c) != pb.get(c))
            total = len(set(pb))
            same = sum(1 for c in pb if pa.get(c) == pb[c])
            print(f"{y}: {same}/{total} equal = {100 * same / total:.2f} %, {len(diff)} differences")
            lines += [f"## {y}: {same} of {total} equal ({100 * same / total:.2f} %)", ""]
            for c in diff:
                why = reasons.get((y, c), "")
                if not why:
                    bad += 1
                lines.append(f"- {c}: here {pa.get(c) or 'none'}, there {pb.get(c) or 'none'}. {why or 'NO REASON YET'}")
            if diff:
                lines.append("")
        if a.write_differences:
            with open(os.path.join(HERE, "differences.md"), "w", encoding="utf-8", newline="\n") as f:
                f.write("\n".join(lines).rstrip() + "\n")
        else:
            print("\n".join(lines))
    print("bad:", bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
