"""The benchmarks: one module each, with ``NAME`` and ``run(samples, echo) -> dict``; found by discovery."""
