"""The press: a short-lived process that gets one paper's words on stdin and gives its PDF on stdout.

It runs by itself (`python -I press.py`), so that the compiler's memory, with the words it has seen, ends with the paper
and does not stay in the desk's own process. It writes no file and fetches nothing.
"""

import json
import sys
from pathlib import Path
from typing import Any

import segno
import typst

_HERE = Path(__file__).parent


def press(job: dict[str, Any]) -> bytes:
    """What people typed reaches the template as data (`sys.inputs`), never as source. Only the fonts shipped here are
    used, so that a paper looks the same, to the byte, on every machine."""
    pages = typst.compile(
        _HERE / "templates" / f"{job['paper']}.typ",
        root=_HERE / "templates",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"]),
        format="pdf",
        sys_inputs={"data": json.dumps(job["data"]), "mark": json.dumps({**job["mark"], "qr": _qr(job["mark"]["qr"])})},
        timestamp=job["timestamp"],
    )
    if not isinstance(pages, bytes):
        raise TypeError("the compiler gave pages instead of one file")
    return pages


def _qr(text: str) -> str:
    """The square code as SVG, black on white, with a quiet border for the readers."""
    return segno.make(text, error="m", micro=False).svg_inline(border=2)


if __name__ == "__main__":
    sys.stdout.buffer.write(press(json.load(sys.stdin.buffer)))
