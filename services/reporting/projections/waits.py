"""Something that lies at an agency and waits to be moved on."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.words import AgencyId, Code


@dataclass(frozen=True)
class Wait:
    """`what` is the kind of step, `service` or `benefit` what it is about; without `due_on` no term is confirmed or set, so
    nothing can be late. `left` is the decided money that is not paid, in đồng."""

    what: Code
    holder: AgencyId
    since: date
    due_on: date | None = None
    service: Code | None = None
    benefit: Code | None = None
    left: int | None = None
