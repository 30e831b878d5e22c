#!/usr/bin/env python3
"""Follows every link of a finished site: `links.py FOLDER`.

Sphinx checks the links that it understands. This looks at the pages as a browser gets them: each link leads to a file
of the site, and to a place in it if it names one; and no page loads anything from elsewhere, so that the site works
from a folder, without a network."""

import html.parser
import pathlib
import re
import sys
import urllib.parse


class Page(html.parser.HTMLParser):
    def __init__(self, path: pathlib.Path):
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attributes: list) -> None:
        for name, value in attributes:
            if name == "id":
                self.places.add(value)
            if name in ["href", "src"] and value:
                (self.links if tag == "a" else self.loads).append(value)


def faults(root: pathlib.Path) -> list[str]:
    pages = {path.resolve(): Page(path) for path in sorted(root.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        name = path.relative_to(root.resolve())
        for link in page.links + page.loads:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                found += [f"{name}: loads {link}"] if link in page.loads else []
                continue
            target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
            place = urllib.parse.unquote(parts.fragment)
            if not target.is_file():
                found.append(f"{name}: no file {link}")
            elif place and target in pages and place not in pages[target].places:
                found.append(f"{name}: no place {link}")
    for style in root.rglob("*.css"):
        for address in re.findall(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""", style.read_text()):
            found.append(f"{style.relative_to(root)}: loads {address}")
    return found if pages else [f"{root}: no pages"]


if __name__ == "__main__":
    wrong = faults(pathlib.Path(sys.argv[1]))
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)
