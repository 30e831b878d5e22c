#!/usr/bin/env python3
"""Lays out the pages of the site in a folder: `pages.py FOLDER`.

The sources are the documents as they stand in the repository. Three things are made from them here: the navigation,
from the tables of docs/README.md; a page for each claim, from docs/claims.md; and the gallery, from docs/figures.md.
A document that docs/README.md does not lead to, or a picture without a command, is an error."""

import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import figures  # noqa: E402

ROOT = figures.ROOT
# Code, where nothing is a link; or the address of a link.
LINK = re.compile(r"^```.*?^```|(`+)(?!`).+?(?<!`)\1(?!`)|(?<=\]\()([^)\s]+)(?=\))", re.M | re.S)


def is_page(name: str) -> bool:
    """Other Markdown files are parts of documents, or results as a program writes them."""
    path = pathlib.PurePath(name)
    is_document = path.parent.name == "" or path.parts[0] == "docs"
    return is_document and path.suffix in [".md", ".ipynb"] or path.name == "README.md"


def place(name: str, anchor: str, claims: dict[str, str]) -> str:
    """Where the site has what is `name` in the repository."""
    if name == "README.md":
        name = "index.md"
    if name == "docs/claims.md" and anchor in claims.values():
        return f"docs/claims/{anchor.split('-')[0].upper()}.md"
    if (ROOT / name).is_dir():
        folders = [pathlib.PurePath(name), *pathlib.PurePath(name).parents]
        name = next(f"{folder}/README.md" for folder in folders if (ROOT / folder / "README.md").exists())
    if name.endswith(".ipynb"):
        name = name.removesuffix(".ipynb") + ".md"
    return f"{name}#{anchor}" if anchor else name


class Layout:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        titles = re.findall(r"^## ([A-Z]\d*): (.*)$", (ROOT / "docs/claims.md").read_text(), re.M)
        # The name of the place in docs/claims.md where a claim begins.
        self.claims = {id: re.sub(r"[^\w -]", "", f"{id} {title}".lower()).replace(" ", "-") for id, title in titles}

    def write(self, page: str, text: str, source: str) -> None:
        """Writes `text` from the document `source`, whose links become those of `page`. A file that it links to is
        laid beside; if there is none, Sphinx says so."""

        def relinked(found: re.Match) -> str:
            if found[2] is None or re.match(r"[a-z]+:", found[2]):
                return found[0]
            path, _, anchor = found[2].partition("#")
            name = os.path.normpath(os.path.join(os.path.dirname(source), path)) if path else source
            if (ROOT / name).is_file() and (not is_page(name) or path.endswith(".ipynb") and name == source):
                self.lay(name)
                there = name
            else:
                there = place(name, anchor, self.claims)
            return os.path.relpath(there, os.path.dirname(page) or ".")

        (self.folder / page).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / page).write_text(LINK.sub(relinked, text))

    def lay(self, name: str) -> None:
        there = self.folder / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if not there.exists():
            there.symlink_to(ROOT / name)

    def navigation(self, pages: set[str]) -> str:
        """The sections of docs/README.md as tables of contents."""
        on_map = {"README.md", "docs/README.md"}
        contents = toctree(["All pages, by question <docs/README>"])
        for section in (ROOT / "docs/README.md").read_text().split("\n## ")[1:]:
            entries = []
            for label, address in re.findall(r"\[([^\]]+)\]\(([^)]+)\)", section):
                name = os.path.normpath(f"docs/{address}")
                on_map.add(name)
                entries.append(f"{label[0].upper()}{label[1:]} <{place(name, '', {}).removesuffix('.md')}>")
            contents += toctree(entries, section.split("\n")[0])
        for names, what in [(pages - on_map, "has no link to"), (on_map - pages, "leads to no page:")]:
            if names:
                sys.exit(f"error: docs/README.md {what} {', '.join(sorted(names))}")
        return contents

    def split_claims(self, text: str) -> None:
        """A page for each claim; what is left of docs/claims.md is their index, with the summary at its top."""
        intro, *sections = re.split(r"^## ", text, flags=re.M)
        found = {id: section for section in sections if (id := section.split(":")[0]) in self.claims}
        summary = next(section for section in sections if section.startswith("Summary\n"))
        rows = re.findall(r"^\|.*", summary.replace("| |", "| title |"), re.M)
        table = [row.strip("| ").split(" | ") for row in rows]
        outcome = {cells[0]: "; ".join(map(": ".join, zip(table[0][2:], cells[2:]))) for cells in table[2:]}
        if not found.keys() == outcome.keys() or not found:
            sys.exit(f"error: docs/claims.md: the summary has {[*outcome]}, the sections are {[*found]}")
        for id, section in found.items():
            title, body = section.split("\n", 1)
            text = f"# {title}\n\n*Outcome* ([all claims](claims.md)): {outcome[id]}\n{body}"
            self.write(f"docs/claims/{id}.md", text, "docs/claims.md")
        linked = re.sub(r"^\| (\w+) \| ([^|]+?) \|", self.to_claim, summary, flags=re.M)
        others = [section for section in sections if section != summary and section not in found.values()]
        index = "## ".join([intro, linked, *others])
        self.write("docs/claims.md", index + toctree([f"claims/{id}" for id in found]), "docs/claims.md")

    def to_claim(self, row: re.Match) -> str:
        return f"| {row[1]} | [{row[2]}](claims/{row[1]}.md) |" if row[1] in self.claims else row[0]

    def gallery(self, documents: list[str]) -> None:
        """Every picture of the documents with the command that makes it."""
        # The page about R draws its own.
        by_r = (path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("r-*.svg"))
        drawn_by_r = dict.fromkeys(by_r, "scripts/r-page.sh --write")
        commands = {**figures.commands(), **drawn_by_r}
        shown = {}
        for document in documents:
            for words, address in re.findall(r"!\[([^\]]+)\]\(([^)]+\.svg)\)", (ROOT / document).read_text()):
                shown[os.path.normpath(os.path.join(os.path.dirname(document), address))] = words
        text = "# Gallery of figures\n\nA picture is what the command below it draws, in the root of the repository.\n"
        pictures = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.svg")}
        for picture in sorted(pictures | commands.keys()):
            if not (picture in pictures and picture in commands and picture in shown):
                sys.exit(f"error: {picture} is no file, or has no command in docs/figures.md, or no page shows it")
        for picture in commands:
            name = pathlib.PurePath(picture).stem.replace("-", " ").capitalize()
            image = f"[![{shown[picture]}]({picture})]({picture})"
            text += f"\n## {name}\n\n{shown[picture]}:\n\n{image}\n\n```\n{commands[picture]}\n```\n"
        self.write("docs/gallery.md", text, "README.md")


def toctree(entries: list[str], caption: str = "") -> str:
    options = [":hidden:", f":caption: {caption}"] if caption else [":hidden:"]
    return "\n".join(["", "```{toctree}", *options, "", *entries, "```", ""])


def notebook(name: str) -> str:
    """The cells of a notebook as Markdown, with the text that the notebook keeps below them."""
    text = ""
    for cell in json.loads((ROOT / name).read_text())["cells"]:
        source = "".join(cell["source"])
        text += f"{source}\n\n" if cell["cell_type"] == "markdown" else f"```python\n{source}\n```\n\n"
        for output in cell.get("outputs", []):
            words = "".join(output.get("text") or output.get("data", {}).get("text/plain", []))
            text += f"```\n{words}\n```\n\n" if words else ""
    file = os.path.basename(name)
    return f"{text}The notebook itself is [{file}]({file}). It shows its answers where it is run.\n"


def main() -> None:
    layout = Layout(pathlib.Path(sys.argv[1]))
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md", "*.ipynb"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    pages = sorted({name for name in names if name and is_page(name) and (ROOT / name).exists()})
    for page in pages:
        text = notebook(page) if page.endswith(".ipynb") else (ROOT / page).read_text()
        if page == "README.md":
            text += layout.navigation(set(pages))
        if page == "docs/figures.md":
            text += toctree(["gallery"])
        if page == "docs/claims.md":
            layout.split_claims(text)
        else:
            layout.write(place(page, "", {}), text, page)
    layout.gallery([page for page in pages if page.endswith(".md")])


main()
