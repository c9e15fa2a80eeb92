"""How the ledgers of each agency stand against what others have seen, as a small table says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from services.reporting.app.odd import Item
from services.reporting.oddities.finding import Rule
from services.reporting.projections.seals import Seal
from shared.kernel.words import AgencyId, Source, agency_of


class Tone(IntEnum):
    """From the best to the gravest; an agency stands as its worst ledger does. Of `UNKNOWN` nobody has said anything yet."""

    SEALED = 0
    UNKNOWN = 1
    WAITING = 2
    MISSING = 3
    BROKEN = 4


@dataclass(frozen=True)
class SealLine:
    """An agency: how its ledgers stand, how many entries nobody else has seen, how many agencies co-signed the least seen of
    them, and when the oldest of these seals was made."""

    agency: AgencyId
    tone: Tone
    ledgers: int
    unseen: int
    witnesses: int
    sealed_at: datetime | None


def seal_lines(
    agencies: Iterable[AgencyId], sources: Sequence[Source], seals: Iterable[Seal], items: Sequence[Item]
) -> list[SealLine]:
    """A line for each agency with a ledger heard here, in the order of the agencies. What an inspector said of a broken seal
    does not mend it: it stands there as long as a rule finds it."""
    known = {seal.source: seal for seal in seals}
    found = {rule: {i.said.source for i in items if i.there and i.said.rule == rule} for rule in _RULES}
    order = [*agencies, *sorted({agency_of(source) for source in sources})]
    lines = []
    for agency in dict.fromkeys(order):
        if mine := [source for source in sources if agency_of(source) == agency]:
            tones = [_tone(source, known.get(source), found) for source in mine]
            lines.append(_line(agency, max(tones), [known[source] for source in mine if source in known], len(mine)))
    return lines


_RULES = (Rule.SEAL_BROKEN, Rule.SEAL_MISSING)


def _tone(source: Source, seal: Seal | None, found: dict[Rule, set[Source | None]]) -> Tone:
    if source in found[Rule.SEAL_BROKEN]:
        return Tone.BROKEN
    if source in found[Rule.SEAL_MISSING]:
        return Tone.MISSING
    if seal is None or (seal.seen_at is None and not seal.heard):
        return Tone.UNKNOWN
    return Tone.SEALED if seal.checked >= seal.heard else Tone.WAITING


def _line(agency: AgencyId, tone: Tone, seals: Sequence[Seal], ledgers: int) -> SealLine:
    return SealLine(
        agency,
        tone,
        ledgers,
        sum(max(seal.heard - seal.checked, 0) for seal in seals),
        min((len(seal.seen_by) for seal in seals if seal.heard), default=0),
        min((seal.seen_at for seal in seals if seal.seen_at), default=None),
    )
