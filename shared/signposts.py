"""The ways from one instance's pages to those of another: to the notices, and to the other services of the same officer."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.policy.profile import Profile
from shared.web.pages import Link


class Places(Protocol):
    """What is asked of an instance: which it is, and where the others of the town are found."""

    agency: str
    source: str
    profile: Profile

    def sources(self) -> Sequence[str]: ...

    def origin_of(self, source: str) -> str | None: ...


OTHER_DOORS = (
    ("intake", "Tiếp nhận, xác minh", ("intake.case.list",)),
    ("support", "Hỗ trợ", ("support.case.list",)),
    ("reporting", "Số liệu, báo cáo", ("reporting.statistics.read", "reporting.ball.read")),
)
"""Where officers work, and what one must be allowed to do there to be shown the way. Reporting is one for the town."""


def beside(instance: Places, actor: Actor) -> Mapping[str, Link]:
    """The other services this officer works in, each with its address."""
    found: dict[str, Link] = {}
    here, judge = Subject(actor.agency, actor.unit, "none"), instance.profile.rights.judge
    for service, label, deeds in OTHER_DOORS:
        common = next((source for source in instance.sources() if source.startswith(f"{service}.")), "")
        source = common if service == "reporting" else f"{service}.{actor.agency}"
        origin = instance.origin_of(source) if source != instance.source else None
        if origin and any(judge(actor, deed, here).allowed for deed in deeds):
            found[service] = Link(label, origin)
    return found


def bell(instance: Places, unread: frozenset[str] | None) -> Link | None:
    """The way to the notices of the town, wherever they are run; with the number of `unread` ones where they are known."""
    teller = next((source for source in instance.sources() if source.startswith("notifications.")), None)
    origin = instance.origin_of(teller) if teller else None
    count = None if unread is None else len(unread)
    return Link("Thông báo", origin, count, keys=unread) if origin else None
