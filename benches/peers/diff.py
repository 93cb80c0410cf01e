#!/usr/bin/env python3
"""Other table diffs beside `mingdan diff`, on pairs whose true changes are known.

    benches/peers/diff.py [--mingdan target/release/mingdan] [--cases fixtures/diffs]

For every case the two notices are parsed by mingdan, so that each tool gets the same two tables
(`entries.csv`, without the columns that say where a row stands). Printed per tool: changes it
reports and how many of these are beyond the true ones. daff and csv-diff come from PyPI (`pip
install daff csv-diff`), qsv is used if it is on the path; what is not there is left out.

A true row change is one of the case's `added`, `removed`, `renamed`, `moved`, `reranked`,
`respelled`, `field-changed`, `unit-changed`, `unit-order`; what the peers report are rows that
they call added, removed or changed. Keys: the peers are given group and name, their best.
"""

import argparse
import csv
import pathlib
import shutil
import subprocess
import tempfile
import tomllib

ROW_KINDS = {"added", "removed", "renamed", "moved", "reranked", "respelled", "field-changed",
             "unit-changed", "unit-order"}
DROP = {"entry", "page", "line", "span_start", "span_end", "notice_number", "notice_date"}


def table(mingdan, notice, out):
    subprocess.run([mingdan, "parse", notice, "-o", out, "-q"], check=False, capture_output=True)
    with open(out / "entries.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keep = [name for name in rows[0] if name not in DROP]
    path = out / "table.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        groups = keep[: keep.index("rank")]
        subject = keep[keep.index("rank") + 1]
        writer.writerow(["key", *keep])
        for row in rows:
            key = "|".join(row[name] for name in [*groups, subject])
            writer.writerow([key, *(row[name] for name in keep)])
    return path


def by_mingdan(mingdan, old, new):
    run = subprocess.run([mingdan, "diff", old, new, "--summary", "--format", "csv"],
                         capture_output=True, text=True, check=False)
    counts = dict(line.split(",") for line in run.stdout.splitlines()[1:])
    return sum(int(count) for kind, count in counts.items() if kind in ROW_KINDS)


def by_daff(old, new):
    import daff
    read = lambda path: list(csv.reader(open(path, encoding="utf-8", newline="")))
    flags = daff.CompareFlags()
    flags.addPrimaryKey("key")
    out = daff.PythonTableView([])
    alignment = daff.Coopy.compareTables(
        daff.PythonTableView(read(old)), daff.PythonTableView(read(new)), flags).align()
    daff.TableDiff(alignment, flags).hilite(out)
    tags = [str(out.getCell(0, row)) for row in range(out.get_height())]
    return sum(tag in ("+++", "---", "->", ":") or tag.endswith("->") for tag in tags)


def by_csv_diff(old, new):
    import csv_diff
    load = lambda path: csv_diff.load_csv(open(path, encoding="utf-8", newline=""), key="key")
    found = csv_diff.compare(load(old), load(new))
    return len(found["added"]) + len(found["removed"]) + len(found["changed"])


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
    for name, module, run in [("daff", "daff", by_daff), ("csv-diff", "csv_diff", by_csv_diff)]:
        try:
            __import__(module)
            peers[name] = run
        except ImportError:
            print(f"# {name} is not installed")
    if shutil.which("qsv"):
        peers["qsv"] = by_qsv
    else:
        print("# qsv is not installed")
    print("case".ljust(26), "true", "mingdan", *peers)
    totals = {}
    for case in sorted(path for path in args.cases.iterdir() if (path / "case.toml").exists()):
        wanted = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))["summary"]
        true = sum(count for kind, count in wanted.items() if kind in ROW_KINDS)
        with tempfile.TemporaryDirectory() as room:
            sides = []
            for side in ("old", "new"):
                out = pathlib.Path(room) / side
                sides.append(table(args.mingdan, case / f"{side}.txt", out))
            counts = {"mingdan": by_mingdan(args.mingdan, case / "old.txt", case / "new.txt")}
            for name, run in peers.items():
                try:
                    counts[name] = run(*sides)
                except Exception as error:  # a peer that fails is a result too
                    counts[name] = None
                    print(f"# {name} on {case.name}: {error}")
        print(case.name.ljust(26), str(true).rjust(4), *(str(c).rjust(7) for c in counts.values()))
        for name, count in counts.items():
            over, under = totals.get(name, (0, 0))
            if count is not None:
                totals[name] = (over + max(0, count - true), under + max(0, true - count))
    for name, (over, under) in totals.items():
        print(f"{name}: {over} reported beyond the true ones, {under} of the true ones missing")


if __name__ == "__main__":
    main()
