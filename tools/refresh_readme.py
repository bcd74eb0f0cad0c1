"""Write the true outputs into the README: the program's, the demonstration's, the benchmark's. Development only.

.venv/bin/python tools/refresh_readme.py
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CLAIMWRIGHT = Path(sys.executable).with_name("claimwright")


def program_output(program: str) -> str:
    """What the README's program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, str(README), "exec"), {"__name__": "readme"})  # noqa: S102 - our own text
    return out.getvalue()


def run(*words: str, data: str, faults: bool = False) -> str:
    """What a command prints, with a data folder of its own; with ``faults`` it may end with some reported."""
    environment = {**os.environ, "CLAIMWRIGHT_DATA": data}
    command = [str(CLAIMWRIGHT), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=not faults).stdout  # noqa: S603


ROWS = {
    "**unread**: the 51 closed gold notes, against the adjudicated coding": ("gold", "engine against the adjudicated/closed"),
    "**unread**: the same, against the first coder": ("gold", "engine against the first coder/closed"),
    "**unread**: the same, against the second coder": ("gold", "engine against the second coder/closed"),
    "read: the 49 open gold notes, against the adjudicated coding": ("gold", "engine against the adjudicated/open"),
    "ACI-BENCH development notes, with the Alphabetic Index": ("aci_dev", "all"),
    "of these, prose style": ("aci_dev", "virtscribe"),
    "of these, the 16 kept for checking": ("aci_dev", "valid"),
    "all 67 again, as freshly installed (no Index)": ("aci_dev_without_index", "all"),
    "the demonstration's 29 notes, which the rules were written with": ("own_notes", "all"),
}


def bench_table(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    """The benchmark's rows as a table."""
    lines = ["| notes | precision | recall | F1 | F1, 3 characters |", "|---|---|---|---|---|"]
    for label, (name, view) in ROWS.items():
        whole, _, part = view.partition("/")
        found = figures[name][whole]["parts"][part] if part else figures[name][whole]
        row = found.get("diagnoses", found)
        category = f"{row['f1_category']:.2f}" if "f1_category" in row else ""
        lines.append(f"| {label} | {row['precision']:.2f} | {row['recall']:.2f} | **{row['f1']:.2f}** | {category} |")
    return "\n".join(lines)


QUESTIONS = {
    "ICD-10-CM look-up, with its inherited notes": "icd10cm lookup",
    "ICD-10-CM validation": "icd10cm validate",
    "ICD-10-CM validation of headings": "icd10cm validate, headings",
    "ICD-10-PCS look-up, with the meaning of each character": "icd10pcs lookup",
    "ICD-10-PCS validation": "icd10pcs validate",
    "HCPCS look-up": "hcpcs lookup",
    "HCPCS validation": "hcpcs validate",
    "adjustment reason look-up, out of four lists": "carc lookup",
    "two procedures: NCCI": "pair: NCCI",
    "two diagnoses: Excludes notes": "pair: Excludes notes",
}
SEARCHES = {
    "ICD-10-CM": "icd10cm",
    "ICD-10-PCS, operations": "icd10pcs, operations",
    "ICD-10-PCS, all queries": "icd10pcs",
    "HCPCS": "hcpcs",
}


def books_table(books: dict[str, Any], search: dict[str, Any], installed: float) -> str:
    """What the dated books cost, and what their search finds."""
    lines = ["| asked of the books | first | first, p95 | again | target |", "|---|---|---|---|---|"]
    for label, name in QUESTIONS.items():
        row = books["questions"][name]
        target = 100 if name.startswith("pair") else 20
        lines.append(f"| {label} | **{row['first']:.1f} µs** | {row['first_p95']:.1f} µs | {row['again']:.1f} µs | {target} µs |")
    for label, name in SEARCHES.items():
        half, late = (f"{books['searches'][name][key]:.1f} ms" for key in ("p50_ms", "p95_ms"))
        lines.append(f"| search, {label}: half of the queries, 95 % | {half} | **{late}** |  | 15 ms |")
    lines += [
        f"| opening | **{books['open_ms']:.0f} ms** |  |  | 50 ms |",
        f"| memory of a process that opened and asked every book | **{books['resident_mb']:.0f} MB** |  |  | 100 MB |",
        f"| `claimwright codes lookup` from the shell | **{books['shell_s']:.2f} s** |  |  | 0.4 s |",
        f"| installing everything | **{installed:.0f} s** |  |  | 300 s |",
        "",
        "| search finds | first | among five | target |",
        "|---|---|---|---|",
    ]
    found = (("Index lines withheld from its tables", search["withheld"], "0.45, 0.80"),
             ("queries of our own in eight kinds", search["own"]["all"], "0.85, 0.95"))  # fmt: skip
    for label, one, target in found:
        lines.append(f"| {one['queries']} {label} | **{one['top1']:.3f}** | **{one['top5']:.3f}** | {target} |")
    return "\n".join(lines)


def measured_books(samples: Path, data: str) -> str:
    """Everything that the reference folder holds installed, and measured."""
    before = os.times()
    run("codes", "install", str(samples / "reference"), "--accept-ama", data=data, faults=True)
    after = os.times()
    installed = after.children_user + after.children_system - before.children_user - before.children_system
    figures = json.loads(run("bench", "books", "search", "--json", data=data))
    return books_table(figures["books"], figures["search"], installed)


def main() -> None:
    """Refresh the README in place."""
    text = README.read_text("utf-8")
    with tempfile.TemporaryDirectory() as data:
        os.environ["CLAIMWRIGHT_DATA"] = data
        demo = run("demo", "--no-serve", data=data)
        text = re.sub(r"(```console\n\$ make demo SERVE=0\n).*?```", lambda m: f"{m[1]}{demo}```", text, flags=re.DOTALL)
        text = re.sub(
            r"```python\n(.*?)```\n+```text\n.*?```",
            lambda m: f"```python\n{m[1]}```\n\n```text\n{program_output(m[1])}```",
            text,
            flags=re.DOTALL,
        )
        if os.environ.get("CLAIMWRIGHT_SAMPLES"):
            index = Path(os.environ["CLAIMWRIGHT_SAMPLES"]) / "reference" / "icd10cm" / "icd10cm-index-2025.xml.gz"
            run("codes", "install", str(index), data=data)
            measured = json.loads(run("bench", "coding", "gold", "--json", data=data))
            figures = {**measured["coding"], "gold": measured["gold"]}
            table = bench_table(figures)
            text = re.sub(r"(<!-- bench -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}{table}\n{m[2]}", text, flags=re.DOTALL)
            books = measured_books(Path(os.environ["CLAIMWRIGHT_SAMPLES"]), data)
            text = re.sub(r"(<!-- books -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}{books}\n{m[2]}", text, flags=re.DOTALL)
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
