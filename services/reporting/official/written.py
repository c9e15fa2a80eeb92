"""The one content as PDF, and what all three forms say of it."""

from dataclasses import dataclass

from services.reporting.official.content import Content, Pin
from shared.papers.forms import Letterhead, Signature
from shared.papers.marks import ReportMark
from shared.papers.of_figures import FiguresReport
from shared.papers.printing import render


@dataclass(frozen=True)
class Frame:
    """Who reports to whom: from the profile."""

    head: Letterhead
    to: tuple[str, ...]
    signature: Signature
    copies_to: tuple[str, ...] = ()


def mark_of(pin: Pin) -> ReportMark:
    about = (
        f"Kỳ báo cáo: từ {pin.period.since:%d/%m/%Y} đến {pin.period.until:%d/%m/%Y}. "
        f"Số liệu tính đến hết ngày {pin.as_of:%d/%m/%Y}."
    )
    return ReportMark(about, tuple(sorted(pin.positions.items())), pin.definition, pin.address, pin.as_of)


def footer(pin: Pin) -> tuple[str, ...]:
    """The lines that every form bears: period and day, positions and definition, the page."""
    foot = mark_of(pin).foot()
    return foot["about"], foot["made"], foot["qr"]


def paper_of(content: Content, frame: Frame) -> FiguresReport:
    return FiguresReport(
        frame.head, content.subject, frame.to, content.opening,
        tuple(each.said for each in content.sections), content.closing, frame.signature,
        frame.copies_to,
    )  # fmt: skip


def as_pdf(content: Content, frame: Frame) -> bytes:
    """Raises `PressStopped`, `PaperFault`."""
    return render("bao_cao_so_lieu", paper_of(content, frame), printed=mark_of(content.pin))
