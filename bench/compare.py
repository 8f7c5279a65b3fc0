"""Says whether two runs of the measured job agree: the same tiers, grades and classes, and numbers within 1e-6.

    python3 compare.py OUT_A OUT_B [HOW_MANY_TO_SHOW]

Reads clients.csv of both side by side, matched by client, and the Pareto figures of summary.json. Exit status 1 where they
differ. Ranks may differ by a few places and amounts in `reasons` by one cent of a point, because doubles round a tied score
or a last digit the other way now and then; the order of equal amounts there is free. Not compared is top_percent, which is
the rank in other units. Both files are in the order of rank, so that little waits for its like: 10 million rows fit anywhere.
"""

import csv
import json
import os
import sys

TOLERANCE = 1.0000001e-6
CENT = 0.0100001
SAME = ("id", "name", "tier", "model_tier", "grade", "abc", "lists")
NOT_COMPARED = ("top_percent",)


def close(a, b, tolerance):
    if a == "" or b == "":
        return a == b
    return abs(float(a) - float(b)) <= tolerance


def amounts(text):
    parts = [part.rsplit(" ", 1) for part in text.split("; ")] if text else []
    return [(label, abs(float(amount))) for label, amount in parts]


def same_reasons(a, b):
    """The same amounts in order, and each label with the same amount; of those that tie with the last, any may be shown."""
    first, second = amounts(a), amounts(b)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    if any(amount > CENT for _, amount in longer[len(shorter) :]):
        return False
    if any(abs(x - y) > CENT for (_, x), (_, y) in zip(first, second)):
        return False
    least = min((amount for _, amount in longer), default=0) + CENT
    known = dict(second)
    return all(abs(known.get(label, min(amount, least)) - amount) <= CENT for label, amount in first)


def read(folder):
    with open(os.path.join(folder, "clients.csv"), encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def matched(left, right):
    """Pairs of rows of one client; a row without its like comes with None."""
    waiting = ({}, {})
    while True:
        pair = next(left, None), next(right, None)
        if pair == (None, None):
            break
        if pair[0] is not None and pair[1] is not None and pair[0][0] == pair[1][0]:
            yield pair
            continue
        for side, row in enumerate(pair):
            if row is None:
                continue
            other = waiting[1 - side].pop(row[0], None)
            if other is None:
                waiting[side][row[0]] = row
            else:
                yield (row, other) if side == 0 else (other, row)
    yield from ((row, None) for row in waiting[0].values())
    yield from ((None, row) for row in waiting[1].values())


def compare_clients(first, second, say):
    left, right = read(first), read(second)
    headings, others = next(left), next(right)
    if headings != others:
        say(f"the headings differ: {headings} and {others}")
        return 0
    places = []
    count = 0
    for row, other in matched(left, right):
        count += row is not None
        if row is None or other is None:
            say(f"{(row or other)[0]} is only in the {'second' if row is None else 'first'}")
            continue
        for name, a, b in zip(headings, row, other):
            if a == b or name in NOT_COMPARED:
                continue
            if name == "rank" and a != "" and b != "":
                places.append((abs(int(a) - int(b)), row[0], a, b))
            elif name == "reasons" and same_reasons(a, b):
                continue
            elif name in SAME or name in ("rank", "reasons") or not close(a, b, TOLERANCE):
                say(f"{row[0]} {name}: {a!r} and {b!r}")
    # A score that is rounded the other way passes all that tie there: ranks move a little, tiers tell if it matters.
    for moved, client, a, b in places:
        if moved > 2 + count // 10_000:
            say(f"{client} rank: {a!r} and {b!r}")
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
        if name not in found[1] or not close(figure, found[1][name], TOLERANCE):
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
