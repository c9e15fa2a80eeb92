"""Ai đã mở hồ sơ: who looked at a file, when, at what and how, on paper for the person it is about; no officer is named."""

from collections.abc import Mapping

from services.reporting.app.trail import Trail
from shared.kernel.words import Code
from shared.papers import ReaderLine, ReaderList
from shared.story.timeline import TimelineLine
from shared.web.office import Office
from shared.web.pages import vn_time


def readers_on_paper(trail: Trail, office: Office) -> ReaderList:
    """Every reading, oldest first."""
    return ReaderList(office.head, tuple(_line(line, office.roles) for line in trail.readings))


def _line(line: TimelineLine, roles: Mapping[Code, str]) -> ReaderLine:
    return ReaderLine(
        vn_time(line.at), line.who, roles.get(line.role, line.role) if line.role else None, line.sentence,
        f"{line.source}/{line.position}",
    )  # fmt: skip
