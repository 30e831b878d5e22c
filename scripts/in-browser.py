#!/usr/bin/env python3
"""Opens pages of `ironproof report` in a browser: they load nothing, the console says nothing, axe finds nothing, they
fit a phone, and tables sort and filter. Screenshots lie under target/pages afterwards.

    python3 scripts/in-browser.py        needs target/release/ironproof; installs Chromium by apt-get if there is none
"""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "target" / "pages"
IRONPROOF = ROOT / "target" / "release" / "ironproof"
AXE = "axe-playwright-python==0.1.8"  # which has axe.min.js 4.12 in it
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run", "--hide-scrollbars", "--enable-logging=stderr",
         "--virtual-time-budget=20000"]
REPORTS = {
    "park": ["instances/applications/park-income.toml", "--policy", "price=20"],
    "permits": ["instances/applications/kakadu-strong.toml", "--over", "supply"],
    "finite": ["instances/wider/reserved-seats.json"],
    "table": ["instances/data/park-bids.csv"],
    "bench": ["results/2026-11-24-amd-epyc-2-cores-suite"],
    "study": ["results/propositions"],
    "survey": ["target/pages/survey.toml", "--uncertainty", "target/pages/samples.json",
               "--uncertainty", "target/pages/estimators.json"],
}
SURVEY = ["estimate", "instances/data/park-bids.csv", "--bid", "bid1", "--answer", "answer1", "--bid2", "bid2",
          "--answer2", "answer2", "--terciles", "income", "--supply", "0.3", "--json", "--quiet"]


# Runs in the page, and leaves what it found in the document for --dump-dom.
PROBE = """
const found = {wide: document.documentElement.scrollWidth - window.innerWidth};
for (const button of document.querySelectorAll("th button")) button.click();
found.sorted = document.querySelectorAll("th[aria-sort]").length;
const table = document.querySelector(".filter + .table table");
if (table) {
  const input = document.querySelector(".filter input");
  const word = table.tBodies[0].rows[0].cells[0].textContent;
  input.value = word;
  input.dispatchEvent(new Event("input"));
  const shown = [...table.tBodies[0].rows].filter((row) => !row.hidden);
  found.filtered = shown.length > 0 && shown.every((row) => row.textContent.includes(word));
}
for (const details of document.querySelectorAll("details")) details.open = true;
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}).then((result) => {
  found.axe = result.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html} (${rule.nodes.length})`);
  found.passes = result.passes.length;
  const out = document.createElement("pre");
  out.id = "found";
  out.textContent = JSON.stringify(found);
  document.body.append(out);
});
"""


def browser() -> str:
    for name in ["chromium", "chromium-browser", "google-chrome"]:
        if path := shutil.which(name):
            return path
    print("installing with apt-get: chromium", file=sys.stderr)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True,
                   stdout=subprocess.DEVNULL)
    return shutil.which("chromium") or sys.exit("error: Chromium is not installed, and apt-get did not install it")


def axe() -> str:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--dest", folder, AXE], check=True)
        with zipfile.ZipFile(next(pathlib.Path(folder).glob("*.whl"))) as wheel:
            return wheel.read("axe_playwright_python/axe.min.js").decode()


def opened(chromium: str, page: pathlib.Path, *flags: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


def faults(chromium: str, page: pathlib.Path, axe_script: str) -> list[str]:
    text = page.read_text()
    said = [f"it loads {address}" for address in re.findall(r'(?:src|href)="((?:https?:)?//[^"]*)"', text)]
    with tempfile.TemporaryDirectory() as folder:
        probed = pathlib.Path(folder) / "probed.html"
        for size in ["1200,900", "390,844"]:
            probed.write_text(text.replace("</body>", f"<script>{axe_script}</script><script>{PROBE}</script></body>"))
            run = opened(chromium, probed, f"--window-size={size}", "--dump-dom")
            said += [line for line in run.stderr.splitlines() if "CONSOLE" in line]
            match = re.search(r'<pre id="found">(.*?)</pre>', run.stdout, re.S)
            if not match:
                return [*said, f"at {size} nothing was found in it: {run.stderr[-300:]}"]
            found = json.loads(html.unescape(match[1]))
            said += [f"axe, at {size}: {violation}" for violation in found["axe"]]
            if found["passes"] < 10:
                said.append(f"axe ran only {found['passes']} rules")
            if found["wide"] > 0:
                said.append(f"at {size} it is {found['wide']} pixels too wide")
            if not found["sorted"]:
                said.append("no table was sorted")
            if found.get("filtered") is False:
                said.append("the filter does not filter")
    return said


def main() -> int:
    chromium, axe_script = browser(), axe()
    PAGES.mkdir(parents=True, exist_ok=True)
    for flags, file in [(["--out", "target/pages/survey.toml", "--bootstrap", "10"], "samples.json"),
                        (["--encodings"], "estimators.json")]:
        with open(PAGES / file, "w") as out:
            subprocess.run([IRONPROOF, *SURVEY, *flags], check=True, cwd=ROOT, stdout=out)
    n_faults = 0
    for name, arguments in REPORTS.items():
        page = PAGES / f"{name}.html"
        subprocess.run([IRONPROOF, "report", *arguments, "--out", page, "--quiet"], check=True, cwd=ROOT)
        for fault in faults(chromium, page, axe_script):
            n_faults += 1
            print(f"{name}: {fault}")
        for kind, size in [("desktop", "1200,5000"), ("phone", "390,5000")]:
            opened(chromium, page, f"--window-size={size}", f"--screenshot={PAGES}/{name}-{kind}.png")
        opened(chromium, page, "--window-size=1200,5000", "--force-dark-mode", "--blink-settings=preferredColorScheme=0",
               f"--screenshot={PAGES}/{name}-dark.png")
    print(f"{len(REPORTS)} pages, {n_faults} faults; screenshots in target/pages")
    return min(n_faults, 1)


if __name__ == "__main__":
    sys.exit(main())
