"""The job of bench/rubric-wide.yaml, written in pandas: read, score, tier, clients.csv and summary.json.

    python3 wide-pandas.py BOOK LOANS AS_OF OUT

Numbers are doubles, rounded to six digits where the rubric's are; nothing is checked, rejected, hashed or kept.
"""

import sys

# The interpreter puts this file's own folder first, where `pandas` would be this file.
sys.path.pop(0)

import json
import os

import numpy as np
import pandas as pd

book, loans, as_of, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)

CATEGORIES = ["branch", "officer", "product", "city", "sector"]
MONEY = ["revenue", "cost", "credit_limit", "used_limit", "deposits", "fees", "collateral", "income", "debt"]
TYPES = {
    "client_id": str,
    "profile": str,
    **dict.fromkeys([*CATEGORIES, "consent", "loan_class"], "category"),
    **dict.fromkeys([*MONEY, "dscr", "contacts"], "float64"),
    **dict.fromkeys(["days_late", "products_held", "complaints", "visits", "logins", "employees"], "int32"),
}
days = {"parse_dates": ["last_day"], "date_format": "%Y-%m-%d"}
clients = pd.read_csv(book, usecols=[*TYPES, "last_day"], dtype=TYPES, **days)

# Sums of loans, features.
rows = pd.read_csv(loans, usecols=["client_id", "amount", "balance", "status"], dtype={"client_id": str, "status": "category"})
rows["owed"] = rows["balance"].where(rows["status"] == "active", 0)
sums = rows.groupby("client_id").agg(lent=("amount", "sum"), owed=("owed", "sum"), loan_count=("amount", "size"))
clients = clients.merge(sums.round(2), left_on="client_id", right_index=True, how="left")
clients = clients.fillna({"lent": 0.0, "owed": 0.0, "loan_count": 0})


def ratio(part, whole):
    return (clients[part] / clients[whole].where(clients[whole] != 0)).round(6)


clients["annual_margin"] = (clients["revenue"] + clients["fees"] - clients["cost"]).round(2)
clients["cover"] = ratio("collateral", "owed")
clients["used"] = ratio("used_limit", "credit_limit")
clients["burden"] = ratio("debt", "income")


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


def interpolate(values, places, results):
    return np.where(values.isna(), np.nan, np.interp(values, places, results).round(6))


points = {
    "margin": place(clients["annual_margin"]),
    "savings": place(clients["deposits"]),
    "lent": place(clients["lent"]),
    "dscr": bands(clients["dscr"], [(lambda v: v >= 2, 100), (lambda v: v >= 1.2, 60)], 0),
    "late": bands(clients["days_late"], [(lambda v: v == 0, 100), (lambda v: v <= 30, 70), (lambda v: v <= 90, 20)], 0),
    "cover": interpolate(clients["cover"], [0, 1, 3], [0, 60, 100]),
    "used": interpolate(clients["used"], [0.2, 1], [100, 0]),
    "burden": bands(clients["burden"], [(lambda v: v <= 0.5, 100), (lambda v: v <= 1, 60)], 20),
    "products": bands(clients["products_held"], [(lambda v: v <= 1, 20), (lambda v: v <= 4, 60)], 100),
    "contacts": quintile(clients["contacts"]),
    "loans": bands(clients["loan_count"], [(lambda v: v == 0, 0), (lambda v: v <= 2, 50)], 100),
}

# The doubly weighted mean over the factors that are there.
DIMENSIONS = {
    "contribution": (50, {"margin": 50, "savings": 20, "lent": 30}),
    "quality": (30, {"dscr": 20, "late": 30, "cover": 20, "used": 15, "burden": 15}),
    "relationship": (20, {"products": 40, "contacts": 30, "loans": 30}),
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
defaulted = (clients["days_late"] > 90) | (clients["loan_class"] == "doubtful")
quality = clients["quality"]
grade = np.select([defaulted, quality >= 70, rated], ["D", "A", "B"], "")
asks = (score >= 75) & (grade == "A")
clients["score"] = score
order = clients[["score", "client_id"]].sort_values(["score", "client_id"], ascending=[False, True]).index
rank = pd.Series(np.arange(1, len(order) + 1), index=order).where(pd.Series(rated))
gold = asks & asks.loc[order].cumsum().le(500)
tier = np.select([gold, score >= 55, rated], ["gold", "silver", "standard"], "")

by_value = clients[["revenue", "client_id"]].sort_values(["revenue", "client_id"], ascending=[False, True]).index
revenue = clients["revenue"].loc[by_value].clip(lower=0)
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
    (clients["consent"] == "Y")
    & (clients["complaints"] == 0)
    & (clients["visits"] < 25)
    & (clients["logins"] >= 100)
    & (clients["employees"] > 20)
    & (clients["last_day"] < "2025-11-01")
)

result = pd.DataFrame(
    {
        "id": clients["client_id"],
        "name": clients["profile"],
        "measure": clients["revenue"].map("{:.2f}".format),
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
        clients=("score", "size"), measure=("revenue", "sum"), meanScore=("score", "mean")
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
    "breakdowns": {name: groups([name, "tier"]) for name in CATEGORIES},
    "lists": [{"list": "to_call", "clients": int(called.sum()), "measure": float(clients.loc[called, "revenue"].sum())}],
}
with open(os.path.join(out, "summary.json"), "w", encoding="utf-8") as file:
    json.dump(summary, file, indent=2)
