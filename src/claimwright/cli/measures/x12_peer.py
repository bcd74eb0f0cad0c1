"""A peer's verdict on files: ``python -m ... FOLDER COUNT``, names of good files as JSON on standard input; prints name: accepted."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from pathlib import Path


def accepted(path: str) -> bool:
    """Whether pyx12 accepts a file; a crash of its own is no acceptance."""
    from pyx12.params import params
    from pyx12.x12n_document import x12n_document

    settings = params()
    settings.set("charset", "E")
    try:
        return bool(x12n_document(settings, path, None, None, None))
    except Exception:
        return False


def main(folder: str, count: int) -> None:
    """Good files first: where the peer takes no good file of a set, its verdict on bad ones means nothing."""
    logging.disable(logging.CRITICAL)
    goods: dict[str, str] = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            verdicts = {name: accepted(path) for name, path in goods.items()}
        except ImportError:
            verdicts = {}
        for name in (f"defect-{number}" for number in range(count if verdicts else 0)):
            verdicts[name] = accepted(str(Path(folder) / f"{name}.edi"))
    sys.stdout.write(json.dumps(verdicts))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
