"""What docs/surveys.md says about a survey in numbers, between its two markers."""

import re

from program import Results, command
from survey import prose

END = "<!-- end of survey -->"


class CannotShow(Exception):
    """The page has no place for a survey, or an answer has no number to four digits."""


def renewed(page: str, results: Results) -> str:
    """The page with the block of this survey. Without its markers there is an error."""
    name = results.survey.name
    place = re.compile(rf"(<!-- survey: {name} -->\n).*?({END})", re.S)
    if len(place.findall(page)) != 1:
        raise CannotShow(f"docs/surveys.md has no place `<!-- survey: {name} -->`, or two")
    return place.sub(lambda found: f"{found[1]}\n{block(results)}\n\n{found[2]}", page)


def block(results: Results) -> str:
    """Data, command, estimate, answer, and what samples say."""
    parts = [
        results.facts,
        f"```sh\n{command(results.survey)}\nironproof solve out/{results.survey.name}.toml\n```",
        f"What the first command says:\n\n```text\n{results.estimate_text.rstrip()}\n```",
        sentence(results),
        table(results),
    ]
    if results.bootstrap:
        parts.append(samples(results))
    return "\n\n".join(parts)


def sentence(results: Results) -> str:
    """The answer in two sentences."""
    solve, bounds = results.solve, results.bounds
    supply = float(results.instance["quality"]["levels"][0]["mass"])
    return prose(f"""There is enough for {percent([supply, supply])} of all.
        The best mechanism is worth {digits(solve["value"])} for each person, in {results.survey.unit}:
        {digits(solve["revenue"])} is revenue, and people keep {digits(solve["utility"])} before weights.
        `ironproof bounds` encloses the value in an interval of width {bounds["width_approx"]:.1e} from
        {bounds["lower_approx"]:.10g} on.""")


def table(results: Results) -> str:
    """A row for each group. A fitted curve comes without a mean, and then there is no column for it."""
    described = {group["label"]: group for group in results.estimate["groups"]}
    weights = {group["label"]: group["weight"]["value"] for group in results.instance["group"]}
    columns = ["group", "respondents", "mean willingness to pay", "Pareto weight", "served", "who gets what"]
    rows = []
    for group in results.solve["groups"]:
        estimated = described[group["label"]]
        served = percent(group["served"])
        mean = estimated["mean_approx"]
        offers = "; ".join(offer(part) for part in group["segments"] if part["kind"] != "not served")
        rows.append([
            group["label"],
            str(estimated["respondents"]),
            "" if mean is None else f"{mean:.4g}",
            f"{float(weights[group['label']]):.4g}",
            served,
            offers or "nothing",
        ])
    kept = [k for k in range(len(columns)) if any(row[k] for row in rows)]
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(line[k] for k in kept) + " |" for line in lines)


def offer(part: dict) -> str:
    """A contract in words."""
    (low, low_end), (high, high_end) = part["share"]
    who = percent([high - low_end, high_end - low])
    chances = {percent(end) for end in part["quality"]}
    prices = {digits(end) for end in part["price"]}
    if len(chances) != 1 or len(prices) != 1:
        raise CannotShow(f"a contract is not one chance at one price: {part}")
    chance, price = chances.pop(), prices.pop()
    price = "for nothing" if price == "0" else f"for {price}"
    return f"{who} {price}" if chance == "100.0%" else f"{who} {price}, with a chance of {chance}"


def samples(results: Results) -> str:
    """How much of the answer is due to who was in the sample."""
    said = results.bootstrap
    if said["failed"]:
        raise CannotShow(f"{said['failed']} samples have no answer")
    values, losses = said["values"], said["losses"]
    low, middle, top = (f"{values[rank]:.4g}" for rank in ["low", "median", "high"])
    median, high = (f"{100 * losses[rank]:.1f}%" for rank in ["median", "high"])
    return prose(f"""In {said["resamples"]} samples drawn from the same respondents the value is {middle} in the median,
        and from {low} to {top} between the quantiles 5% and 95%.
        The mechanism above loses {median} of the value in the median sample, and {high} at the quantile 95%.
        {instruments(said)}""")


def instruments(said: dict) -> str:
    """The instruments of which the samples disagree."""
    changing = []
    for group in said["groups"]:
        kinds = [
            f"{kind['kind']} in {100 * kind['share']:.0f}"
            for kind in group["instruments"]
            if 0 < kind["share"] < 1 and kind["kind"] != "not served"
        ]
        if kinds:
            changing.append(f"{group['label']}: {', '.join(kinds)}")
    n = said["resamples"]
    if not changing:
        return f"All {n} samples use the same instruments in each group."
    return f"How many of the {n} use an instrument, where they disagree: {'; '.join(changing)}."


def digits(interval: list[float]) -> str:
    """Four digits of a number that is known as an interval."""
    return _one({f"{end:.4g}" for end in interval}, interval)


def percent(interval: list[float]) -> str:
    """A share to a tenth of a percent."""
    return _one({f"{100 * end:.1f}%" for end in interval}, interval)


def _one(shown: set[str], interval: list[float]) -> str:
    if len(shown) != 1:
        raise CannotShow(f"{interval} are two numbers to the digits of the page")
    return shown.pop()
