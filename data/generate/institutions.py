"""institutions.tsv: institutions with certain seats: hand-made ones and the provinces' own by pattern."""
import os

from common import DATA, read_tsv, table, write_tsv

CAPITALS = {
    "130000": "130100", "140000": "140100", "150000": "150100", "210000": "210100", "220000": "220100",
    "230000": "230100", "320000": "320100", "330000": "330100", "340000": "340100", "350000": "350100",
    "360000": "360100", "370000": "370100", "410000": "410100", "420000": "420100", "430000": "430100",
    "440000": "440100", "450000": "450100", "460000": "460100", "510000": "510100", "520000": "520100",
    "530000": "530100", "540000": "540100", "610000": "610100", "620000": "620100", "630000": "630100",
    "640000": "640100", "650000": "650100"}
SHORT = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
         "新疆维吾尔自治区": "新疆"}
PATTERNS = [("疾病预防控制中心", "institution", "疾控中心"), ("图书馆", "institution", ""),
            ("博物馆", "institution", ""), ("社会科学院", "institution", "社科院"),
            ("农业科学院", "institution", "农科院"), ("妇幼保健院", "hospital", ""),
            ("人民医院", "hospital", ""), ("中医院", "hospital", ""), ("体育局", "", ""),
            ("科学技术馆", "institution", "科技馆"), ("档案馆", "institution", ""),
            ("药品检验研究院", "institution", ""), ("标准化研究院", "institution", ""),
            ("计量科学研究院", "institution", ""), ("教育考试院", "institution", ""),
            ("生态环境监测中心", "institution", ""), ("血液中心", "institution", ""),
            ("气象台", "institution", ""), ("地震局", "", ""), ("广播电视台", "institution", "")]


def build(packages):
    provinces = {r["code"]: r["name"] for r in read_tsv(os.path.join(DATA, "divisions.tsv"))
                 if r["level"] == "1" and not r["valid_to"]}
    rows = table("institutions.tsv")
    names = {n for r in rows for n in [r["name"], *r["aliases"].split(";")]}
    for code, seat in CAPITALS.items():
        p = provinces[code]
        for what, kind, short in PATTERNS:
            if not kind or p + what in names:
                continue
            aliases = [SHORT[p] + what] if p in SHORT else []
            if short:
                aliases += [p + short] + ([SHORT[p] + short] if p in SHORT else [])
            aliases = [a for a in aliases if a not in names]
            rows.append(dict(name=p + what, aliases=";".join(aliases), kind=kind, seat=seat, valid_from="",
                             valid_to="", successor="", note="by pattern: the province's own, at its capital"))
    rows.sort(key=lambda r: (r["kind"], r["seat"], r["name"]))
    write_tsv("institutions.tsv", [
        "Institutions, hospitals, companies and associations whose seat is certain",
        "source: generate/tables/institutions.tsv (hand-made, own knowledge of public facts) and patterns of provincial institutions (generate/institutions.py)",
        "licence: MIT OR Apache-2.0, own work",
        "vintage: 2026-09; names as in use about 2021 to 2026",
    ], "name aliases kind seat valid_from valid_to successor note".split(), rows)
    return rows
