"""Says whether two runs of the measured job agree: the same tiers, grades and classes, and numbers within 1e-6.

    python3 compare.py OUT_A OUT_B [HOW_MANY_TO_SHOW]

Reads clients.csv of both, by client, and the Pareto figures of summary.json. Exit status 1 where they differ.
Not compared are reasons, because doubles round their two digits the other way now and then, and top_percent, which is
the rank in other units.
"""

import csv
import json
import os
import sys

TOLERANCE = 1.0000001e-6
SAME = ("tier", "model_tier", "grade", "abc", "lists", "measure")
NOT_COMPARED = ("id", "name", "top_percent", "reasons")


def close(a, b, tolerance):
    if a == "" or b == "":
        return a == b
    return abs(float(a) - float(b)) <= tolerance


def read(folder):
    with open(os.path.join(folder, "clients.csv"), encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        headings = next(rows)
        yield headings
        yield from rows


def compare_clients(first, second, say):
    left, right = read(first), read(second)
    headings, others = next(left), next(right)
    if headings != others:
        say(f"the headings differ: {headings} and {others}")
        return 0
    kept = {}
    for row in right:
        kept[row[0]] = row
    moves = 2 + len(kept) // 10_000
    count = 0
    for row in left:
        count += 1
        other = kept.pop(row[0], None)
        if other is None:
            say(f"{row[0]} is only in the first")
            continue
        if row == other:
            continue
        for name, a, b in zip(headings, row, other):
            if a == b or name in NOT_COMPARED:
                continue
            # A score that is rounded the other way passes all that tie there: ranks move a little, tiers tell if it matters.
            if name in SAME or not close(a, b, moves if name == "rank" else TOLERANCE):
                say(f"{row[0]} {name}: {a!r} and {b!r}")
    for client in kept:
        say(f"{client} is only in the second")
    return count


def compare_pareto(first, second, say):
    found = []
    for folder in (first, second):
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
            pareto = json.load(file)["pareto"]
        figures = {f"top {float(line['percent']):g}": line["share"] for line in pareto["top"]}
        figures |= {f"clients for {float(line['share']):g}": line["clients"] for line in pareto["clientsFor"]}
        found.append(figures | {"gini": pareto["gini"], "hhi": pareto["hhi"]})
    for name, figure in found[0].items():
        if not close(figure, found[1][name], TOLERANCE):
            say(f"{name}: {figure} and {found[1][name]}")


def main(first, second, show="10"):
    differences = []
    count = compare_clients(first, second, differences.append)
    compare_pareto(first, second, differences.append)
    for difference in differences[: int(show)]:
        print(difference)
    print(f"{count} clients, {len(differences)} differences")
    return 1 if differences or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
