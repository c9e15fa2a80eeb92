"""Search: a hundred thousand made-up people in the index of the labour office, and officers who look for some of them.

What is measured is all that the server does for one search: read what was typed, ask the index, judge every line by the
table of rights, write down that it was asked, answer.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from services.intake.domain.report.words import Stage as Linked
from services.intake.domain.words import Stage
from services.intake.main import blinder, intake
from services.intake.projections import QUEUE, REPORTS, QueueLine, ReportLine, ReportQueue
from shared.instance import Instance
from shared.kernel.codes import case_code, report_code
from shared.kernel.people import Actor
from shared.kernel.words import CaseId
from shared.search.index import Row, insert
from shared.search.seeker import Seeker
from shared.search.terms import plain, terms_of
from shared.search.tokens import Blinder
from shared.search.typed import read_typed
from shared.views import put
from tests.bench import pages
from tests.bench.cases import CLERK
from tests.bench.meter import SHORT, Figure, Within, each
from tests.bench.office import LABOUR, Offices

PEOPLE, OPEN, SEED = 100_000, 100, 2023
AT_ONCE = 2000
SEARCHES = 120
LIMIT = 12.0
"""Milliseconds for half of the searches: half of what OpenCRVS publishes for a million records (anchors, 25 ms)."""
UNITS = ("19996", "20005", "20008", "20011", "20017", "20020", "20026", "20035", "20041")
KEY = UUID(int=1)
FAMILY = {
    "Nguyễn": 38, "Trần": 12, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Phan": 5, "Vũ": 4, "Võ": 4, "Đặng": 2, "Bùi": 2, "Đỗ": 2,
    "Hồ": 2, "Ngô": 1, "Dương": 1, "Lý": 1,
}  # fmt: skip
"""Family names about as often as in Viet Nam, in per cent: the commonest word of all leads to 38,000 cases."""
MIDDLE = {"Thị": 50, "Văn": 15, "Ngọc": 8, "Thanh": 6, "Minh": 5, "Hồng": 5, "Kim": 4, "Thu": 4, "Xuân": 3}
GIVEN = (
    "An", "Anh", "Ánh", "Ân", "Bảo", "Bích", "Bình", "Châu", "Chi", "Cúc", "Cường", "Dung", "Dũng", "Duyên", "Đào",
    "Đạt", "Đức", "Giang", "Hà", "Hải", "Hạnh", "Hằng", "Hiền", "Hiếu", "Hoa", "Hòa", "Hoài", "Hồng", "Huệ", "Hùng",
    "Huyền", "Hương", "Hường", "Khánh", "Kiều", "Lan", "Lâm", "Lệ", "Liên", "Linh", "Loan", "Long", "Lộc", "Ly",
    "Mai", "Mẫn", "Mận", "Minh", "Mỹ", "Nam", "Nga", "Ngà", "Ngân", "Nghĩa", "Ngọc", "Nguyệt", "Nhàn", "Nhi",
    "Nhung", "Oanh", "Phong", "Phúc", "Phương", "Phượng", "Quân", "Quyên", "Quỳnh", "Sang", "Sen", "Sơn", "Sương",
    "Tâm", "Tân", "Thảo", "Thắm", "Thanh", "Thành", "Thoa", "Thơ", "Thu", "Thúy", "Thùy", "Thủy", "Thư", "Tiên",
    "Tình", "Toàn", "Trang", "Trâm", "Trinh", "Trúc", "Tú", "Tuấn", "Tuyết", "Uyên", "Vân", "Văn", "Vi", "Việt",
    "Vinh", "Xuân", "Yến",
)  # fmt: skip


class MadeUp(NamedTuple):
    """Somebody who never lived."""

    case: UUID
    name: str
    year: int
    phone: str
    unit: str


def people(count: int = PEOPLE) -> Iterator[MadeUp]:
    """The same at every call."""
    chance = random.Random(SEED)
    families, middles = list(FAMILY), list(MIDDLE)
    for n in range(count):
        words = [*chance.choices(families, list(FAMILY.values())), *chance.choices(middles, list(MIDDLE.values()))]
        if chance.random() < 0.4:
            words.append(chance.choice(GIVEN))
        name = " ".join([*words, chance.choice(GIVEN)])
        yield MadeUp(
            UUID(int=chance.getrandbits(128)),
            name,
            chance.randint(1958, 2012),
            f"09{10_000_000 + n:08d}",
            chance.choice(UNITS),
        )


def searches(among: list[MadeUp]) -> list[str]:
    """What officers type: whole names as they were told or without accents, a given name and a year, a number, a code, a
    common name and nothing else, somebody who is not there."""
    chance = random.Random(SEED + 1)
    typed = []
    for one in chance.sample(among, 200):
        words = one.name.split()
        typed += [
            one.name, plain(one.name), f"{plain(words[-1])} {words[0]} {one.year}", f"{words[-1]} sinh năm {one.year}",
            one.phone, case_code(one.case), " ".join(words[:2]), f"{one.name} Không Có",
        ]  # fmt: skip
    return typed


def found_in_time(of: Offices) -> list[Within]:
    """One officer of an agency that lists all its cases, one search after the other."""
    with of.instance(LABOUR) as instance:
        everybody = list(people())
        _register(instance, everybody)
        of.looked_over(LABOUR)
        seeker, typed = intake(instance).seeker, searches(everybody)
        assert seeker
        assert CLERK.role
        officer = Actor(CLERK.actor, CLERK.agency, None, frozenset({CLERK.role}))
        _find_each(seeker, officer, everybody[:50])
        ours = Figure(f"search among {PEOPLE:,} people")
        for turn in range(SHORT):
            numbers = range(turn * SEARCHES, (turn + 1) * SEARCHES)
            each(ours, 1, lambda n: seeker.seek(officer, read_typed(typed[n % len(typed)])), numbers)
        limit = Figure(f"p50 of {LIMIT:g} ms", [1e3 / LIMIT] * SHORT, [LIMIT] * SHORT)
        return [Within("search, 1 caller", ours, limit, 1.0), *pages.among(of, instance)]


def _register(instance: Instance, everybody: list[MadeUp]) -> None:
    """Tokens by the product's own reading and key, put into its own table; and the line of each case and of its report."""
    tokens = blinder(instance)
    with instance.pool.connection() as conn:
        for at in range(0, len(everybody), AT_ONCE):
            some = everybody[at : at + AT_ONCE]
            insert(conn, [row for one in some for row in _rows(tokens, one)])
            put(conn, QUEUE, {str(one.case): _line(one, n) for n, one in enumerate(some, at)})
            put(conn, REPORTS, {str(uuid5(one.case, "report")): _report(one) for one in some})
    print(f"{len(everybody):,} people are in the index", file=sys.stderr)


def _rows(tokens: Blinder, one: MadeUp) -> Iterator[Row]:
    told = (("name", one.name, "identity"), ("birth", str(one.year), "identity"), ("phone", one.phone, "contact"),
            ("code", case_code(one.case), ""))  # fmt: skip
    for reading, text, section in told:
        for term in terms_of(reading, text):
            yield Row(tokens.token(term), one.case, term.kind, section, KEY)


def _line(one: MadeUp, n: int) -> QueueLine:
    """One in OPEN is still being worked on."""
    stage = Stage.RECEIVED if n % OPEN == 0 else Stage.ENDED
    return QueueLine(case_code(one.case), one.unit, stage, since=date(2023, 1, 1) + timedelta(days=one.year % 99))


def _report(one: MadeUp) -> ReportLine:
    """Somebody had told of each of them before, and it was joined to her case."""
    stage, came = Linked.LINKED, datetime(2023, 1, 1, tzinfo=UTC)
    return ReportLine(report_code(one.case), one.unit, stage, ReportQueue.DONE, came=came, joined=CaseId(one.case))


def _find_each(seeker: Seeker, officer: Actor, some: list[MadeUp]) -> None:
    """It is no use to be quick and find nothing."""
    for one in some:
        for words in (f"{plain(one.name)} {one.year}", one.phone, case_code(one.case)):
            assert one.case in {found.case for found in seeker.seek(officer, read_typed(words)).cases}, words
