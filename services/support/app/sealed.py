"""The sealed values of a folder, by section and field: what the lead has, or what came with referrals, applications and
orders to pay."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.support.app.folder import Folder, in_view
from services.support.domain.file import File
from services.support.domain.following.track import Following
from services.support.domain.handing_on.handing import Handing
from services.support.domain.tasks import Task, Work
from shared.desk import SealedParts
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code

Sections = Mapping[Code, Mapping[str, Sealed | None]]


def sealed_in(folder: Folder, today: date) -> Sections:
    """What can be read on this day: at the lead all that it has; at an agency that was asked what was granted and still runs,
    by whichever of its referrals, and what it wrote itself. The table of rights says who of its officers reads it, and at
    which stage."""
    if folder.lead:
        of_file = _of_file(folder.lead)
        return {**of_file, "note": {**of_file["note"], **_of_request(folder)}}
    told = [] if folder.applied is None else [each.expected for each in folder.applied.all]
    ordered = [] if folder.orders is None else [each.ordered for each in folder.orders.all]
    asked = folder.asked or Work()
    seen = in_view(asked, today)
    at_hand = [task for task in asked.tasks if seen and task.stage_on(today) is seen.stage_on(today)]
    running = [task for task in at_hand if task.runs_on(today)]
    received = [task.received for task in running]
    reached = bool(folder.applied) or any(task.grants_contact for task in running)
    beside: list[Any] = [*received, *told, *ordered]
    notes = (
        {f"application:{n}": each.made.note for n, each in enumerate(folder.applied.all, 1) if each.made}
        if folder.applied
        else {}
    )
    paid = [each for order in folder.orders.all for each in order.paid] if folder.orders else []
    stopped = [order.stopped for order in folder.orders.all if order.stopped] if folder.orders else []
    return {
        "identity": {"name": _newest(beside, "name"), "birth": _newest(beside, "birth")},
        "contact": {
            "contact": _newest(received, "contact"),
            "safe_contact": folder.safe_contact if reached else None,
        },
        "health": {"health": _newest(received, "health")},
        "psychology": _of_parts(asked.tasks, "own_notes"),
        "note": {
            "referral": _newest(received, "note"), **_own(at_hand), **notes, **_of_request(folder),
            **_of_parts(asked.tasks, "note"),
            **{f"payment:{n}": each.note for n, each in enumerate(paid, 1)},
            **{f"stop:{n}": each.note for n, each in enumerate(stopped, 1)},
        },
    }  # fmt: skip


def _of_parts(tasks: Sequence[Task], field: str) -> dict[str, Sealed | None]:
    """What was noted each time a service was given, in the order in which it was written down."""
    parts = [part for task in tasks for part in task.parts]
    return {f"time:{n}": getattr(part, field) for n, part in enumerate(parts, 1)}


def still_granted(of: object, sealed: SealedParts, today: date) -> SealedParts:
    """For a paper: nothing that came with a referral whose last day is past; its place stays blank."""
    return {} if isinstance(of, Task) and not of.runs_on(today) else sealed


def _of_request(folder: Folder) -> dict[str, Sealed | None]:
    """Why we were asked to lead."""
    asked = folder.request.asked if folder.request else None
    return {"lead_request": asked.note} if asked else {}


def _of_handing(handing: Handing) -> dict[str, Sealed | None]:
    parts = {"lead_offer": handing.offered, "lead_came_back": handing.came_back, "elsewhere_received": handing.received}
    notes = {name: each.note for name, each in parts.items() if each}
    return notes | ({"addressee": handing.elsewhere.addressee} if handing.elsewhere else {})


def _own(at_hand: Sequence[Task]) -> dict[str, Sealed | None]:
    """What the agency wrote about its own work: no grant, and no end of one, has to do with it."""
    return {f"answer:{n}": getattr(task.answer, "note", None) for n, task in enumerate(at_hand, 1)}


def _newest(told: Sequence[Any], field: str) -> Sealed | None:
    """What was granted last of it."""
    return next((value for each in reversed(told) if (value := getattr(each, field, None))), None)


def _of_file(file: File) -> Sections:
    person, needs = file.opened, file.needs
    answers = {
        f"answer:{n}": getattr(each.passed_on or each.answer, "note", None) for n, each in enumerate(file.referrals, 1)
    }
    times = {f"time:{n}": part.note for n, part in enumerate((p for each in file.referrals for p in each.parts), 1)}
    notes = {
        **{f"needs:{n}": each.note for n, each in enumerate(file.assessments, 1)},
        **{f"goals:{n}": each.goals for n, each in enumerate(file.plans, 1)},
        "circumstances": file.circumstances.note if file.circumstances else None,
        **{f"reading:{n}": each.note for n, each in enumerate(file.readings, 1)},
        **_of_claims(file),
        **_of_following(file.following),
        **_of_handing(file.handing),
        "her_view": file.closed.her_view if file.closed else None,
        "reopening": file.reopened.note if file.reopened else None,
    }
    return {
        "identity": {"name": person.name, "birth": person.birth} if person else {},
        "contact": {"contact": person.contact, "safe_contact": file.safe_contact} if person else {},
        "relatives": {"relatives": person.relatives} if person else {},
        "health": {"health": needs.health} if needs else {},
        "note": notes | answers | times | _of_stays(file),
    }


def _of_stays(file: File) -> dict[str, Sealed | None]:
    """The notes on each stay: as she came, as she left, and each time meals were extended."""
    stays = file.stays.all
    longer = [each for stay in stays for each in stay.extensions]
    return {
        **{f"stay:{n}": stay.entered.note for n, stay in enumerate(stays, 1)},
        **{f"stay_left:{n}": stay.left.note for n, stay in enumerate(stays, 1) if stay.left},
        **{f"stay_longer:{n}": each.note for n, each in enumerate(longer, 1)},
    }


def _of_following(now: Following) -> dict[str, Sealed | None]:
    """Her goals and the notes on each visit, in the order of their days."""
    return {
        **{f"goal:{n}": each.words for n, each in enumerate(now.goals, 1)},
        "visits": now.agreed.note if now.agreed else None,
        **{f"follow_up:{n}": each.note for n, each in enumerate(now.visits, 1)},
        **{f"reintegration:{n}": each.note for n, each in enumerate(now.reviews, 1)},
        "death": now.death.note if now.death else None,
    }


def _of_claims(file: File) -> dict[str, Sealed | None]:
    """The notes on each application, in the order of its steps."""
    steps = ("arrived", "returned", "appraised", "decided", "stop", "complaint")
    return {
        f"{step}:{n}": event.note
        for n, claim in enumerate(file.claims, 1)
        for step in steps
        if (event := getattr(claim, step)) is not None
    }
