"""zones.tsv: new areas, development zones and other areas that are no divisions."""
import json
import os
from collections import Counter

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
            elif s.startswith(stem) and len(s) - len(stem) >= 2:
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
    # units like townships (statistical codes 400 and up) that are zones, where the name is the only one of its kind
    forms = sorted((r["form"] for r in read_tsv(os.path.join(DATA, "place_terms.tsv")) if r["kind"] != "not-place"),
                   key=len, reverse=True)
    units = {}
    for t in json.loads(package_file(packages, "china-division-2.7.0.tgz", "package/dist/streets.json")):
        code, name, county = t["code"], t["name"], t["areaCode"]
        for end in ("管理委员会", "管委会", "办事处", "街道", "社区", "虚拟"):
            if name.endswith(end):
                name = name[: -len(end)]
        if code[6] < "4" or county not in living or name.endswith(("片区", "核心区")) or "（" in name or "(" in name or "-" in name:
            continue
        form = next((f for f in forms if name.endswith(f)), "")
        if not name.endswith(("区", "园")) or not form or len(name) - len(form) < 2:
            continue
        if any(w in name for w in ("经济开发", "经济技术开发", "高新技术", "工业", "产业")) and len(name) - len(form) < 2:
            continue
        units.setdefault(name, []).append((code, county, form))
    for name, found in sorted(units.items()):
        code, county, form = found[0]
        head = name[: -len(form)]
        if len(found) > 1 or name in seen or name in names or head.endswith(tuple(forms)) or head in (
                "国家", "现代", "省级", "市级", "县级", "高新", "城市", "城东", "城西", "城南", "城北", "滨海", "滨江", "临港",
                "综合", "循环", "新型", "特色", "东部", "西部", "南部", "北部", "中心", "农业", "工业", "生态", "文化"):
            continue
        c = living[county]
        city = living.get(county[:4] + "00")
        if city and city["level"] == "2" and city["name"][:-1] in head and c["name"][:-1] not in head:
            county = city["code"]  # named after the city: it may reach beyond the one county
        kind = ("high-tech" if "高新" in form or "科" in form else "bonded" if "保税" in form
                else "tourist" if "旅游" in form or "景" in form or "公园" in form or "保护区" in form
                else "economic" if "经" in form or "工业" in form or "产业" in form or "化工" in form else "other")
        rows.append(dict(name=name, aliases="", container=county, kind=kind, approved="", ended="", successor="",
                         note=f"unit like a township in {c['name']}, statistical code {code} (2023)"))
        seen.add(name)
    # an alias of two zones is told apart by its container, one that is a division's name is dropped
    for r in rows:
        r["aliases"] = ";".join(a for a in r["aliases"].split(";") if a and (a not in names or a == "两江新区"))
    rows.sort(key=lambda r: (r["kind"] != "new-area", r["kind"], r["container"], r["name"]))
    write_tsv("zones.tsv", [
        "Zones that are not divisions (or were not always): national new areas, development, bonded, tourist and other zones",
        "source: generate/tables/zones.tsv and zones-parks.tsv (hand-made from public law), npm china-division 2.7.0 (WTFPL; areas that statistics give a code)",
        "licence: MIT OR Apache-2.0 for the hand-made part, WTFPL for the names from china-division",
        "vintage: 2026-09; the lists of national high-tech and economic zones are not complete, other zones are recognised by their form (place_terms.tsv)",
        "container: smallest division that holds the zone wholly (empty: none does); successor: division that it became",
    ], "name aliases container approved ended successor kind note".split(), rows)
    print("   ", dict(Counter(r["kind"] for r in rows)))
    return rows
