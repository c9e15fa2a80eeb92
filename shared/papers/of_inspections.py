"""What the minutes of an inspection say. As in `shared.papers.forms` a value of None is a dotted line for the pen, and names
stand here in clear: keep these values nowhere."""

from dataclasses import dataclass

from shared.papers.forms import Letterhead


@dataclass(frozen=True)
class MinutesFinding:
    """What was found, and how grave it is."""

    what: str
    weight: str


@dataclass(frozen=True)
class MinutesRemedy:
    """What has to be put right, by whom, until the end of which day."""

    what: str
    holder: str
    until: str


@dataclass(frozen=True)
class InspectionMinutes:
    """Biên bản kiểm tra: signed by both sides. What the inspected side says is written in by hand."""

    head: Letterhead
    about: str
    """The short subject under the title; no name belongs here."""
    decision: str
    members: str
    team: str | None
    inspected: str | None
    days: str | None
    findings: tuple[MinutesFinding, ...] = ()
    remedies: tuple[MinutesRemedy, ...] = ()
