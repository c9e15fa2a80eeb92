"""Sổ theo dõi hồ sơ: the register of a period, on the screen, on paper, and as a spreadsheet; no name stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.intake.projections import Numbered, RegisterLine
from services.intake.registers import Period, Registers
from shared.access import Way
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.papers import PrintMark, Register, render
from shared.papers import RegisterLine as OnPaper
from shared.papers.sheets import Column, spreadsheet
from shared.web.forms import Fault, FormContext, Malformed, parse
from shared.web.office import Office, mark_of
from shared.web.pages import desk_name, vn_date
from shared.web.words import Words

PAPER = "so_theo_doi"
COLUMNS = (
    Column("Số TT", 6), Column("Mã hồ sơ", 14), Column("Ngày tiếp nhận", 12), Column("Nơi báo", 30), Column("Ngày báo", 12),
    Column("Hạn", 12), Column("Ngày trả kết quả", 12), Column("Tình trạng", 24), Column("Số văn bản", 18),
    Column("Ngày văn bản", 12), Column("Văn bản trước đó", 30), Column("Ghi chú", 30),
)  # fmt: skip
"""Of the spreadsheet: a column for each thing, so that it can be sorted; the last paper has number and day of its own."""


@dataclass(frozen=True)
class Row:
    """A case in the register, in words; days stay days."""

    case: str
    code: str
    received_on: date | None
    reported: str
    came_on: date | None
    due: date | None
    answered_on: date | None
    state: str
    papers: tuple[Numbered, ...]
    remark: str


def period_of(sent: Mapping[str, str], context: FormContext) -> Period:
    """The period asked for; of nothing asked, this year until today. `Malformed` names what cannot be read."""
    period = parse(Period, {name: sent[name] for name in ("since", "until", "unit") if name in sent}, context=context)
    if not sent:
        return Period(date(context.today.year, 1, 1), context.today)
    if period.since and period.until and period.until < period.since:
        raise Malformed([Fault("until", "register.until_before_since")])
    return period


def rows(registers: Registers, actor: Actor, period: Period, words: Words) -> list[Row]:
    """The register of a period, for those who may list cases."""
    law = registers.desk.law()
    return [_row(case, line, law, words) for case, line in registers.of(actor, period).items()]


def _row(case: str, line: RegisterLine, law: Law, words: Words) -> Row:
    channel = law.called("channels", line.channel) if line.channel else ""
    reported = desk_name(law, line.sender, line.unit) if line.sender else channel
    return Row(
        case, line.code, line.received_on, reported, line.came_on, line.due, line.answered_on,
        words[f"stage.{line.stage}"], line.papers, "; ".join(_remarks(line, law, words)),
    )  # fmt: skip


def _remarks(line: RegisterLine, law: Law, words: Words) -> Iterator[str]:
    if line.urgent:
        yield words["register.urgent"]
    if line.extended:
        yield words["register.extended"]
    if line.returned:
        yield words["register.returned"].format(reason=law.called("return_reasons", line.returned))


def as_pdf(registers: Registers, actor: Actor, period: Period, office: Office) -> bytes:
    """The register on paper; that it was printed is recorded before it is."""
    found = rows(registers, actor, period, office.words)
    unit = office.law.units.get(period.unit) if period.unit else None
    register = Register(office.head, said(period), unit.vi if unit else None, tuple(map(_on_paper, found)))
    return render(PAPER, register, printed=_mark(registers, actor, Way.PRINTED))


def as_spreadsheet(registers: Registers, actor: Actor, period: Period, office: Office) -> bytes:
    """The register as a file for Excel; that it was taken out is recorded before it is."""
    found = rows(registers, actor, period, office.words)
    cells = [(at, *_cells(row)) for at, row in enumerate(found, 1)]
    mark = _mark(registers, actor, Way.SAVED)
    return spreadsheet("Sổ theo dõi hồ sơ", COLUMNS, cells, printed=mark)


def _mark(registers: Registers, actor: Actor, way: Way) -> PrintMark:
    return mark_of(registers.desk, PAPER, None, registers.take(actor, way))


def said(period: Period) -> str:
    """The period in words."""
    since = f"Từ ngày {vn_date(period.since)}" if period.since else "Từ đầu"
    return f"{since} đến ngày {vn_date(period.until)}" if period.until else f"{since} đến nay"


def _on_paper(row: Row) -> OnPaper:
    return OnPaper(
        row.code, _day(row.received_on), f"{row.reported}, {_day(row.came_on)}", _day(row.due), _day(row.answered_on),
        row.state, "\n".join(f"{paper.number}, {_day(paper.dated)}" for paper in row.papers), row.remark,
    )  # fmt: skip


def _cells(row: Row) -> tuple[str | date | None, ...]:
    last = row.papers[-1] if row.papers else None
    before = "\n".join(f"{paper.number}, {_day(paper.dated)}" for paper in row.papers[:-1])
    return (
        row.code, row.received_on, row.reported, row.came_on, row.due, row.answered_on, row.state,
        last.number if last else None, last.dated if last else None, before, row.remark,
    )  # fmt: skip


def _day(day: date | None) -> str | None:
    return vn_date(day) if day else None
