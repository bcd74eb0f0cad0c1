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

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CLAIMWRIGHT = Path(sys.executable).with_name("claimwright")


def program_output(program: str) -> str:
    """What the README's program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, str(README), "exec"), {"__name__": "readme"})  # noqa: S102 - our own text
    return out.getvalue()


def run(*words: str, data: str) -> str:
    """What a command prints, with a data folder of its own."""
    environment = {**os.environ, "CLAIMWRIGHT_DATA": data}
    command = [str(CLAIMWRIGHT), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603


ROWS = {
    "**unread**: our 40 gold notes, against the first coder": ("gold", "engine against the first coder"),
    "**unread**: the same, against the second coder": ("gold", "engine against the second coder"),
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
        row = figures[name][view].get("diagnoses", figures[name][view])
        category = f"{row['f1_category']:.2f}" if "f1_category" in row else ""
        lines.append(f"| {label} | {row['precision']:.2f} | {row['recall']:.2f} | **{row['f1']:.2f}** | {category} |")
    return "\n".join(lines)


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
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
