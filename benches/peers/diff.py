#!/usr/bin/env python3
"""Other table diffs beside `mingdan diff`, on pairs whose true changes are known.

    benches/peers/diff.py [--mingdan target/release/mingdan] [--cases fixtures/diffs]

Every notice is parsed by mingdan, so that each tool gets the same two tables (`entries.csv`, without
the columns that say where a row stands); cases that are tables are taken as they are. daff, csv-diff
and datacompy come from PyPI (`pip install daff csv-diff datacompy`), qsv is used if it is on the
path; what is not there is left out.

A true row change is one of the case's `added`, `removed`, `renamed`, `moved`, `reranked`,
`respelled`, `field-changed`, `unit-changed`, `unit-order`, `group-reordered`. What the peers report
are rows that they call added, removed or changed. They are given the key that suits them best: the
code where the roster has one, else group and name. Printed per case: the true changes, and what each
tool reports; below, in how many cases a tool reports just the true number, how many it reports beyond
and how many are missing. A number says nothing of what is reported: two removals for two renames
count as right here.
"""

import argparse
import csv
import pathlib
import shutil
import subprocess
import tempfile
import tomllib

ROW_KINDS = {"added", "removed", "renamed", "moved", "reranked", "respelled", "field-changed",
             "unit-changed", "unit-order", "group-reordered"}
DROP = {"entry", "page", "line", "span_start", "span_end", "notice_number", "notice_date"}
CODES = ("code", "学校标识码")


def records(mingdan, path, out):
    """The rows of a side, and the names of its group columns."""
    if path.suffix == ".csv":
        text = path.read_bytes()
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = text.decode("gb18030")
        delimiter = "\t" if "\t" in text.split("\n")[0] else ","
        rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(row)]
        while sum(map(bool, rows[0])) < 2:
            rows.pop(0)
        return [dict(zip(rows[0], row)) for row in rows[1:]], ["group"]
    subprocess.run([mingdan, "parse", path, "-o", out, "-q"], check=False, capture_output=True)
    rows, groups = [], []
    for part in sorted(out.glob("entries*.csv")):
        with open(part, encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        names = list(found[0])
        groups += names[names.index("entry") + 1: names.index("rank") if "rank" in names else None]
        rows += [{k: v for k, v in row.items() if k not in DROP} for row in found]
    return rows, groups


def tables(mingdan, case, room):
    """Two tables of the same columns, with a column `key` in front that is unique."""
    sides = []
    for side in ("old", "new"):
        path = next(case.glob(f"{side}.*"))
        sides.append(records(mingdan, path, room / side))
    columns = list(dict.fromkeys(name for rows, _ in sides for row in rows for name in row))
    code = next((name for name in CODES if all(r.get(name) for rows, _ in sides for r in rows)), None)
    paths = []
    for side, (rows, groups) in zip(("old", "new"), sides):
        name = next((c for c in ("subject", "name", "place", "学校名称", "units") if c in columns), columns[0])
        seen, path = {}, room / f"{side}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["key", *columns])
            for row in rows:
                key = row[code] if code else "|".join(row.get(c, "") for c in [*groups, name])
                seen[key] = seen.get(key, 0) + 1
                key += f"#{seen[key]}" if seen[key] > 1 else ""
                writer.writerow([key, *(row.get(c, "") for c in columns)])
        paths.append(path)
    return paths


def by_mingdan(mingdan, old, new, extra):
    run = subprocess.run([mingdan, "-q", "diff", old, new, "--summary", "--format", "csv", *extra],
                         capture_output=True, text=True, check=False)
    counts = dict(line.split(",") for line in run.stdout.splitlines()[1:])
    return sum(int(count) for kind, count in counts.items() if kind in ROW_KINDS)


def by_daff(old, new):
    import daff

    def read(path):
        with open(path, encoding="utf-8", newline="") as file:
            return daff.PythonTableView(list(csv.reader(file)))
    flags = daff.CompareFlags()
    flags.addPrimaryKey("key")
    out = daff.PythonTableView([])
    alignment = daff.Coopy.compareTables(read(old), read(new), flags).align()
    daff.TableDiff(alignment, flags).hilite(out)
    tags = [str(out.getCell(0, row)) for row in range(out.get_height())]
    return sum(tag in ("+++", "---", "->", ":") or tag.endswith("->") for tag in tags)


def by_csv_diff(old, new):
    import csv_diff

    def load(path):
        with open(path, encoding="utf-8", newline="") as file:
            return csv_diff.load_csv(file, key="key")
    found = csv_diff.compare(load(old), load(new))
    return len(found["added"]) + len(found["removed"]) + len(found["changed"])


def by_datacompy(old, new):
    import datacompy
    import pandas
    compare = getattr(datacompy, "PandasCompare", None) or datacompy.Compare
    frames = [pandas.read_csv(path, dtype=str, keep_default_na=False) for path in (old, new)]
    found = compare(*frames, join_columns="key")
    changed = len(found.intersect_rows) - found.count_matching_rows()
    return len(found.df1_unq_rows) + len(found.df2_unq_rows) + changed


def by_qsv(old, new):
    run = subprocess.run(["qsv", "diff", "--key", "0", old, new], capture_output=True, text=True,
                         check=True)
    return len(run.stdout.splitlines()) - 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mingdan", default="target/release/mingdan")
    parser.add_argument("--cases", default="fixtures/diffs", type=pathlib.Path)
    args = parser.parse_args()
    peers = {}
    for name, module, run in [("daff", "daff", by_daff), ("csv-diff", "csv_diff", by_csv_diff),
                              ("datacompy", "datacompy", by_datacompy)]:
        try:
            __import__(module)
            peers[name] = run
        except ImportError:
            print(f"# {name} is not installed")
    if shutil.which("qsv"):
        peers["qsv"] = by_qsv
    else:
        print("# qsv is not installed")
    print("case".ljust(32), "true", *(name.rjust(9) for name in ["mingdan", *peers]))
    totals, cases, trues = {}, 0, 0
    for case in sorted(path for path in args.cases.iterdir() if (path / "case.toml").exists()):
        wanted = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
        extra = ["--key", wanted["key"]] if "key" in wanted else []
        true = sum(count for kind, count in wanted["summary"].items() if kind in ROW_KINDS)
        cases, trues = cases + 1, trues + true
        old, new = (next(case.glob(f"{side}.*")) for side in ("old", "new"))
        with tempfile.TemporaryDirectory() as room:
            sides = tables(args.mingdan, case, pathlib.Path(room))
            counts = {"mingdan": by_mingdan(args.mingdan, old, new, extra)}
            for name, run in peers.items():
                try:
                    counts[name] = run(*sides)
                except Exception as error:  # a peer that fails is a result too
                    counts[name] = None
                    print(f"# {name} on {case.name}: {error}")
        shown = (str("-" if c is None else c).rjust(9) for c in counts.values())
        print(case.name.ljust(32), str(true).rjust(4), *shown)
        for name, count in counts.items():
            right, over, under, failed = totals.get(name, (0, 0, 0, 0))
            if count is None:
                totals[name] = (right, over, under, failed + 1)
            else:
                totals[name] = (right + (count == true), over + max(0, count - true),
                                under + max(0, true - count), failed)
    print(f"{cases} cases, {trues} true row changes")
    for name, (right, over, under, failed) in totals.items():
        print(f"{name}: the true number in {right} cases, {over} beyond, {under} missing, {failed} failed")


if __name__ == "__main__":
    main()
