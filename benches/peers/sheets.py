#!/usr/bin/env python3
"""Reading a workbook beside `mingdan parse`: CPU time of whole processes.

    benches/peers/sheets.py WORKBOOK [--mingdan target/release/mingdan] [--runs 20]

mingdan takes the workbook through every stage and prints the entries; the peers merely read every
cell of every sheet (openpyxl for .xlsx, xlrd for .xls, both from PyPI). User and system time of
the child process are added up; printed is the median of the runs, and how many times less
mingdan takes. The first line of output says how many rows each of them saw.
"""

import argparse
import os
import statistics
import subprocess
import sys

READ = {
    ".xlsx": "import openpyxl, sys\n"
    "book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
    "print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True)))",
    ".xls": "import xlrd, sys\n"
    "book = xlrd.open_workbook(sys.argv[1])\n"
    "print(sum(1 for sheet in book.sheets() for i in range(sheet.nrows) if sheet.row_values(i)))",
}


def cpu(command):
    """Seconds of user and system time, and what was printed."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, out


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("workbook")
    options.add_argument("--mingdan", default="target/release/mingdan")
    options.add_argument("--runs", type=int, default=20)
    options = options.parse_args()
    read = READ[os.path.splitext(options.workbook)[1].lower()]
    commands = {
        "mingdan parse": [options.mingdan, "-q", "parse", options.workbook, "--roster", "1"],
        "python reads": [sys.executable, "-c", read, options.workbook],
    }
    rows = cpu(commands["mingdan parse"])[1].count(b"\n") - 1, int(cpu(commands["python reads"])[1])
    print(f"rows: mingdan {rows[0]} entries, python {rows[1]} rows of cells")
    medians = {}
    for name, command in commands.items():
        medians[name] = statistics.median(cpu(command)[0] for _ in range(options.runs))
        print(f"{name:14} {medians[name] * 1000:8.1f} ms CPU, median of {options.runs}")
    print(f"ratio {medians['python reads'] / medians['mingdan parse']:.1f}")


if __name__ == "__main__":
    main()
