"""How Sphinx makes the site. `scripts/site.sh` calls it on the pages that `pages.py` lays out."""

import pathlib
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

project = "ironproof"
release = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
html_title = f"ironproof {release}"

extensions = ["myst_parser"]
root_doc = "index"
# A link to a heading is checked, and its name is the one that code-hosting sites use.
myst_heading_anchors = 6
# Only the blocks that name a language have one.
highlight_language = "text"
# A block may show a part of a JSON or TOML file, which does not parse alone.
suppress_warnings = ["misc.highlighting_failure"]
# Quotes and dashes stay as they are written: `--flag` is no dash.
smartquotes = False

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_use_index = False
# A summary of a page that was found is fetched, which a browser forbids for file://.
html_show_search_summary = False
