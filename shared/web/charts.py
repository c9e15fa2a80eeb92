"""The chart of a budget, drawn on the server: bars that can be told apart without colours, each with its number beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from shared.web.pages import money

WIDE, BAR, GAP, HEAD = 320, 16, 4, 22
"""In the units of the drawing, which are pixels: it fits a phone of 360."""
ROOM = 150
"""The longest bar; beside it is room for the number."""
FILLS = ("none", "url(#slant)", "url(#dots)", "currentColor", "url(#cross)")
"""Empty, slanted lines, dots, full, crossed lines: a pattern for each measure, up to five, in one colour."""


class Bars(NamedTuple):
    """The measures of one source, in whole đồng."""

    source: str
    amounts: tuple[int, ...]


def chart(title: str, measures: Sequence[str], rows: Sequence[Bars]) -> Markup:
    """An SVG of all sources on one scale. What is less than nothing has no bar; its number says so."""
    most = max((amount for row in rows for amount in row.amounts), default=0)
    drawn, y = list[Markup](), 0
    for name, fill in zip(measures, FILLS, strict=False):
        drawn += [_box(0, y, 22, fill), _text(28, y, name)]
        y += BAR + GAP
    for row in rows:
        y += GAP
        drawn.append(_text(0, y, row.source, bold=True))
        y += HEAD
        for amount, fill in zip(row.amounts, FILLS, strict=False):
            wide = round(max(0, amount) * ROOM / most) if most else 0
            drawn += [_box(0, y, wide, fill), _text(wide + 8, y, money(amount))]
            y += BAR + GAP
    said = "; ".join(
        f"{row.source}: " + ", ".join(f"{m} {money(a)}" for m, a in zip(measures, row.amounts, strict=True))
        for row in rows
    )
    return Markup(
        '<svg class="chart" role="img" aria-labelledby="chart-title chart-said" width="{w}" height="{h}"'
        ' viewBox="0 0 {w} {h}" font-size="14" fill="currentColor"><title id="chart-title">{title}</title>'
        '<desc id="chart-said">{said}</desc><defs>'
        '<pattern id="slant" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6 6 0" stroke="currentColor"/>'
        '</pattern><pattern id="cross" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 0H5M0 0V5"'
        ' stroke="currentColor"/></pattern><pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<circle cx="2.5" cy="2.5" r="1.2" fill="currentColor"/></pattern></defs>{drawn}</svg>'
    ).format(w=WIDE, h=y + GAP, title=title, said=said, drawn=Markup().join(drawn))


def _box(x: int, y: int, wide: int, fill: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="currentColor"/>').format(
        x + 1, y + 1, max(wide, 1), BAR - 2, fill
    )


def _text(x: int, y: int, words: str, *, bold: bool = False) -> Markup:
    weight = Markup(' font-weight="bold"') if bold else Markup()
    return Markup('<text x="{}" y="{}"{}>{}</text>').format(x, y + BAR - 3, weight, escape(words))
