"""A table of a million rows checked by mingdan, pointblank (with polars) and frictionless, side by side.

    python3 -m venv venv && venv/bin/pip install pointblank polars pyarrow frictionless
    venv/bin/python benches/peers/tables.py path/to/mingdan [ROWS] [--roster] [--no-frictionless]

The same file is asked the same of each: header and types of the columns, rows of the header's width, an
ordinal that is unique, names that are unique in their group, codes of six digits and among those known,
cells that are not empty, the number of rows. mingdan runs all its checks of a table besides (form, codes
at the date, names and levels beside codes, values worked out anew, ranks in their groups, characters).
With `--roster` it is no dataset of mingdan's but a roster printed as a table, under Chinese headers: a serial, a class,
a name that is unique, a place, an amount, a date; mingdan checks it as a notice, its places against the gazetteer.
Each runs in a process of its own; what counts is CPU time, of all threads, starting included: the best
of three runs, and the peak of memory.
"""

import csv
import os
import subprocess
import sys
import tempfile

TOOL = sys.argv[1]
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 1_000_000
ROSTER = "--roster" in sys.argv
ROSTER_HEAD = ["序号", "类别", "项目名称", "所在地区", "金额（万元）", "批准日期"]
HEAD = ["notice_number", "notice_date", "entry", "category", "rank", "name", "place", "place_kind", "province",
        "province_adcode", "prefecture", "prefecture_adcode", "county", "county_adcode", "township", "zone",
        "adcode", "adcode_level", "adcode_basis", "adcode_current", "place_raw", "note"]


def places():
    """Every county of today as mingdan writes it, made by `mingdan place`."""
    divisions = os.path.join(os.path.dirname(__file__), "../../data/divisions.tsv")
    names = []
    with open(divisions, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    head, rows = rows[0], rows[1:]
    at = {name: index for index, name in enumerate(head)}
    for row in rows:
        code, lasts = row[at["code"]], row[at["valid_to"]] == ""
        if code.startswith("32") and not code.endswith("00") and lasts:
            names.append(row[at["name"]])
    answers = subprocess.run([TOOL, "place", "-", "--on", "2021-09-29", "--format", "csv"], text=True,
                             input="\n".join("江苏省" + name for name in dict.fromkeys(names)),
                             capture_output=True, check=True).stdout
    found = [row for row in csv.DictReader(answers.splitlines()) if row["adcode"] and row["kind"] == "division"]
    assert len(found) > 50, len(found)
    return found


def write(path):
    found = places()
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        for n in range(ROWS):
            place = found[n % len(found)]
            parts = [place[name] for name in HEAD[8:20]]
            writer.writerow(["中办〔2021〕1号", "2021-09-29", n + 1, "第%d类" % (n // 1000), n % 1000 + 1,
                             "第%d号示范项目" % (n + 1), place["name"], "division", *parts, place["text"], ""])
    return sorted({place["adcode"] for place in found})


def write_roster(path):
    found = [place["text"] for place in places()]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ROSTER_HEAD)
        for n in range(ROWS):
            writer.writerow([n + 1, "第%d类" % (n % 7 + 1), "第%d号示范项目" % (n + 1), found[n % len(found)],
                             "%d.5" % (n % 977 + 1), "2021-%02d-%02d" % (n % 12 + 1, n % 28 + 1)])
    return sorted(set(found))


ROSTER_POINTBLANK = """
import sys, polars as pl, pointblank as pb
path, rows, places = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
serial, kind, name, place, money, day = %r
table = pl.read_csv(path, schema_overrides={serial: pl.Int64, kind: pl.String, name: pl.String, place: pl.String,
                                            money: pl.Float64, day: pl.Date})
result = (pb.Validate(table)
    .col_schema_match(pb.Schema(columns=[(name, str(kind)) for name, kind in table.schema.items()]))
    .rows_distinct(columns_subset=[serial])
    .rows_distinct(columns_subset=[name])
    .col_vals_increasing(columns=serial)
    .col_vals_in_set(columns=place, set=places)
    .col_vals_not_null(columns=[serial, kind, name, place, money, day])
    .row_count_match(rows)
    .interrogate())
assert result.all_passed()
""" % ROSTER_HEAD

ROSTER_FRICTIONLESS = """
import os, sys
from frictionless import Resource, Schema, Checklist, checks
path, rows, places = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
os.chdir(os.path.dirname(path))
kinds = ["integer", "string", "string", "string", "number", "date"]
fields = []
for name, kind in zip(%r, kinds):
    field = {"name": name, "type": kind, "constraints": {"required": True}}
    if kind == "integer": field["constraints"]["unique"] = True
    if name == "所在地区": field["constraints"]["enum"] = places
    fields.append(field)
schema = Schema.from_descriptor({"fields": fields, "primaryKey": ["项目名称"]})
checklist = Checklist(checks=[checks.table_dimensions(num_rows=rows)])
report = Resource(path=os.path.basename(path), schema=schema).validate(checklist)
assert report.valid, report.flatten(["message"])[:3]
""" % ROSTER_HEAD

POINTBLANK = """
import sys, polars as pl, pointblank as pb
path, rows, codes = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
text = {name: pl.String for name in %r}
table = pl.read_csv(path, schema_overrides={**text, "entry": pl.Int64, "rank": pl.Int64, "notice_date": pl.Date})
result = (pb.Validate(table)
    .col_schema_match(pb.Schema(columns=[(name, str(kind)) for name, kind in table.schema.items()]))
    .rows_distinct(columns_subset=["entry"])
    .rows_distinct(columns_subset=["category", "name"])
    .col_vals_regex(columns=["province_adcode", "prefecture_adcode", "county_adcode", "adcode", "adcode_current"],
                    pattern=r"^[1-9][0-9]{5}$", na_pass=True)
    .col_vals_in_set(columns=["adcode", "adcode_current", "county_adcode"], set=codes)
    .col_vals_not_null(columns=["notice_number", "notice_date", "entry", "rank", "name", "place", "adcode", "place_raw"])
    .col_vals_in_set(columns="adcode_level", set=["province", "prefecture", "county"])
    .row_count_match(rows)
    .interrogate())
assert result.all_passed()
""" % [name for name in HEAD if name not in ("entry", "rank", "notice_date")]

FRICTIONLESS = """
import sys
from frictionless import Resource, Schema, Checklist, checks, system
path, rows, codes = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
import os
os.chdir(os.path.dirname(path))
kinds = {"entry": "integer", "rank": "integer", "notice_date": "date"}
required = {"notice_number", "notice_date", "entry", "rank", "name", "place", "adcode", "place_raw"}
fields = []
for name in %r:
    field = {"name": name, "type": kinds.get(name, "string"), "constraints": {}}
    if name in required: field["constraints"]["required"] = True
    if name == "entry": field["constraints"]["unique"] = True
    if name.endswith("adcode"): field["constraints"]["pattern"] = "[1-9][0-9]{5}"
    if name in ("adcode", "adcode_current", "county_adcode"): field["constraints"]["enum"] = codes
    if name == "adcode_level": field["constraints"]["enum"] = ["province", "prefecture", "county"]
    fields.append(field)
schema = Schema.from_descriptor({"fields": fields, "primaryKey": ["category", "name"]})
checklist = Checklist(checks=[checks.table_dimensions(num_rows=rows)])
report = Resource(path=os.path.basename(path), schema=schema).validate(checklist)
assert report.valid, report.flatten(["message"])[:3]
""" % HEAD


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("%s\n%s\n%s" % (command[4:6], done.stdout[-2000:], done.stderr[-2000:]))
    seconds, peak = done.stdout.strip().splitlines()[-1].split()
    return float(seconds), int(peak)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "entries.csv")
        codes = ",".join(write_roster(path) if ROSTER else write(path))
        size = os.path.getsize(path) / 1e6
        print("%d rows, %d columns, %.0f MB" % (ROWS, len(ROSTER_HEAD if ROSTER else HEAD), size))
        python = [sys.executable, "-c"]
        runs = [("mingdan", [TOOL, "check", path, "--format", "concise"]),
                ("pointblank", python + [ROSTER_POINTBLANK if ROSTER else POINTBLANK, path, str(ROWS), codes])]
        if "--no-frictionless" not in sys.argv:
            runs.append(("frictionless", python + [ROSTER_FRICTIONLESS if ROSTER else FRICTIONLESS, path, str(ROWS), codes]))
        base = None
        for name, command in runs:
            wrapped = ["/usr/bin/env", "python3", "-c",
                       "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:]); "
                       "u=resource.getrusage(resource.RUSAGE_CHILDREN); "
                       "print(u.ru_utime + u.ru_stime, u.ru_maxrss // 1024); sys.exit(r.returncode)", *command]
            times = [run(wrapped) for _ in range(1 if name == "frictionless" and "--quick" in sys.argv else 3)]
            seconds, peak = min(times)
            base = base or seconds
            print("%-13s %8.2f CPU s   %6d MB   %6.1f×" % (name, seconds, peak, seconds / base), flush=True)


main()
