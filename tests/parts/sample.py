"""A small made-up town of the first profile's shape, to try the parts with."""

from itertools import count
from typing import Any

from deploy.realm import realm
from shared.kernel.likeness import Weighing
from shared.kernel.oversight import Oversight, Threshold
from shared.kernel.publishing import Publishing
from shared.kernel.rights import Rights
from shared.kernel.words import Confidence
from shared.policy.profile import DemoUser, Instance, Profile

_SUPPORT = (
    "labour",
    "justice",
    "health",
    "education",
    "finance",
    "womens_union",
    "fatherland_front",
    "office",
    "communes",
)
SOURCES = (
    *(f"intake.{agency}" for agency in ("communes", "labour", "police")),
    *(f"support.{agency}" for agency in _SUPPORT),
)
OFFICERS = (
    DemoUser("an", "Nguyễn Thị", "An", "police", None, ("investigator",)),
    DemoUser("binh", "Trần Văn", "Bình", "communes", "19996", ("commune_officer", "lead")),
)
ONE = Threshold(1, "days", "một")


def profile(*sources: str, hears: tuple[str, ...] = SOURCES, users: tuple[DemoUser, ...] = OFFICERS) -> Profile:
    """The town with these instances, or with all fourteen; reporting and notifications hear the journals of `hears`."""
    ports = count(8101)
    listed = sources or (*SOURCES, "reporting.labour", "notifications.office")
    lines = []
    for service, agency in (source.split(".") for source in listed):
        heard = hears if service in ("reporting", "notifications") else ()
        lines.append(Instance(service, agency, next(ports), heard))
    return Profile(
        id="sample",
        town="Thị xã Mẫu",
        hash="0" * 64,
        instances=tuple(lines),
        users=users,
        roles={"investigator": "điều tra viên", "commune_officer": "cán bộ xã", "lead": "lãnh đạo"},
        powers={},
        rights=Rights((), {}),
        rules={},
        deeds={},
        sections={},
        stages={},
        matching=Weighing({}, 1, 1, 1),
        oversight=Oversight("mẫu", Confidence.UNKNOWN, "mẫu", ONE, ONE, ONE, ONE, ONE, 22, 5),
        publishing=Publishing(10, 5, "mẫu", Confidence.UNKNOWN, "mẫu"),
        periods=(),
    )


PASSWORD = "chi-danh-cho-thu-nghiem-7"
SECRETS = {"intake.police": "secret-of-intake-police", "support.labour": "secret-of-support-labour"}
ORIGINS = {"intake.police": "http://127.0.0.1:8103", "support.labour": "http://127.0.0.1:8104"}


def sample_realm(*, demo: bool = True) -> dict[str, Any]:
    """The realm of a town with two instances and two officers."""
    town = profile(*SECRETS)
    return realm(town, SECRETS, ORIGINS, {officer.username: PASSWORD for officer in OFFICERS}, demo=demo)
