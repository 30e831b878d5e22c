#!/usr/bin/env python3
"""Draws instances/data/park-bids.csv: an invented survey, the same numbers on every machine.

Usage: scripts/park-bids.py > instances/data/park-bids.csv
"""

import math
import random

random.seed(2024)
BIDS = [(6, 3, 12), (12, 6, 24), (24, 12, 48), (48, 24, 96)]

print("respondent,income,weight,bid1,answer1,bid2,answer2")
for respondent in range(1, 301):
    income = round(math.exp(random.gauss(3.4, 0.5)), 1)
    # One of five does not care for the park; the others would pay more if they earn more.
    cares = random.random() < 0.8
    wtp = math.exp(random.gauss(2.6 + 0.5 * (math.log(income) - 3.4), 0.9)) if cares else 0
    # Those who earn much answer surveys more often than others, and count less.
    weight = 0.8 if income > 40 else 1.1
    bid, lower, higher = BIDS[random.randrange(4)]
    second = higher if wtp >= bid else lower
    answers = ["yes" if wtp >= b else "no" for b in (bid, second)]
    print(respondent, income, weight, bid, answers[0], second, answers[1], sep=",")
