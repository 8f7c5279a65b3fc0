"""The job of bench/rubric-wide.yaml, written in Polars: read, score, tier, clients.csv and summary.json.

    python3 wide-polars.py BOOK LOANS AS_OF OUT

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

book, loans, as_of, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
col, when = pl.col, pl.when

CATEGORIES = ["branch", "officer", "product", "city", "sector"]
DIMENSIONS = {
    "contribution": (50, {"margin": 50, "savings": 20, "lent": 30}),
    "quality": (30, {"dscr": 20, "late": 30, "cover": 20, "used": 15, "burden": 15}),
    "relationship": (20, {"products": 40, "contacts": 30, "loans": 30}),
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


dscr, late, held, count, burden = col("dscr"), col("days_late"), col("products_held"), col("loan_count"), col("burden")


def ratio(part, whole):
    return (col(part) / when(col(whole) != 0).then(col(whole))).round(6)


features = {
    "annual_margin": (col("revenue") + col("fees") - col("cost")).round(2),
    "cover": ratio("collateral", "owed"),
    "used": ratio("used_limit", "credit_limit"),
    "burden": ratio("debt", "income"),
}
points = {
    "margin": place(col("annual_margin")),
    "savings": place(col("deposits")),
    "lent": place(col("lent")),
    "dscr": bands(dscr, [(dscr >= 2, 100), (dscr >= 1.2, 60)], 0),
    "late": bands(late, [(late == 0, 100), (late <= 30, 70), (late <= 90, 20)], 0),
    "cover": interpolate(col("cover"), [(0, 0), (1, 60), (3, 100)]),
    "used": interpolate(col("used"), [(0.2, 100), (1, 0)]),
    "burden": bands(burden, [(burden <= 0.5, 100), (burden <= 1, 60)], 20),
    "products": bands(held, [(held <= 1, 20), (held <= 4, 60)], 100),
    "contacts": quintile(col("contacts")),
    "loans": bands(count, [(count == 0, 0), (count <= 2, 50)], 100),
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

sums = (
    pl.scan_csv(loans, schema_overrides={"status": pl.Categorical})
    .group_by("client_id")
    .agg(
        lent=col("amount").sum(),
        owed=col("balance").filter(col("status").cast(pl.String) == "active").sum(),
        loan_count=pl.len().cast(pl.Int32),
    )
)
clients = (
    pl.scan_csv(
        book,
        schema_overrides={
            **dict.fromkeys(CATEGORIES, pl.Categorical),
            "last_day": pl.Date,
            **dict.fromkeys(["days_late", "products_held", "contacts"], pl.Int32),
        },
    )
    .join(sums, on="client_id", how="left")
    .with_columns(col("lent", "owed", "loan_count").fill_null(0))
    .with_columns(**features)
    .select(
        col("client_id").alias("id"),
        col("profile").alias("name"),
        "revenue",
        *("days_late", *CATEGORIES),
        (col("loan_class") == "doubtful").fill_null(False).alias("bad"),
        ((col("consent") == "Y") & (col("complaints") == 0) & (col("visits") < 25) & (col("logins") >= 100) & (col("employees") > 20) & (col("last_day") < date(2025, 11, 1)))
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

# The four factors that cost most, as text. Sorting eleven numbers in every row is faster in numpy than in a list column.
keys = np.ascontiguousarray(clients.select(f"lost.{i}" for i in range(11)).to_numpy())
keys.sort(axis=1)
worst = pl.DataFrame({f"worst.{i}": keys[:, 10 - i].copy() for i in range(4)})
names = pl.Series([""] * 5 + LABELS[::-1])
texts = []
for i in range(4):
    key = col(f"worst.{i}")
    amount = (((key // 16) / 1e4).round() / 100).cast(pl.Decimal(9, 2)).cast(pl.String)
    texts.append(when(key >= 16).then(pl.concat_str(pl.lit(names).gather(key % 16), pl.lit(" -"), amount)))
reasons = worst.select(when(col("worst.0") >= 16).then(pl.concat_str(texts, separator="; ", ignore_nulls=True)))

# Concentration: by value, then by id.
by_value = clients.select(pl.arg_sort_by("revenue", "id", descending=[True, False])).to_series().to_numpy()
values = np.maximum(clients["revenue"].to_numpy()[by_value], 0)
sums = np.cumsum(values)
positive = sums[-1]
cumulative, before = np.empty(len(sums)), np.empty(len(sums))
cumulative[by_value] = sums / positive
before[by_value] = (sums - values) / positive

# Grade, tier with places and rank, in the order of the report.
rated = col("score").is_not_null()
asks = (col("score") >= 75) & (col("grade") == "A")
result = (
    clients.lazy()
    .select(pl.exclude("^(lost|present)\\..*$", "weight"))
    .with_columns(
        reasons=reasons.to_series(), cumulative_share=pl.Series(cumulative).round(6), before=pl.Series(before)
    )
    .with_columns(
        grade=when((col("days_late") > 90) | col("bad"))
        .then(pl.lit("D"))
        .when(col("mean.quality").round(6) >= 70)
        .then(pl.lit("A"))
        .when(rated)
        .then(pl.lit("B"))
    )
    .sort("score", "id", descending=[True, False], nulls_last=True)
    .with_columns(gold=(asks & (asks.cum_sum() <= 500)).fill_null(False), rank=when(rated).then(pl.int_range(1, pl.len() + 1)))
    .with_columns(
        tier=when("gold")
        .then(pl.lit("gold"))
        .when(col("score") >= 55)
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
    col("revenue").cast(pl.Decimal(18, 2)).alias("measure"),
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


def groups(*by):
    """Clients, measure and mean score by some columns; a missing value is a group of its own."""
    figures = {"clients": pl.len(), "measure": col("revenue").sum(), "meanScore": col("score").mean()}
    return result.lazy().group_by(*by).agg(**figures).collect(engine="streaming").to_dicts()


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
    "breakdowns": {name: groups(name, "tier") for name in CATEGORIES},
    "lists": [
        {
            "list": "to_call",
            "clients": int(result["called"].sum()),
            "measure": result.select(col("revenue").filter("called").sum()).item(),
        }
    ],
}
with open(os.path.join(out, "summary.json"), "w", encoding="utf-8") as file:
    json.dump(summary, file, indent=2)
