# The job of bench/rubric.yaml, written in R with data.table: read, score, tier, clients.csv and summary.json.
#
#     Rscript --min-nsize=10M --min-vsize=1G datatable.R BOOK AS_OF OUT
#
# All cores where data.table has threads (reading, writing, sorting numbers). Numbers are doubles, rounded to six digits where
# the rubric's are; nothing is checked, rejected, hashed or kept. Numbers are written without zeros at the end. The options let
# R grow to a gibibyte before it collects garbage: with millions of texts each collection is slow. It runs without them too.

library(data.table)
setDTthreads(0)

arguments <- commandArgs(trailingOnly = TRUE)
book <- arguments[1]
today <- as.Date(arguments[2])
out <- arguments[3]
dir.create(out, showWarnings = FALSE, recursive = TRUE)

DIMENSIONS <- list(
  contribution = list(weight = 40, factors = c(loan_size = 30, margin = 45, cross_sell = 25)),
  credit_quality = list(weight = 35, factors = c(dscr = 15, debt_ratio = 15, repayment = 30, collateral = 25, industry = 15)),
  relationship = list(weight = 25, factors = c(tenure = 40, contacts = 60))
)
LABELS <- unlist(lapply(DIMENSIONS, function(dimension) names(dimension$factors)), use.names = FALSE)
POINTS <- paste0("points.", LABELS)

clients <- fread(
  book,
  colClasses = list(
    character = c("client_id", "client_name"),
    factor = c("segment", "industry", "region", "loan_class", "marketing_consent"),
    IDate = c("client_since", "last_review"),
    numeric = c("loan_amount", "loan_balance", "revenue_12m", "cost_to_serve_12m", "collateral_value", "dscr", "debt_ratio"),
    integer = c("max_dpd_12m", "products_held", "products_eligible", "contacts_12m")
  ),
  na.strings = ""
)
setnames(clients, c("client_id", "client_name", "revenue_12m"), c("id", "name", "measure"))
n <- nrow(clients)

# Six digits: several times faster than round(x, 6), which looks for the decimal that is closest.
six <- function(x) round(x * 1e6) / 1e6

# Points by the interval that a value lies in, [a, b), or (a, b] where `left.open`; a missing value has none.
bands <- function(x, cuts, points, left.open = FALSE) points[findInterval(x, cuts, left.open = left.open) + 1L]

# Bands of the percentile 100 × (rank − 1) ÷ (n − 1): a sort and four comparisons are faster than frank().
place <- function(x) {
  ordered <- sort(x, method = "radix")
  at <- pmax(1, ceiling((length(ordered) - 1) * c(0.25, 0.5, 0.75, 0.9)))
  bands(x, ordered[at], c(20L, 40L, 60L, 80L, 100L), left.open = TRUE)
}

low <- c("food", "utilities", "agriculture")
high <- c("real estate", "energy", "construction")
years_ago <- as.numeric(seq(today, by = "-1 year", length.out = 11))[-1]

clients[, margin := round((measure - cost_to_serve_12m) * 100) / 100]
clients[, whitespace := products_eligible - products_held]
clients[, cover := six(collateral_value / fifelse(loan_balance == 0, NA_real_, loan_balance))]
clients[, (POINTS) := list(
  place(loan_amount),
  fifelse(margin <= 0, 0L, place(margin)),
  bands(whitespace, c(1, 2, 4), c(0L, 40L, 70L, 100L)),
  bands(dscr, c(1, 1.2, 1.3, 1.5), c(0L, 30L, 60L, 80L, 100L)),
  bands(debt_ratio, c(0.5, 0.6, 0.7, 0.8), c(100L, 80L, 60L, 30L, 0L), left.open = TRUE),
  bands(max_dpd_12m, c(0, 30, 60, 90), c(100L, 70L, 40L, 20L, 0L), left.open = TRUE),
  six(approx(c(0, 0.7, 1, 1.2, 1.5), c(20, 40, 70, 85, 100), xout = cover, rule = 2)$y),
  fcase(levels(industry) %chin% low, 100L, levels(industry) %chin% high, 20L, default = 60L)[industry],
  bands(client_since, years_ago[c(10, 5, 2)], c(100L, 75L, 50L, 25L), left.open = TRUE),
  25L * findInterval(contacts_12m, quantile(contacts_12m, 1:4 / 5, na.rm = TRUE))
)]

# The doubly weighted mean over the factors that are there.
total <- weight <- covered <- numeric(n)
present <- list()
for (name in names(DIMENSIONS)) {
  own <- DIMENSIONS[[name]]$weight
  factors <- DIMENSIONS[[name]]$factors
  sums <- there <- numeric(n)
  for (factor in names(factors)) {
    points <- clients[[paste0("points.", factor)]]
    sums <- sums + factors[[factor]] * fcoalesce(as.numeric(points), 0)
    there <- there + factors[[factor]] * !is.na(points)
  }
  mean <- fifelse(there > 0, sums / there, NA_real_)
  total <- total + own * fcoalesce(mean, 0)
  weight <- weight + own * (there > 0)
  covered <- covered + own / 100 * there / sum(factors)
  present[[name]] <- there
  set(clients, j = name, value = six(mean))
}
clients[, coverage := six(covered)]
clients[, score := fifelse(coverage >= 0.7, six(total / weight), NA_real_)]

# What a factor costs, in millionths, with its place in the lowest four bits: the largest gives the amount and the name.
lost <- list()
for (name in names(DIMENSIONS)) {
  factors <- DIMENSIONS[[name]]$factors
  scale <- 1e6 * DIMENSIONS[[name]]$weight / (present[[name]] * weight)
  scale <- fifelse(is.na(clients$score) | present[[name]] == 0, 0, scale)
  for (factor in names(factors)) {
    amount <- as.integer(scale * factors[[factor]] * (100 - clients[[paste0("points.", factor)]]) + 0.5)
    lost[[length(lost) + 1]] <- fcoalesce(amount, 0L) * 16L + (15L - length(lost))
  }
}

# The four factors that cost most as cents and name, 0 for none. What has the same four has the same text, which is made once.
# R's own radix sort is faster than data.table's where there are several columns, or texts (and than `by`, which sorts as well).
worst <- list()
for (column in c("first", "second", "third", "fourth")) {
  most <- do.call(pmax.int, lost)
  worst[[column]] <- fifelse(most < 16L, 0L, ((most %/% 16L + 5000L) %/% 10000L + 1L) * 16L + most %% 16L)
  lost <- lapply(lost, function(key) key * (key != most))
}
setDT(worst)
in_order <- worst[, base::order(first, second, third, fourth, method = "radix")]
worst <- worst[in_order]
worst[, text := rleid(first, second, third, fourth)]
labels <- c(rep("", 6), paste(rev(LABELS), "-"))
more <- c(rep("", 6), paste(";", rev(LABELS), "-"))
amounts <- c("", sprintf("%.2f", 0:10000 / 100))
name_of <- function(key, names) names[key %% 16L + 1L]
amount_of <- function(key) amounts[key %/% 16L + 1L]
texts <- worst[!duplicated(text), paste0(
  name_of(first, labels), amount_of(first), name_of(second, more), amount_of(second),
  name_of(third, more), amount_of(third), name_of(fourth, more), amount_of(fourth)
)]
texts[texts == ""] <- NA
set(clients, in_order, "text", worst$text)
rm(worst, lost, most, present)

# By id once: sorting by its place afterwards is faster than by its text.
clients[base::order(id, method = "radix"), by_id := .I]

# Concentration: by value, then by id.
by_value <- clients[, base::order(-measure, by_id, method = "radix")]
values <- pmax(clients$measure[by_value], 0)
sums <- cumsum(values)
positive <- sums[n]
set(clients, by_value, "cumulative_share", six(sums / positive))
set(clients, by_value, "before", (sums - values) / positive)

# Grade, and in the order of the report tier with places and rank.
bad <- levels(clients$loan_class) %chin% c("substandard", "doubtful", "loss")
clients[, grade := fcase(
  max_dpd_12m > 90L | bad[loan_class], "D",
  credit_quality >= 75, "A",
  credit_quality >= 55, "B",
  !is.na(score), "C"
)]
clients[, called := marketing_consent == "Y" & whitespace >= 2L & last_review < as.IDate("2025-11-01")]
kept <- c(
  c("id", "name", "measure", "segment", "industry", "region", "max_dpd_12m", "called", "grade", "score", "coverage"),
  c(names(DIMENSIONS), POINTS, "cumulative_share", "before", "text")
)
result <- clients[base::order(-score, by_id, method = "radix"), ..kept]
rm(clients)
result[, there := !is.na(score)]
rated <- sum(result$there)
result[, rank := c(seq_len(rated), rep(NA, n - rated))]
result[, sound := grade %chin% c("A", "B")]
result[, asks := fcoalesce(score >= 75 & sound & max_dpd_12m <= 30L, FALSE)]
result[, tier := fcase(asks & cumsum(asks) <= 500L, "gold", score >= 55 & sound, "silver", there, "standard")]
result[, `:=`(
  model_tier = tier,
  top_percent = six(100 * rank / rated),
  abc = fcase(before < 0.8, "A", before < 0.95, "B", default = "C"),
  reasons = texts[text],
  lists = fifelse(called, "to_call", NA_character_),
  actions = NA, previous_tier = NA, move = NA, cause = NA
)]
columns <- c(
  c("id", "name", "measure", "tier", "model_tier", "grade", "score", "rank", "top_percent", "cumulative_share", "abc"),
  c(names(DIMENSIONS), POINTS, "coverage", "reasons", "actions", "lists", "previous_tier", "move", "cause")
)
# A list of columns, because result[, ..columns] would copy them.
fwrite(as.list(result)[columns], file.path(out, "clients.csv"))

cells <- result[
  , .(clients = .N, measure = sum(measure), total = sum(score, na.rm = TRUE), scored = sum(there)),
  by = .(segment, industry, region, tier, grade)
]

# Clients, measure and mean score by some columns; a missing value is a group of its own.
groups <- function(...) {
  cells[, .(clients = sum(clients), measure = sum(measure), meanScore = sum(total) / sum(scored)), by = c(...)]
}

top <- function(percent) {
  k <- percent * n / 100
  whole <- floor(k)
  part <- if (whole < n) (k - whole) * values[whole + 1] else 0
  (sum(sums[whole]) + part) / positive
}

spread <- function(points) {
  list(missing = sum(is.na(points)), min = min(points, na.rm = TRUE), mean = mean(points, na.rm = TRUE), max = max(points, na.rm = TRUE))
}

shares <- c(0.5, 0.8, 0.95)
percents <- c(1, 5, 10, 20, 50)
summary <- list(
  tiers = groups("tier"),
  grades = groups("grade"),
  tierByGrade = groups("tier", "grade"),
  pareto = list(
    top = data.table(percent = percents, share = sapply(percents, top)),
    clientsFor = data.table(share = shares, clients = findInterval(shares * positive, sums, left.open = TRUE) + 1),
    gini = ((n + 1) - 2 * sum(seq_len(n) * values) / positive) / n,
    hhi = sum((values / positive)^2)
  ),
  factors = rbindlist(lapply(LABELS, function(factor) c(factor = factor, spread(result[[paste0("points.", factor)]])))),
  breakdowns = sapply(c("segment", "industry", "region"), function(name) groups(name, "tier"), simplify = FALSE),
  lists = result[called == TRUE, .(list = "to_call", clients = .N, measure = sum(measure))],
  checks = data.table(check = "rejected rows", holds = TRUE)
)
jsonlite::write_json(summary, file.path(out, "summary.json"), auto_unbox = TRUE, digits = NA, na = "null", pretty = TRUE)
