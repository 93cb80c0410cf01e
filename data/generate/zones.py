"""zones.tsv: new areas, development zones and other areas that are no divisions."""
import json
import os

from common import DATA, package_file, read_tsv, table, write_tsv

FULL = {"H": "高新技术产业开发区", "E": "经济技术开发区"}
KIND = {"H": "high-tech", "E": "economic"}
SHORT = {"H": ["高新区", "国家高新区", "高新技术开发区", "国家高新技术产业开发区", "高技术产业开发区"],
         "E": ["经开区", "国家经济技术开发区", "国家级经济技术开发区", "国家级经开区"]}


def build(packages):
    living, names = {}, {}
    for r in read_tsv(os.path.join(DATA, "divisions.tsv")):
        if not r["valid_to"]:
            living[r["code"]] = r
        names.setdefault(r["name"], []).append(r)
    rows = []
    for z in table("zones.tsv"):
        if z["container"] and z["container"] not in living:
            print("zones.tsv: container is no living division", z["name"], z["container"])
        rows.append(z)
    for p in table("zones-parks.tsv"):
        k, s = p["kind"], p["stem"]
        name = p["name"] or s + FULL[k]
        c = living.get(p["container"])
        if c is None:
            raise SystemExit(f"zones-parks.tsv: container {p}")
        aliases = [s + x for x in SHORT[k] + ([FULL[k]] if p["name"] else [])]
        # with the container's name in full: 石家庄市高新区, 常德市经济技术开发区
        city, area = c["name"], s
        stem = city[:-1] if city.endswith(("市", "区", "县")) else city
        if c["level"] == "2" or c["level"] == "3" or c["code"][2:] == "0000":
            if s == stem:
                aliases += [city + x for x in [FULL[k]] + SHORT[k][:1]]
            elif s.startswith(stem):
                aliases += [city + s[len(stem):] + x for x in [FULL[k]] + SHORT[k][:1]]
                aliases += [s[len(stem):] + FULL[k]]
        aliases = [a for a in dict.fromkeys(aliases) if a != name]
        rows.append(dict(name=name, aliases=";".join(aliases), container=p["container"], kind=KIND[k],
                         approved="", ended="", successor="", note="national"))
    seen = {n for r in rows for n in [r["name"], *r["aliases"].split(";")]}
    for a in json.loads(package_file(packages, "china-division-2.7.0.tgz", "package/dist/areas.json")):
        code, name = a["code"], a["name"]
        if code in living or name in seen or name in names:
            continue
        prefecture = code[:4] + "00"
        container = prefecture if prefecture in living else code[:2] + "0000"
        if "岛" in name and code.startswith("4603"):
            continue
        city = living[container]["name"]
        short = name
        for lead in (living[code[:2] + "0000"]["name"], living[code[:2] + "0000"]["name"][:-1], city):
            if short.startswith(lead) and len(short) - len(lead) > 4:
                short = short[len(lead):]
        aliases = [x for x in dict.fromkeys([short, city + short]) if x != name and x not in seen and x not in names]
        kind = ("high-tech" if "高新" in name else "economic" if "经济" in name or "工业" in name
                else "tourist" if "旅游" in name or "风景" in name else "other")
        rows.append(dict(name=name, aliases=";".join(aliases), container=container, kind=kind, approved="",
                         ended="", successor="", note=f"statistical code {code} (2023)"))
        seen.update([name, *aliases])
    # an alias of two zones is told apart by its container, one that is a division's name is dropped
    for r in rows:
        r["aliases"] = ";".join(a for a in r["aliases"].split(";") if a and (a not in names or a in ("浦东新区", "滨海新区", "两江新区")))
    rows.sort(key=lambda r: (r["kind"] != "new-area", r["kind"], r["container"], r["name"]))
    write_tsv("zones.tsv", [
        "Zones that are not divisions (or were not always): national new areas, development, bonded, tourist and other zones",
        "source: generate/tables/zones.tsv and zones-parks.tsv (hand-made from public law), npm china-division 2.7.0 (WTFPL; areas that statistics give a code)",
        "licence: MIT OR Apache-2.0 for the hand-made part, WTFPL for the names from china-division",
        "vintage: 2026-09; the lists of national high-tech and economic zones are not complete, other zones are recognised by their form (place_terms.tsv)",
        "container: smallest division that holds the zone wholly (empty: none does); successor: division that it became",
    ], "name aliases container approved ended successor kind note".split(), rows)
    import collections
    print("   ", dict(collections.Counter(r["kind"] for r in rows)))
    return rows
