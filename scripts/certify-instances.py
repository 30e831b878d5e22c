#!/usr/bin/env python3
"""The table of docs/certify.md: `ironproof certify` on the model files that the crate highs-sys vendors, or on
a folder of your own (`scripts/certify-instances.py FOLDER`). Each proof goes through ironproof-verifier, unless
the model is compressed or LP text. Prints Markdown; run it after `cargo build --release --workspace`."""
import json, pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMIT_S = 30


def vendored():
    metadata = json.loads(subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"],
                                         cwd=ROOT, check=True, capture_output=True).stdout)
    (manifest,) = [p["manifest_path"] for p in metadata["packages"] if p["name"] == "highs-sys"]
    return pathlib.Path(manifest).parent / "HiGHS/check/instances"


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else vendored()
    release = ROOT / "target/release"
    rows, n_other = [], 0
    for model in sorted(folder.iterdir()):
        if not any(model.name.endswith(e) for e in (".mps", ".lp", ".mps.gz", ".lp.gz")):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            certificate = pathlib.Path(scratch) / "certificate"
            start = time.monotonic()
            run = subprocess.run([release / "ironproof", "certify", model, "--json", "--quiet", "--time-limit",
                                  str(LIMIT_S), "--certificate", certificate], capture_output=True, text=True)
            seconds = time.monotonic() - start
            if run.returncode == 2:
                n_other += 1
                continue
            found = json.loads(run.stdout)
            verdict = "-"
            if model.suffix == ".mps" and certificate.exists():
                checked = subprocess.run([release / "ironproof-verifier", model, certificate],
                                         capture_output=True, text=True)
                verdict = checked.stdout.split()[0]
        status = found["status"] + (" (relaxation)" if found["relaxation"] else "")
        rows.append((model.name, status, found["highs_status"], found["rung"] or "-", verdict, f"{seconds:.2f}"))
    print("| model | status | HiGHS said | proved by | verifier | seconds |\n|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(f"\n{len(rows)} models, {sum(r[1].startswith('bounded') for r in rows)} only bounded; "
          f"{n_other} more files gave an error: quadratic, semi-continuous, or malformed.")


if __name__ == "__main__":
    main()
