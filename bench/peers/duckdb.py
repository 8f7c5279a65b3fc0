"""The job of bench/rubric.yaml, written in SQL for DuckDB: read, score, tier, clients.csv and summary.json.

    python3 duckdb.py BOOK AS_OF OUT

All cores. Numbers are doubles, rounded to six digits where the rubric's are; nothing is checked, rejected, hashed or kept.
Points that are whole numbers are written as such.
"""

import sys

# The interpreter puts this file's own folder first, where `duckdb` would be this file.
sys.path.pop(0)

import json
import os
from decimal import Decimal

import duckdb

book, as_of, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)

DIMENSIONS = {
    "contribution": (40, {"loan_size": 30, "margin": 45, "cross_sell": 25}),
    "credit_quality": (35, {"dscr": 15, "debt_ratio": 15, "repayment": 30, "collateral": 25, "industry": 15}),
    "relationship": (25, {"tenure": 40, "contacts": 60}),
}
FACTORS = [(name, own, factor, weight) for name, (own, factors) in DIMENSIONS.items() for factor, weight in factors.items()]
# In the order of the file.
TYPES = {
    **dict.fromkeys(["client_id", "client_name", "segment", "industry", "region"], "VARCHAR"),
    **dict.fromkeys(["client_since", "last_review"], "DATE"),
    **dict.fromkeys(["loan_amount", "loan_balance", "revenue_12m", "cost_to_serve_12m", "collateral_value"], "DOUBLE"),
    **dict.fromkeys(["dscr", "debt_ratio"], "DOUBLE"),
    **dict.fromkeys(["max_dpd_12m", "products_held", "products_eligible", "contacts_12m"], "INTEGER"),
    **dict.fromkeys(["loan_class", "marketing_consent"], "VARCHAR"),
}

database = duckdb.connect()
database.execute("SET preserve_insertion_order = false")


def run(sql, **values):
    return database.execute(sql, values) if values else database.execute(sql)


def first(sql):
    return run(sql).fetchone()


def plain(value):
    return float(value) if isinstance(value, Decimal) else value


def records(sql):
    answer = run(sql)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, map(plain, row))) for row in answer.fetchall()]


def literal(text):
    return "'" + text.replace("'", "''") + "'"


names = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in TYPES.items())
run(f"""
CREATE TEMP TABLE book AS
SELECT client_id AS id, client_name AS name, segment, industry, region, revenue_12m, loan_amount, loan_balance,
  collateral_value, dscr, debt_ratio, max_dpd_12m, contacts_12m, loan_class, products_eligible - products_held AS whitespace,
  round(revenue_12m - cost_to_serve_12m, 2) AS margin, date_sub('year', client_since, DATE {literal(as_of)}) AS tenure,
  coalesce(marketing_consent = 'Y' AND whitespace >= 2 AND last_review < DATE '2025-11-01', false) AS called
FROM read_csv({literal(book)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
  columns = {{{names}}}, nullstr = '')
""")


def cuts(value):
    """The values above which the percentile 100 × (rank − 1) ÷ (n − 1) is at least 90, 75, 50 and 25."""
    (n,) = first(f"SELECT count({value}) FROM book")
    # quantile_disc takes the value at ceil(fraction × n) − 1 from 0; the middle of a step is safe from rounding.
    fractions = [(max(1, -(-(n - 1) * part // 100)) - 0.5) / n for part in (90, 75, 50, 25)]
    return first(f"SELECT quantile_disc({value}, {fractions}) FROM book")[0]


def place(value):
    branches = " ".join(f"WHEN {value} > {cut!r} THEN {points}" for cut, points in zip(cuts(value), (100, 80, 60, 40)))
    return f"CASE WHEN {value} IS NULL THEN NULL {branches} ELSE 20 END"


def bands(value, rules, otherwise):
    branches = " ".join(f"WHEN {value} {rule} THEN {points}" for rule, points in rules)
    return f"CASE WHEN {value} IS NULL THEN NULL {branches} ELSE {otherwise} END"


def interpolate(value, knots):
    branches = " ".join(
        f"WHEN {value} < {high} THEN {first} + ({value} - {low}) * {(last - first) / (high - low)!r}"
        for (low, first), (high, last) in zip(knots, knots[1:])
    )
    return f"(CASE WHEN {value} IS NULL THEN NULL WHEN {value} < {knots[0][0]} THEN {knots[0][1]} {branches} ELSE {knots[-1][1]} END)::DECIMAL(9, 6)"


quintiles = first("SELECT quantile_cont(contacts_12m, [0.2, 0.4, 0.6, 0.8]) FROM book")[0]
POINTS = {
    "loan_size": place("loan_amount"),
    "margin": f"CASE WHEN margin <= 0 THEN 0 ELSE {place('margin')} END",
    "cross_sell": bands("whitespace", [("<= 0", 0), ("= 1", 40), ("<= 3", 70)], 100),
    "dscr": bands("dscr", [(">= 1.5", 100), (">= 1.3", 80), (">= 1.2", 60), (">= 1.0", 30)], 0),
    "debt_ratio": bands("debt_ratio", [("<= 0.5", 100), ("<= 0.6", 80), ("<= 0.7", 60), ("<= 0.8", 30)], 0),
    "repayment": bands("max_dpd_12m", [("= 0", 100), ("<= 30", 70), ("<= 60", 40), ("<= 90", 20)], 0),
    "collateral": interpolate("coverage_ratio", [(0, 20), (0.7, 40), (1.0, 70), (1.2, 85), (1.5, 100)]),
    "industry": bands(
        "industry",
        [("IN ('food', 'utilities', 'agriculture')", 100), ("IN ('real estate', 'energy', 'construction')", 20)],
        60,
    ),
    "tenure": bands("tenure", [(">= 10", 100), (">= 5", 75), (">= 2", 50)], 25),
    "contacts": bands("contacts_12m", [(f"< {cut!r}", 25 * i) for i, cut in enumerate(quintiles)], 100),
}


def total(parts):
    return " + ".join(parts)


points = ", ".join(f"{value} AS p_{name}" for name, value in POINTS.items())
present = ", ".join(
    total(f"CASE WHEN p_{factor} IS NULL THEN 0 ELSE {weight} END" for factor, weight in factors.items()) + f" AS w_{name}"
    for name, (_, factors) in DIMENSIONS.items()
)
means = ", ".join(
    f"({total(f'coalesce(p_{factor}, 0)::DOUBLE * {weight}' for factor, weight in factors.items())}) / nullif(w_{name}, 0) AS m_{name}"
    for name, (_, factors) in DIMENSIONS.items()
)
weight = total(f"CASE WHEN w_{name} > 0 THEN {own} ELSE 0 END" for name, (own, _) in DIMENSIONS.items())
score = total(f"{own} * coalesce(m_{name}, 0)" for name, (own, _) in DIMENSIONS.items())
coverage = total(f"{own / 100} * w_{name} / {sum(factors.values())}" for name, (own, factors) in DIMENSIONS.items())
# What a factor costs, in millionths, with its place in the lowest four bits: one sort gives the order and the names.
lost = ", ".join(
    f"CASE WHEN p_{factor} < 100 THEN {own * weight} / (w_{name} * weight) * (100 - p_{factor}::DOUBLE) * 1e6 ELSE 0 END::BIGINT * 16 + {15 - i}"
    for i, (name, own, factor, weight) in enumerate(FACTORS)
)
labels = [""] * 6 + [factor for _, _, factor, _ in reversed(FACTORS)]
reasons = ", ".join(
    f"CASE WHEN worst[{i}] >= 16 THEN {labels!r}[worst[{i}] % 16 + 1] || ' -' || (worst[{i}] // 16 / 1e6)::DECIMAL(9, 2) END"
    for i in (1, 2, 3, 4)
)
run(f"""
CREATE TEMP TABLE clients AS
WITH ratios AS (SELECT *, round(collateral_value / nullif(loan_balance, 0), 6) AS coverage_ratio FROM book),
  scored AS (SELECT *, {points} FROM ratios),
  weighed AS (SELECT *, {present} FROM scored),
  averaged AS (SELECT *, {means}, {weight} AS weight, ({coverage})::DECIMAL(9, 6) AS coverage FROM weighed),
  rated AS (SELECT *, CASE WHEN coverage >= 0.7 THEN (({score}) / weight)::DECIMAL(9, 6) END AS score FROM averaged),
  worst AS (SELECT *, CASE WHEN score IS NOT NULL THEN list_reverse_sort([{lost}]) END AS worst FROM rated)
SELECT id, name, revenue_12m::DECIMAL(18, 2) AS measure, revenue_12m, segment, industry, region, max_dpd_12m, called, score, coverage,
  CASE WHEN max_dpd_12m > 90 OR loan_class IN ('substandard', 'doubtful', 'loss') THEN 'D'
    WHEN round(m_credit_quality, 6) >= 75 THEN 'A' WHEN round(m_credit_quality, 6) >= 55 THEN 'B'
    WHEN score IS NOT NULL THEN 'C' END AS grade,
  {", ".join(f"m_{name}::DECIMAL(9, 6) AS {name}" for name in DIMENSIONS)},
  {", ".join(f"p_{name}" for name in POINTS)},
  nullif(concat_ws('; ', {reasons}), '') AS reasons
FROM worst
""")
positive, n, rated = first("SELECT sum(greatest(revenue_12m, 0)), count(*), count(score) FROM clients")
run(f"""
CREATE TEMP TABLE worth AS
SELECT id, greatest(revenue_12m, 0) AS value, row_number() OVER by_value AS place, sum(greatest(revenue_12m, 0)) OVER by_value AS running
FROM clients WINDOW by_value AS (ORDER BY revenue_12m DESC, id ROWS UNBOUNDED PRECEDING)
""")
run(f"""
CREATE TEMP TABLE ranked AS
SELECT id, CASE WHEN score IS NOT NULL THEN row_number() OVER best END AS rank,
  CASE WHEN asks AND sum(asks::INTEGER) OVER best <= 500 THEN 'gold' WHEN score >= 55 AND grade IN ('A', 'B') THEN 'silver'
    WHEN score IS NOT NULL THEN 'standard' END AS tier
FROM (SELECT id, score, grade, coalesce(score >= 75 AND grade IN ('A', 'B') AND max_dpd_12m <= 30, false) AS asks FROM clients)
WINDOW best AS (ORDER BY score DESC NULLS LAST, id ROWS UNBOUNDED PRECEDING)
""")

run("CREATE TEMP VIEW result AS SELECT * FROM clients JOIN worth USING (id) JOIN ranked USING (id)")
run(f"""
COPY (
  SELECT id, name, measure, tier, tier AS model_tier, grade, score, rank, (100 * rank / {rated})::DECIMAL(9, 6) AS top_percent,
    (running / {positive!r})::DECIMAL(9, 6) AS cumulative_share,
    CASE WHEN (running - value) / {positive!r} < 0.8 THEN 'A' WHEN (running - value) / {positive!r} < 0.95 THEN 'B' ELSE 'C' END AS abc,
    {", ".join(DIMENSIONS)}, {", ".join(f'p_{name} AS "points.{name}"' for name in POINTS)}, coverage, reasons, NULL AS actions,
    CASE WHEN called THEN 'to_call' END AS lists, NULL AS previous_tier, NULL AS move, NULL AS cause
  FROM result ORDER BY score DESC NULLS LAST, id
) TO {literal(os.path.join(out, "clients.csv"))} (FORMAT csv, HEADER)
""")
run("""
CREATE TEMP TABLE cells AS
SELECT segment, industry, region, tier, grade, count(*) AS clients, sum(revenue_12m) AS measure, sum(score::DOUBLE) AS total, count(score) AS scored
FROM result GROUP BY ALL
""")


def groups(*by):
    """Clients, measure and mean score by some columns; a missing value is a group of its own."""
    keys = ", ".join(by)
    return records(
        f"SELECT {keys}, sum(clients)::BIGINT AS clients, sum(measure) AS measure, sum(total) / sum(scored) AS meanScore FROM cells GROUP BY {keys}"
    )


def top(percent):
    k = percent * n / 100
    whole = int(k)
    head = first(f"SELECT coalesce(max(running), 0) FROM worth WHERE place = {whole}")[0]
    part = first(f"SELECT coalesce(max(value), 0) FROM worth WHERE place = {whole + 1}")[0]
    return (head + (k - whole) * part) / positive


def clients_for(share):
    return first(f"SELECT count(*) + 1 FROM worth WHERE running < {share * positive!r}")[0]


gini, hhi = first(
    f"SELECT ({n + 1} - 2 * sum(place * value) / {positive!r}) / {n}, sum((value / {positive!r}) * (value / {positive!r})) FROM worth"
)
summary = {
    "tiers": groups("tier"),
    "grades": groups("grade"),
    "tierByGrade": groups("tier", "grade"),
    "pareto": {
        "top": [{"percent": percent, "share": top(percent)} for percent in (1, 5, 10, 20, 50)],
        "clientsFor": [{"share": share, "clients": clients_for(share)} for share in (0.5, 0.8, 0.95)],
        "gini": gini,
        "hhi": hhi,
    },
    "factors": [
        {"factor": name, **record}
        for name in POINTS
        for record in records(
            f"SELECT count(*) - count(p_{name}) AS missing, min(p_{name}) AS min, avg(p_{name}) AS mean, max(p_{name}) AS max FROM clients"
        )
    ],
    "breakdowns": {name: groups(name, "tier") for name in ("segment", "industry", "region")},
    "lists": [
        {"list": "to_call", **record}
        for record in records("SELECT count(*) AS clients, sum(revenue_12m) AS measure FROM clients WHERE called")
    ],
    "checks": [{"check": "rejected rows", "holds": True}],
}
with open(os.path.join(out, "summary.json"), "w", encoding="utf-8") as file:
    json.dump(summary, file, indent=2)
