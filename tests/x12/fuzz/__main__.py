"""Run one target: ``python -m tests.x12.fuzz 837p --seconds 60 [--corpus DIR]``. libFuzzer leaves with 0 where nothing was found."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Seed a corpus, then let atheris run; what fails lies in the folder as ``crash-*``."""
    import atheris

    with atheris.instrument_imports(include=["claimwright.x12"]):
        from .mutation import mutate
        from .targets import targets

    options = argparse.ArgumentParser(prog="python -m tests.x12.fuzz")
    options.add_argument("target", choices=sorted(targets()))
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--corpus", type=Path)
    options.add_argument("--seed", type=int, default=1)
    told = options.parse_args()
    corpus = told.corpus or Path(tempfile.mkdtemp(prefix="x12-fuzz-"))
    corpus.mkdir(parents=True, exist_ok=True)
    starts, call = targets()[told.target]
    for number, start in enumerate(starts):
        (corpus / f"seed-{number}").write_bytes(start)

    def change(data: bytes, longest: int, seed: int) -> bytes:
        return mutate(data, seed, longest) if seed % 8 else bytes(atheris.Mutate(data, longest))

    arguments = [
        sys.argv[0], str(corpus), f"-max_total_time={told.seconds}", f"-seed={told.seed}", "-timeout=30", "-rss_limit_mb=1500",
        "-max_len=24000",
        f"-artifact_prefix={corpus}/", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    atheris.Setup(arguments, call, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
