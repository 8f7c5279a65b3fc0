"""The job of bench/rubric.yaml, written in pandas: read, score, tier, clients.csv and summary.json.

    python3 pandas.py BOOK AS_OF OUT

Numbers are doubles, rounded to six digits where the rubric's are; nothing is checked, rejected, hashed or kept.
"""

import sys

# The interpreter puts this file's own folder first, where `pandas` would be this file.
sys.path.pop(0)

import json
import os

import numpy as np
import pandas as pd

book, as_of, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
today = pd.Timestamp(as_of)

CATEGORIES = ["segment", "industry", "region", "loan_class", "marketing_consent"]
MONEY = ["loan_amount", "loan_balance", "revenue_12m", "cost_to_serve_12m", "collateral_value"]
NUMBERS = ["dscr", "debt_ratio", "contacts_12m"]
COUNTS = ["max_dpd_12m", "products_held", "products_eligible"]
TYPES = {
    "client_id": str,
    "client_name": str,
    **dict.fromkeys(CATEGORIES, "category"),
    **dict.fromkeys(MONEY + NUMBERS, "float64"),
    **dict.fromkeys(COUNTS, "int32"),
}
if book.endswith(".xlsx"):
    # Days come as days.
    clients = pd.read_excel(book, engine="openpyxl", dtype=TYPES)
else:
    days = {"parse_dates": ["client_since", "last_review"], "date_format": "%Y-%m-%d"}
    clients = pd.read_csv(book, dtype=TYPES, **days)

# Features and the lookup.
since = clients["client_since"].dt
months = 12 * (today.year - since.year) + (today.month - since.month) - (since.day > today.day)
clients["tenure_years"] = np.floor(months / 12)
clients["annual_margin"] = (clients["revenue_12m"] - clients["cost_to_serve_12m"]).round(2)
clients["product_whitespace"] = clients["products_eligible"] - clients["products_held"]
balance = clients["loan_balance"].where(clients["loan_balance"] != 0)
clients["collateral_coverage"] = (clients["collateral_value"] / balance).round(6)
stability = pd.DataFrame(
    [(name, "low") for name in ("food", "utilities", "agriculture")]
    + [(name, "high") for name in ("real estate", "energy", "construction")],
    columns=["industry", "industry_stability"],
)
clients = clients.merge(stability, on="industry", how="left")
clients.loc[clients["industry"].notna() & clients["industry_stability"].isna(), "industry_stability"] = "medium"


def bands(values, rules, otherwise):
    """Points of the first rule that holds; a missing value has none."""
    points = np.select([rule(values) for rule, _ in rules], [points for _, points in rules], otherwise).astype(float)
    return np.where(values.isna(), np.nan, points)


def percentile(values):
    rank = values.rank(method="min")
    return (100 * (rank - 1) / (values.count() - 1)).round(6)


def quintile(values):
    cuts = np.quantile(values.dropna(), [0.2, 0.4, 0.6, 0.8])
    points = np.array([0.0, 25.0, 50.0, 75.0, 100.0])[np.searchsorted(cuts, values, side="right").clip(0, 4)]
    return np.where(values.isna(), np.nan, points)


def place(values):
    rules = [(lambda p: p >= 90, 100), (lambda p: p >= 75, 80), (lambda p: p >= 50, 60), (lambda p: p >= 25, 40)]
    return bands(percentile(values), rules, 20)


margin = place(clients["annual_margin"])
coverage_points = np.interp(clients["collateral_coverage"], [0, 0.7, 1.0, 1.2, 1.5], [20, 40, 70, 85, 100]).round(6)
points = {
    "loan_size": place(clients["loan_amount"]),
    "margin": np.where(clients["annual_margin"] <= 0, np.minimum(margin, 0), margin),
    "cross_sell": bands(
        clients["product_whitespace"], [(lambda v: v <= 0, 0), (lambda v: v == 1, 40), (lambda v: v <= 3, 70)], 100
    ),
    "dscr": bands(
        clients["dscr"],
        [(lambda v: v >= 1.5, 100), (lambda v: v >= 1.3, 80), (lambda v: v >= 1.2, 60), (lambda v: v >= 1.0, 30)],
        0,
    ),
    "debt_ratio": bands(
        clients["debt_ratio"],
        [(lambda v: v <= 0.5, 100), (lambda v: v <= 0.6, 80), (lambda v: v <= 0.7, 60), (lambda v: v <= 0.8, 30)],
        0,
    ),
    "repayment": bands(
        clients["max_dpd_12m"],
        [(lambda v: v == 0, 100), (lambda v: v <= 30, 70), (lambda v: v <= 60, 40), (lambda v: v <= 90, 20)],
        0,
    ),
    "collateral": np.where(clients["collateral_coverage"].isna(), np.nan, coverage_points),
    "industry": clients["industry_stability"].map({"low": 100.0, "medium": 60.0, "high": 20.0}).to_numpy(),
    "tenure": bands(clients["tenure_years"], [(lambda v: v >= 10, 100), (lambda v: v >= 5, 75), (lambda v: v >= 2, 50)], 25),
    "contacts": quintile(clients["contacts_12m"]),
}

# The doubly weighted mean over the factors that are there.
DIMENSIONS = {
    "contribution": (40, {"loan_size": 30, "margin": 45, "cross_sell": 25}),
    "credit_quality": (35, {"dscr": 15, "debt_ratio": 15, "repayment": 30, "collateral": 25, "industry": 15}),
    "relationship": (25, {"tenure": 40, "contacts": 60}),
}
total, weight, covered = 0.0, 0.0, 0.0
shares = {}
for name, (own, factors) in DIMENSIONS.items():
    values = np.column_stack([points[factor] for factor in factors])
    weights = np.array(list(factors.values()), dtype=float) * ~np.isnan(values)
    present = weights.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = np.nansum(values * weights, axis=1) / present
    clients[name] = mean.round(6)
    there = present > 0
    total = total + own * np.where(there, mean, 0)
    weight = weight + own * there
    covered = covered + own / 100 * present / sum(factors.values())
    shares[name] = (own, weights, np.where(there, present, 1))
covered = covered.round(6)
rated = covered >= 0.7
score = pd.Series(np.where(rated, total / weight, np.nan)).round(6)
lost = np.column_stack(
    [
        own * weights[:, i] / present / weight * (100 - np.nan_to_num(points[factor], nan=100.0))
        for name, (own, weights, present) in shares.items()
        for i, factor in enumerate(DIMENSIONS[name][1])
    ]
)
lost[~rated] = 0

# Grade, tier with places, rank and concentration.
defaulted = (clients["max_dpd_12m"] > 90) | clients["loan_class"].isin(["substandard", "doubtful", "loss"])
quality = clients["credit_quality"]
grade = np.select([defaulted, quality >= 75, quality >= 55, rated], ["D", "A", "B", "C"], "")
sound = np.isin(grade, ["A", "B"])
asks = (score >= 75) & sound & (clients["max_dpd_12m"] <= 30)
clients["score"] = score
order = clients[["score", "client_id"]].sort_values(["score", "client_id"], ascending=[False, True]).index
rank = pd.Series(np.arange(1, len(order) + 1), index=order).where(pd.Series(rated))
gold = asks & asks.loc[order].cumsum().le(500)
tier = np.select([gold, (score >= 55) & sound, rated], ["gold", "silver", "standard"], "")

by_value = clients[["revenue_12m", "client_id"]].sort_values(["revenue_12m", "client_id"], ascending=[False, True]).index
revenue = clients["revenue_12m"].loc[by_value].clip(lower=0)
running = revenue.cumsum()
positive = running.iloc[-1]
cumulative = (running / positive).round(6)
before = (running - revenue) / positive
abc = pd.Series(np.select([before < 0.8, before < 0.95], ["A", "B"], "C"), index=by_value)

# The four factors that cost most, as text.
LABELS = [factor for _, factors in DIMENSIONS.values() for factor in factors]
worst = np.argsort(-lost, axis=1, kind="stable")[:, :4]
reasons = [
    "; ".join([f"{LABELS[i]} -{row[i]:.2f}" for i in four if row[i] > 0])
    for four, row in zip(worst.tolist(), lost.tolist())
]
called = (
    (clients["marketing_consent"] == "Y") & (clients["product_whitespace"] >= 2) & (clients["last_review"] < "2025-11-01")
)

result = pd.DataFrame(
    {
        "id": clients["client_id"],
        "name": clients["client_name"],
        "measure": clients["revenue_12m"].map("{:.2f}".format),
        "tier": tier,
        "model_tier": tier,
        "grade": grade,
        "score": score,
        "rank": rank.astype("Int64"),
        "top_percent": (100 * rank / rated.sum()).round(6),
        "cumulative_share": cumulative,
        "abc": abc,
        **{name: clients[name] for name in DIMENSIONS},
        **{f"points.{name}": values for name, values in points.items()},
        "coverage": covered,
        "reasons": reasons,
        "actions": "",
        "lists": np.where(called, "to_call", ""),
        "previous_tier": "",
        "move": "",
        "cause": "",
    }
)
result.loc[order].to_csv(os.path.join(out, "clients.csv"), index=False, float_format="%.6f")


def groups(by):
    """Clients, measure and mean score by some columns; a missing value is a group of its own."""
    frame = clients.assign(tier=tier, grade=grade)
    table = frame.groupby(by, observed=True, dropna=False).agg(
        clients=("score", "size"), measure=("revenue_12m", "sum"), meanScore=("score", "mean")
    )
    return json.loads(table.reset_index().to_json(orient="records"))


values = revenue.to_numpy()
sums = running.to_numpy()
n = len(values)


def top(percent):
    k = percent * n / 100
    whole = int(k)
    head = sums[whole - 1] if whole > 0 else 0.0
    part = (k - whole) * values[whole] if whole < n else 0.0
    return (head + part) / positive


summary = {
    "tiers": groups("tier"),
    "grades": groups("grade"),
    "tierByGrade": groups(["tier", "grade"]),
    "pareto": {
        "top": [{"percent": percent, "share": top(percent)} for percent in (1, 5, 10, 20, 50)],
        "clientsFor": [
            {"share": share, "clients": int(np.searchsorted(sums, share * positive) + 1)} for share in (0.5, 0.8, 0.95)
        ],
        "gini": float(((n + 1) - 2 * np.dot(np.arange(1, n + 1), values) / positive) / n),
        "hhi": float(np.square(values / positive).sum()),
    },
    "factors": [
        {"factor": name, "missing": int(np.isnan(v).sum()), "min": np.nanmin(v), "mean": np.nanmean(v), "max": np.nanmax(v)}
        for name, v in points.items()
    ],
    "breakdowns": {name: groups([name, "tier"]) for name in ("segment", "industry", "region")},
    "lists": [{"list": "to_call", "clients": int(called.sum()), "measure": float(clients.loc[called, "revenue_12m"].sum())}],
    "checks": [{"check": "rejected rows", "holds": True}],
}
with open(os.path.join(out, "summary.json"), "w", encoding="utf-8") as file:
    json.dump(summary, file, indent=2)
