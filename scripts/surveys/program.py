"""Runs ironproof on a survey: its CSV, the instance that `estimate` makes of it, and the answers about that."""

import csv
import json
import pathlib
import shlex
import subprocess
import textwrap
import tomllib
from dataclasses import dataclass

from survey import Answers, Survey

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# As the commands on the page name it.
WORK = pathlib.Path("target/surveys")
SEED = "1"


class CommandFailed(Exception):
    """A command that had to work did not."""


@dataclass(frozen=True)
class Results:
    """All that the program says about a survey."""

    survey: Survey
    facts: str
    # The instance with what the recipe assumes, as TOML, and read.
    text: str
    instance: dict
    estimate_text: str
    estimate: dict
    solve: dict
    bounds: dict
    bootstrap: dict | None


def results(survey: Survey, program: pathlib.Path) -> Results:
    """From the data in the package to the answers."""
    answers = survey.answers(survey.source.rows())
    table = write(survey, answers)
    estimate = ["estimate", str(table), *survey.flags]
    instance = WORK / f"{survey.name}.toml"
    said = run(program, [*estimate, "--quiet", "--out", str(instance)])
    text = with_assumptions(survey, (ROOT / instance).read_text())
    (ROOT / instance).write_text(text)
    bootstrap = None
    if survey.n_samples:
        samples = ["--bootstrap", str(survey.n_samples), "--seed", SEED]
        bootstrap = json.loads(run(program, [*estimate, *samples, "--quiet", "--json"]).splitlines()[-1])
    return Results(
        survey=survey,
        facts=answers.facts,
        text=text,
        instance=tomllib.loads(text),
        estimate_text=said,
        estimate=json.loads(run(program, [*estimate, "--quiet", "--json"])),
        solve=json.loads(run(program, ["solve", str(instance), "--quiet", "--json"])),
        bounds=json.loads(run(program, ["bounds", str(instance), "--quiet", "--json"])),
        bootstrap=bootstrap,
    )


def write(survey: Survey, answers: Answers) -> pathlib.Path:
    """The CSV, in a folder that is not committed: the data are not ours."""
    path = WORK / f"{survey.name}.csv"
    (ROOT / WORK).mkdir(parents=True, exist_ok=True)
    with open(ROOT / path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(answers.columns)
        writer.writerows(answers.rows)
    return path


def with_assumptions(survey: Survey, text: str) -> str:
    """`estimate` knows neither where the CSV is from, nor what the recipe assumes, nor the unit."""
    lines = text.splitlines()
    title = lines.index(f'title = "Estimated from {survey.name}.csv"')
    lines[title : title + 1] = [f"title = {json.dumps(survey.title)}", f"unit  = {json.dumps(survey.unit)}"]
    last = max(k for k, line in enumerate(lines) if line.startswith("#   - "))
    lines[last] = lines[last].removesuffix(".") + ";"
    added = [f"#   {line}" if line.startswith("  ") else f"#   - {line}" for line in survey.assumptions]
    lines[last + 1 : last + 1] = added
    source = survey.source
    head = f"""The data are {source.path.split("/", 1)[1]} in the Python package {source.package}.
        `scripts/surveys.sh` makes this file, and docs/surveys.md explains it."""
    head = textwrap.wrap(" ".join(head.split()), 116, break_on_hyphens=False)
    return "\n".join([f"# {survey.title}.", *(f"# {line}" for line in head), "#", *lines]) + "\n"


def run(program: pathlib.Path, arguments: list[str]) -> str:
    """What a command prints on stdout. A command that fails is an error with what it said."""
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CommandFailed(f"ironproof {shlex.join(arguments)}\n{done.stderr}")
    return done.stdout


def command(survey: Survey) -> str:
    """The first command, for the page, in lines that fit it."""
    words = ["ironproof estimate", str(WORK / f"{survey.name}.csv")]
    for word in map(shlex.quote, survey.flags):
        if word.startswith("--"):
            words.append(word)
        else:
            words[-1] += f" {word}"
    lines = [words[0]]
    for word in [*words[1:], f"--out out/{survey.name}.toml"]:
        if len(lines[-1]) + len(word) < 100:
            lines[-1] += f" {word}"
        else:
            lines[-1] += " \\"
            lines.append(f"    {word}")
    return "\n".join(lines)
