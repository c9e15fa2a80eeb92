"""Something that lies at an agency and waits to be moved on."""

from datetime import date, timedelta

import msgspec

from shared.kernel.words import AgencyId, Code

ASK_AGAIN = "ask_again"


class Wait(msgspec.Struct, frozen=True, gc=False):
    """`what` is the kind of step, `service` or `benefit` what it is about; without `due_on` no term is confirmed or set, so
    nothing can be late. `left` is the decided money that is not paid, in đồng. After the day `until` it waits there no
    longer, but at the `asker`."""

    what: Code
    holder: AgencyId
    since: date
    due_on: date | None = None
    service: Code | None = None
    benefit: Code | None = None
    left: int | None = None
    until: date | None = None
    asker: AgencyId | None = None

    def on(self, day: date) -> "Wait":
        """As it stands on a day: what nobody answered in time lies at whoever asked, since the day after."""
        if self.until is None or self.asker is None or day <= self.until:
            return self
        return Wait(ASK_AGAIN, self.asker, self.until + timedelta(days=1), service=self.service)
