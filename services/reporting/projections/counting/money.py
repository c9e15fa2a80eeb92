"""How much was paid: each payment out of a budget with its source, and the benefit or kind of work it was for. Budgets name
no case and no person; a payment that was taken back is not counted."""

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec.structs import replace

from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Thing
from services.reporting.projections.shape import Shape
from services.reporting.projections.told import Told
from shared.kernel.words import AgencyId, Code, PaperNumber, UnitCode


class _OfLine(Shape, frozen=True, kw_only=True):
    agency: AgencyId
    unit: UnitCode | None = None
    line: int


class Committed(_OfLine, frozen=True, kw_only=True):
    """So much is owed for a benefit, or for a kind of work; from which source, where that is known."""

    money: Code | None = None
    kind: Code | None = None
    benefit: Code | None = None


class Moved(_OfLine, frozen=True, kw_only=True):
    """Another source pays it."""

    money: Code


class Spent(_OfLine, frozen=True, kw_only=True):
    amount: int
    number: PaperNumber


class TakenBack(_OfLine, frozen=True, kw_only=True):
    """The payment on this voucher does not count."""

    number: PaperNumber


_Fact = Committed | Moved | Spent | TakenBack
READS: Mapping[str, type[_Fact]] = {
    "support.budget.MoneyCommitted": Committed,
    "support.budget.CommitmentMoved": Moved,
    "support.budget.MoneySpent": Spent,
    "support.budget.PaymentTakenBack": TakenBack,
}
_DECODERS: Mapping[str, Callable[[bytes], _Fact]] = {
    name: msgspec.json.Decoder(shape).decode for name, shape in READS.items()
}


class Spending(msgspec.Struct, frozen=True):
    """A budget: what each line of it is for, and the payments by the entries in which they were written down."""

    lines: Mapping[int, Committed] = {}
    payments: Mapping[str, Spent] = {}


def _evolve(known: Spending, told: Told) -> Spending:
    if told.entry.name not in READS:
        return known
    try:
        fact = _DECODERS[told.entry.name](told.entry.fact)
    except msgspec.ValidationError:  # an agency told less than it should: what was known before stays
        return known
    match fact:
        case Committed(line=line):
            return replace(known, lines={**known.lines, line: fact})
        case Moved(line=line, money=money):
            moved = msgspec.structs.replace(known.lines[line], money=money) if line in known.lines else None
            return replace(known, lines={**known.lines, line: moved}) if moved else known
        case Spent():
            return replace(known, payments={**known.payments, told.entry.id: fact})
        case TakenBack(line=line, number=number):
            left = {id_: each for id_, each in known.payments.items() if (each.line, each.number) != (line, number)}
            return replace(known, payments=left)


def _things(then: Spending, newest: Spending) -> Iterable[Thing]:
    for id_, paid in then.payments.items():
        line = then.lines.get(paid.line) or newest.lines.get(paid.line)
        said = (line.money, line.benefit, line.kind) if line else (None, None, None)
        values = (*said, paid.agency, paid.unit)
        yield Thing(id_, tuple(value or UNSAID for value in values), paid.amount)


MONEY: Question[Spending] = Question(
    "money.v1",
    (
        Dimension("money", "money_sources"),
        Dimension("benefit", "benefits"),
        Dimension("kind", "spending_kinds"),
        Dimension("agency", "agencies"),
        Dimension("unit", "units"),
    ),
    Spending(),
    _evolve,
    _things,
)
