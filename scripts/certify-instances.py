#!/usr/bin/env python3
"""The table of docs/certify.md: `ironproof certify` on the model files that the crate highs-sys vendors, or on
a folder of your own (`scripts/certify-instances.py FOLDER`). Each proof goes through ironproof-verifier.
Prints Markdown; run it after `cargo build --release --locked`. `scripts/peers.py` compares with other exact solvers."""
import argparse, gzip, json, pathlib, resource, shutil, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMIT_S = 60


def vendored():
    metadata = json.loads(subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"],
                                         cwd=ROOT, check=True, capture_output=True).stdout)
    (manifest,) = [p["manifest_path"] for p in metadata["packages"] if p["name"] == "highs-sys"]
    return pathlib.Path(manifest).parent / "HiGHS/check/instances"


def plain(model, scratch):
    """The model without compression: the verifier reads text only."""
    if model.suffix != ".gz":
        return model
    text = scratch / model.stem
    with gzip.open(model) as packed, text.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
    return text


def timed(command):
    """What a command printed and its exit code, and its seconds."""
    start = time.monotonic()
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (2 * LIMIT_S, 2 * LIMIT_S))
    run = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit)
    # A signal ended it: of the limit, or a crash.
    return run if 0 <= run.returncode else None, time.monotonic() - start


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=pathlib.Path)
    chosen = arguments.parse_args()
    folder = chosen.folder or vendored()
    release = ROOT / "target/release"
    rows, n_other = [], 0
    for original in sorted(folder.iterdir()):
        if not any(original.name.endswith(e) for e in (".mps", ".lp", ".mps.gz", ".lp.gz")):
            continue
        with tempfile.TemporaryDirectory() as folder:
            scratch = pathlib.Path(folder)
            model, certificate = plain(original, scratch), scratch / "certificate"
            run, wall = timed([release / "ironproof", "certify", model, "--json", "--quiet", "--time-limit",
                               str(LIMIT_S), "--certificate", certificate])
            if run is None or run.returncode == 2:
                n_other += 1
                continue
            found = json.loads(run.stdout)
            verdict = "-"
            if certificate.exists():
                checked = subprocess.run([release / "ironproof-verifier", model, certificate],
                                         capture_output=True, text=True)
                verdict = checked.stdout.split()[0]
            status = found["status"] + (" (relaxation)" if found["relaxation"] else "")
            row = [original.name, status, found["highs_status"], found["rung"] or "-", verdict]
            rows.append([*row, f"{wall:.2f}"])
    heads = ["model", "status", "HiGHS said", "proved by", "verifier", "seconds"]
    print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(f"\n{len(rows)} models, {sum(r[1].startswith('bounded') for r in rows)} only bounded; "
          f"{n_other} more files gave an error: quadratic, semi-continuous, or malformed.")


if __name__ == "__main__":
    main()
