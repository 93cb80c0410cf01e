"""Region resolvers on the same strings: python3 benches/peers/places.py target/release/mingdan

Runs the program beside those of cpca, jionlp and cnloc that can be imported; installs nothing.
Right means the expected six-digit code, or no code for an ambiguous or unknown string. The peers
know no dates, so the strings with a date are theirs without it.
"""
import csv
import io
import pathlib
import subprocess
import sys
import time

LIST = pathlib.Path(__file__).parents[2] / "tests/data/places.tsv"


def rows():
    with LIST.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def mingdan(binary, rows):
    found, elapsed = {}, 0.0
    for date in sorted({row["date"] for row in rows}):
        part = [row for row in rows if row["date"] == date]
        command = [binary, "place", "-", "--format", "csv"] + (["--on", date] if date else [])
        text = "\n".join(row["text"] for row in part) + "\n"
        start = time.perf_counter()
        out = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
        elapsed += time.perf_counter() - start
        for row, answer in zip(part, csv.DictReader(io.StringIO(out)), strict=True):
            found[row["text"], date] = answer["adcode"]
    return [found[row["text"], row["date"]] for row in rows], elapsed


def cpca(rows):
    import cpca as peer

    texts = [row["text"] for row in rows]
    peer.transform(texts[:1])
    start = time.perf_counter()
    table = peer.transform(texts)
    elapsed = time.perf_counter() - start
    return [str(code or "")[:6] for code in table["adcode"]], elapsed


def jionlp(rows):
    import jionlp as peer

    codes = {}
    for row in rows:
        if row["name"] and row["kind"] == "division":
            codes.setdefault(row["name"], row["adcode"])
    peer.parse_location("北京市")
    start = time.perf_counter()
    answers = [peer.parse_location(row["text"]) for row in rows]
    elapsed = time.perf_counter() - start

    def code(answer):
        parts = [answer.get(key) for key in ("province", "city", "county")]
        path = "".join(part for i, part in enumerate(parts) if part and part not in parts[:i])
        return codes.get(path, "?" if path else "")

    return [code(answer) for answer in answers], elapsed


PEERS = {"cpca": cpca, "jionlp": jionlp}


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else "target/release/mingdan"
    data = rows()
    results = {"mingdan": mingdan(binary, data)}
    for name, run in PEERS.items():
        try:
            results[name] = run(data)
        except ImportError as error:
            print(f"{name}: not installed ({error})", file=sys.stderr)
    settled = ("ambiguous", "unknown", "contradiction")
    print(f"{'':10} {'divisions':>10} {'zones':>7} {'no guess':>9} {'strings/s':>10}")
    for name, (codes, elapsed) in results.items():
        def share(kinds):
            part = [(row, code) for row, code in zip(data, codes, strict=True) if row["kind"] in kinds]
            right = sum(code == row["adcode"] for row, code in part)
            return f"{right}/{len(part)}"

        print(f"{name:10} {share(('division',)):>10} {share(('zone',)):>7} {share(settled):>9} "
              f"{len(data) / elapsed:>10.0f}")


if __name__ == "__main__":
    main()
