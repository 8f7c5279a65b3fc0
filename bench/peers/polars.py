"""The job of bench/rubric.yaml, written in Polars: read, score, tier, clients.csv and summary.json.

    python3 polars.py BOOK AS_OF OUT

Lazy where that is faster, all cores. Numbers are doubles, rounded to six digits where the rubric's are; nothing is checked,
rejected, hashed or kept. Points that are whole numbers are written as such.
"""

import sys

# The interpreter puts this file's own folder first, where `polars` would be this file.
sys.path.pop(0)

import json
import os
from datetime import date

import numpy as np
import polars as pl

book, as_of, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
today = date.fromisoformat(as_of)
col, when = pl.col, pl.when

CATEGORIES = ["segment", "industry", "region", "loan_class", "marketing_consent"]
DIMENSIONS = {
    "contribution": (40, {"loan_size": 30, "margin": 45, "cross_sell": 25}),
    "credit_quality": (35, {"dscr": 15, "debt_ratio": 15, "repayment": 30, "collateral": 25, "industry": 15}),
    "relationship": (25, {"tenure": 40, "contacts": 60}),
}
LABELS = [factor for _, factors in DIMENSIONS.values() for factor in factors]


def bands(value, rules, otherwise):
    """Points of the first rule that holds; a missing value has none."""
    chain = when(value.is_null()).then(None)
    for condition, points in rules:
        chain = chain.when(condition).then(pl.lit(points, pl.Int8))
    return chain.otherwise(pl.lit(otherwise, pl.Int8))


def place(value):
    """Bands of the percentile 100 × (rank − 1) ÷ (n − 1): a sort and four comparisons are faster than ranks."""
    ordered, last = value.drop_nulls().sort(), value.count() - 1
    at = [(last * share).ceil().cast(pl.Int64) - 1 for share in (0.9, 0.75, 0.5, 0.25)]
    return bands(value, [(value > ordered.get(k), points) for k, points in zip(at, (100, 80, 60, 40))], 20)


def quintile(value):
    cuts = [value.quantile(q, "linear") for q in (0.2, 0.4, 0.6, 0.8)]
    return bands(value, [(value < cut, 25 * i) for i, cut in enumerate(cuts)], 100)


def interpolate(value, knots):
    points = pl.lit(float(knots[-1][1]))
    for (low, first), (high, last) in reversed(list(zip(knots, knots[1:]))):
        points = when(value < high).then(first + (value - low) * ((last - first) / (high - low))).otherwise(points)
    return when(value.is_null()).then(None).when(value < knots[0][0]).then(float(knots[0][1])).otherwise(points).round(6)


since = col("client_since").dt
months = 12 * (today.year - since.year()) + (today.month - since.month().cast(pl.Int32)) - (since.day() > today.day).cast(pl.Int32)
low, high = ["food", "utilities", "agriculture"], ["real estate", "energy", "construction"]
industry = col("industry").cast(pl.String)
margin, space, cover = col("annual_margin"), col("product_whitespace"), col("collateral_coverage")
dscr, debt, late, tenure = col("dscr"), col("debt_ratio"), col("max_dpd_12m"), months // 12
worth = place(margin)

features = {
    "annual_margin": (col("revenue_12m") - col("cost_to_serve_12m")).round(2),
    "product_whitespace": col("products_eligible") - col("products_held"),
    "collateral_coverage": (col("collateral_value") / when(col("loan_balance") != 0).then(col("loan_balance"))).round(6),
}
points = {
    "loan_size": place(col("loan_amount")),
    "margin": when(margin <= 0).then(pl.lit(0, pl.Int8)).otherwise(worth),
    "cross_sell": bands(space, [(space <= 0, 0), (space == 1, 40), (space <= 3, 70)], 100),
    "dscr": bands(dscr, [(dscr >= 1.5, 100), (dscr >= 1.3, 80), (dscr >= 1.2, 60), (dscr >= 1.0, 30)], 0),
    "debt_ratio": bands(debt, [(debt <= 0.5, 100), (debt <= 0.6, 80), (debt <= 0.7, 60), (debt <= 0.8, 30)], 0),
    "repayment": bands(late, [(late == 0, 100), (late <= 30, 70), (late <= 60, 40), (late <= 90, 20)], 0),
    "collateral": interpolate(cover, [(0, 20), (0.7, 40), (1.0, 70), (1.2, 85), (1.5, 100)]),
    "industry": bands(industry, [(industry.is_in(low), 100), (industry.is_in(high), 20)], 60),
    "tenure": bands(tenure, [(tenure >= 10, 100), (tenure >= 5, 75), (tenure >= 2, 50)], 25),
    "contacts": quintile(col("contacts_12m")),
}

# The doubly weighted mean over the factors that are there.
there = {name: col(f"points.{name}").is_not_null() for name in LABELS}
present, means = {}, {}
for name, (_, factors) in DIMENSIONS.items():
    present[name] = sum(there[factor].cast(pl.Int16) * weight for factor, weight in factors.items())
    means[name] = sum(col(f"points.{factor}").fill_null(0).cast(pl.Float64) * weight for factor, weight in factors.items())
weight = sum((col(f"present.{name}") > 0).cast(pl.Int16) * own for name, (own, _) in DIMENSIONS.items())
total = sum(own * col(f"mean.{name}").fill_null(0) for name, (own, _) in DIMENSIONS.items())
covered = sum(own / 100 * col(f"present.{name}") / sum(factors.values()) for name, (own, factors) in DIMENSIONS.items())
# What a factor costs, in millionths, with its place in the lowest four bits: one sort gives the order and the names.
lost = [
    when(there[factor] & rated)
    .then(
        ((own * points / col(f"present.{name}") / col("weight") * (100 - col(f"points.{factor}"))) * 1e6)
        .round()
        .cast(pl.Int64)
    )
    .otherwise(0)
    * 16
    + (15 - LABELS.index(factor))
    for name, (own, factors) in DIMENSIONS.items()
    for factor, points in factors.items()
    for rated in (col("coverage") >= 0.7,)
]

clients = (
    pl.scan_csv(
        book,
        schema_overrides={
            **dict.fromkeys(CATEGORIES, pl.Categorical),
            **dict.fromkeys(["client_since", "last_review"], pl.Date),
            **dict.fromkeys(["max_dpd_12m", "products_held", "products_eligible", "contacts_12m"], pl.Int32),
        },
    )
    .with_columns(**features)
    .select(
        col("client_id").alias("id"),
        col("client_name").alias("name"),
        "revenue_12m",
        *("max_dpd_12m", "segment", "industry", "region"),
        col("loan_class").cast(pl.String).is_in(["substandard", "doubtful", "loss"]).fill_null(False).alias("bad"),
        (
            (col("marketing_consent").cast(pl.String) == "Y")
            & (space >= 2)
            & (col("last_review") < date(2025, 11, 1))
        )
        .fill_null(False)
        .alias("called"),
        **{f"points.{name}": value for name, value in points.items()},
    )
    .with_columns(**{f"present.{name}": value for name, value in present.items()})
    .with_columns(
        **{
            f"mean.{name}": when(col(f"present.{name}") > 0).then(value / col(f"present.{name}"))
            for name, value in means.items()
        },
        coverage=covered.round(6),
        weight=weight,
    )
    .with_columns(score=when(col("coverage") >= 0.7).then((total / col("weight")).round(6)))
    .with_columns(**{f"lost.{i}": value for i, value in enumerate(lost)})
    .collect(engine="streaming")
)

# The four factors that cost most, as text. Sorting ten numbers in every row is faster in numpy than in a list column.
keys = np.ascontiguousarray(clients.select(f"lost.{i}" for i in range(10)).to_numpy())
keys.sort(axis=1)
worst = pl.DataFrame({f"worst.{i}": keys[:, 9 - i].copy() for i in range(4)})
names = pl.Series([""] * 6 + LABELS[::-1])
texts = []
for i in range(4):
    key = col(f"worst.{i}")
    amount = (((key // 16) / 1e4).round() / 100).cast(pl.Decimal(9, 2)).cast(pl.String)
    texts.append(when(key >= 16).then(pl.concat_str(pl.lit(names).gather(key % 16), pl.lit(" -"), amount)))
reasons = worst.select(when(col("worst.0") >= 16).then(pl.concat_str(texts, separator="; ", ignore_nulls=True)))

# Concentration: by value, then by id.
by_value = clients.select(pl.arg_sort_by("revenue_12m", "id", descending=[True, False])).to_series().to_numpy()
values = np.maximum(clients["revenue_12m"].to_numpy()[by_value], 0)
sums = np.cumsum(values)
positive = sums[-1]
cumulative, before = np.empty(len(sums)), np.empty(len(sums))
cumulative[by_value] = sums / positive
before[by_value] = (sums - values) / positive

# Grade, tier with places and rank, in the order of the report.
rated, sound = col("score").is_not_null(), col("grade").is_in(["A", "B"])
asks = (col("score") >= 75) & sound & (col("max_dpd_12m") <= 30)
result = (
    clients.lazy()
    .select(pl.exclude("^(lost|present)\\..*$", "weight"))
    .with_columns(
        reasons=reasons.to_series(), cumulative_share=pl.Series(cumulative).round(6), before=pl.Series(before)
    )
    .with_columns(
        grade=when((col("max_dpd_12m") > 90) | col("bad"))
        .then(pl.lit("D"))
        .when(col("mean.credit_quality").round(6) >= 75)
        .then(pl.lit("A"))
        .when(col("mean.credit_quality").round(6) >= 55)
        .then(pl.lit("B"))
        .when(rated)
        .then(pl.lit("C"))
    )
    .sort("score", "id", descending=[True, False], nulls_last=True)
    .with_columns(gold=(asks & (asks.cum_sum() <= 500)).fill_null(False), rank=when(rated).then(pl.int_range(1, pl.len() + 1)))
    .with_columns(
        tier=when("gold")
        .then(pl.lit("gold"))
        .when((col("score") >= 55) & sound)
        .then(pl.lit("silver"))
        .when(rated)
        .then(pl.lit("standard"))
    )
    .collect(engine="streaming")
)
nothing = pl.lit(None, pl.String)
result.lazy().select(
    "id",
    "name",
    col("revenue_12m").cast(pl.Decimal(18, 2)).alias("measure"),
    "tier",
    col("tier").alias("model_tier"),
    "grade",
    "score",
    "rank",
    (100 * col("rank") / rated.sum()).round(6).alias("top_percent"),
    "cumulative_share",
    when(col("before") < 0.8).then(pl.lit("A")).when(col("before") < 0.95).then(pl.lit("B")).otherwise(pl.lit("C")).alias("abc"),
    *(col(f"mean.{name}").round(6).alias(name) for name in DIMENSIONS),
    *(f"points.{name}" for name in LABELS),
    "coverage",
    "reasons",
    nothing.alias("actions"),
    when("called").then(pl.lit("to_call")).otherwise(nothing).alias("lists"),
    nothing.alias("previous_tier"),
    nothing.alias("move"),
    nothing.alias("cause"),
).sink_csv(os.path.join(out, "clients.csv"), quote_style="necessary")


cells = (
    result.lazy()
    .group_by("segment", "industry", "region", "tier", "grade")
    .agg(pl.len().alias("clients"), col("revenue_12m").sum(), col("score").sum(), col("score").count().alias("scored"))
    .collect(engine="streaming")
)


def groups(*by):
    """Clients, measure and mean score by some columns; a missing value is a group of its own."""
    measures = {"clients": col("clients").sum(), "measure": col("revenue_12m").sum()}
    return cells.group_by(*by).agg(**measures, meanScore=col("score").sum() / col("scored").sum()).to_dicts()


n = len(values)


def top(percent):
    k = percent * n / 100
    whole = int(k)
    head = sums[whole - 1] if whole > 0 else 0.0
    part = (k - whole) * values[whole] if whole < n else 0.0
    return float((head + part) / positive)


spreads = clients.select(
    pl.struct(missing=value.null_count(), min=value.min(), mean=value.mean(), max=value.max()).alias(name)
    for name in LABELS
    for value in (col(f"points.{name}"),)
).to_dicts()[0]


summary = {
    "tiers": groups("tier"),
    "grades": groups("grade"),
    "tierByGrade": groups("tier", "grade"),
    "pareto": {
        "top": [{"percent": percent, "share": top(percent)} for percent in (1, 5, 10, 20, 50)],
        "clientsFor": [
            {"share": share, "clients": int(np.searchsorted(sums, share * positive) + 1)} for share in (0.5, 0.8, 0.95)
        ],
        "gini": float(((n + 1) - 2 * np.dot(np.arange(1, n + 1), values) / positive) / n),
        "hhi": float(np.square(values / positive).sum()),
    },
    "factors": [{"factor": name, **spreads[name]} for name in LABELS],
    "breakdowns": {name: groups(name, "tier") for name in ("segment", "industry", "region")},
    "lists": [
        {
            "list": "to_call",
            "clients": int(result["called"].sum()),
            "measure": result.select(col("revenue_12m").filter("called").sum()).item(),
        }
    ],
    "checks": [{"check": "rejected rows", "holds": True}],
}
with open(os.path.join(out, "summary.json"), "w", encoding="utf-8") as file:
    json.dump(summary, file, indent=2)
