"""Tables of PDF files beside other programs: python3 benches/peers/pdf.py target/release/mingdan [FOLDER]

FOLDER holds PDF files and `expected.json` (as fixtures/pdf, the default) or `truth.json`: the rows that stand in
each. Runs pdfplumber and camelot (lattice) where they can be imported and `pdftotext -layout` where it is installed;
installs nothing. A row is exact where its cells, without blanks, are those of the file, in their order; the group it
stands in is left out, because the peers know none. Time is that of the processor, of the peer's own process, its start
left out for those in Python; memory is the most that process had.
"""
import collections
import json
import pathlib
import re
import resource
import subprocess
import sys
import time

PEERS = ["mingdan", "pdfplumber", "camelot", "pdftotext"]


def bare(text):
    return re.sub(r"\s+", "", text or "")


def wanted(folder):
    """Rows by file, as tuples of serial, place and unit."""
    path = folder / "expected.json"
    if path.exists():
        known = json.loads(path.read_text())
        return {name: [tuple(bare(c) for c in row[1:] if c) for row in known["rosters"][roster]]
                for name, roster in known["files"].items()}
    known, found = json.loads((folder / "truth.json").read_text()), {}
    for file in sorted(folder.glob("*.pdf")):
        name = file.stem
        long = "twoline" in name or "split" in name
        rows = known["merged" if "merged" in name else "long" if long else "rows"]
        first = 0 if "merged" in name else 1
        found[name] = [tuple(bare(c) for c in row[first:] if c) for row in rows]
    return found


def mingdan(binary, file):
    out = subprocess.run([binary, "inspect", file, "--stage", "document"], capture_output=True, check=True).stdout
    for table in json.loads(out)["tables"]:
        above = {}
        for row in table["rows"]:
            cells = dict(above.get("cells", {}))
            left = {column: n - 1 for column, n in above.get("left", {}).items() if n > 1}
            cells = {column: text for column, text in cells.items() if column in left}
            for cell in row["cells"]:
                cells[cell["column"]] = cell["text"]
                left[cell["column"]] = cell["rowspan"]
            above = {"cells": dict(cells), "left": left}
            yield [cells[column] for column in sorted(cells)]


def pdfplumber(_, file):
    import pdfplumber as peer

    with peer.open(file) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                yield from table


def camelot(_, file):
    import camelot as peer

    for table in peer.read_pdf(file, pages="all", flavor="lattice", suppress_stdout=True):
        yield from table.df.values.tolist()


def pdftotext(_, file):
    out = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout
    for line in out.decode().splitlines():
        yield re.split(r"\s{2,}", line.strip())


def one(peer, binary, folder):
    """In a process of its own: exact rows and whole files, processor seconds, megabytes."""
    found = {}
    files = wanted(folder)
    read = globals()[peer]
    if peer in ("pdfplumber", "camelot"):
        __import__(peer)
    start = time.process_time()
    for name, rows in files.items():
        try:
            got = [tuple(bare(c) for c in row if bare(c)) for row in read(binary, str(folder / f"{name}.pdf"))]
        except Exception:  # A peer that cannot read a file has none of its rows.
            got = []
        sure = collections.Counter(got)
        # A group in front, in a merged column, is no fault.
        sure += collections.Counter(row[1:] for row in got if len(row) == 4 and len(rows[0]) < 4)
        exact = sum((collections.Counter(rows) & sure).values())
        found[name] = (exact, len(rows))
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    outside = peer in ("mingdan", "pdftotext")
    seconds = children.ru_utime + children.ru_stime if outside else time.process_time() - start
    return {"files": found, "seconds": seconds, "megabytes": (children if outside else own).ru_maxrss / 1024}


def main():
    if sys.argv[1] == "--one":
        print(json.dumps(one(sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4]))))
        return
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    default = pathlib.Path(__file__).resolve().parents[2] / "fixtures/pdf"
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else default
    pages = sum(len(re.findall(rb"/Type\s*/Page\b", (folder / f"{name}.pdf").read_bytes())) for name in wanted(folder))
    print(f"| {'reader':10} | rows exact | files whole | CPU ms/file | memory MB |\n|---|---|---|---|---|")
    for peer in PEERS:
        command = [sys.executable, __file__, "--one", peer, binary, str(folder)]
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode:
            print(f"| {peer:10} | not run: {ran.stderr.strip().splitlines()[-1]} |")
            continue
        got = json.loads(ran.stdout.strip().splitlines()[-1])
        exact, all_rows = (sum(pair[i] for pair in got["files"].values()) for i in (0, 1))
        whole = sum(exact == rows for exact, rows in got["files"].values())
        each = 1000 * got["seconds"] / len(got["files"])
        print(f"| {peer:10} | {100 * exact / all_rows:.1f} % of {all_rows} | {whole} of {len(got['files'])} | {each:.1f} | {got['megabytes']:.0f} |")
    print(f"{len(wanted(folder))} files, {pages} pages that can be counted without unpacking")


if __name__ == "__main__":
    main()
