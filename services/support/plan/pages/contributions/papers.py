"""Papers about contributions: the donor's report, the letter of thanks, the public list; each after its printing was recorded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.contributions import PRINT, Contributions, amount, donor_of, what
from services.support.plan.app.donors import IDENTITY, Donors
from services.support.plan.app.donors import PRINT as PRINT_REPORT
from services.support.plan.domain.contributions.checks import USES
from services.support.plan.domain.contributions.donor import Donor
from services.support.plan.domain.contributions.gift import Gift
from services.support.plan.projections.donor_reports import Given, Used, given, used
from shared.access import Way
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.small_numbers import Shown
from shared.kernel.words import Code
from shared.papers import (
    ContributionList,
    DonorReport,
    GivenRow,
    NamedRow,
    Signature,
    ThankedFor,
    ThanksLetter,
    UsedRow,
    render,
)
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.forms import Fault, Malformed, parse
from shared.web.office import Office, mark_of, office_of, pdf
from shared.web.pages import small, vn_date

REPORT, THANKS, PUBLIC = "bao_cao_nha_tai_tro", "thu_cam_on", "danh_sach_dong_gop"
SHOWN: Code = "contributions"
"""What an entry of the readings says was shown, when it was the public list."""


@dataclass(frozen=True)
class Period:
    """Both days included; of nothing asked, this year until today."""

    since: date | None = None
    until: date | None = None


def paper_routes(donors: Donors, contributions: Contributions) -> APIRouter:
    routes = APIRouter()

    @routes.get(f"/donors/{{donor:uuid}}/{REPORT}.pdf")
    def report(request: Request, actor: By, donor: UUID) -> Response:
        seen = found(donors, actor, donor)
        return _report(donors, request, actor, seen, *_period(request))

    @routes.get(f"/contributions/{{contribution:uuid}}/{THANKS}.pdf")
    def thanks(request: Request, actor: By, contribution: UUID) -> Response:
        seen = found(contributions, actor, contribution)
        return _thanks(donors, contributions, request, actor, seen)

    @routes.get(f"/contributions/{PUBLIC}.pdf")
    def public(request: Request, actor: By) -> Response:
        return _public(donors, contributions, request, actor, *_period(request))

    return routes


def _period(request: Request) -> tuple[date, date]:
    """`Malformed` names what cannot be read."""
    context = request.app.state.door.context(form=True)
    sent = {name: request.query_params[name] for name in ("since", "until") if name in request.query_params}
    asked = parse(Period, sent, context=context)
    until = asked.until or context.today
    since = asked.since or date(until.year, 1, 1)
    if until < since:
        raise Malformed([Fault("until", "contribution.until_before_since")])
    return since, until


def _report(donors: Donors, request: Request, actor: Actor, seen: Look, since: date, until: date) -> Response:
    office = office_of(donors.desk, donors.words, request, actor, {})
    donors.desk.rights.must(actor, PRINT_REPORT, donors.place(seen.file))
    name, position = _named(donors, actor, seen.subject, seen.file, REPORT)
    gifts, words = list(donors.given(seen.subject).values()), office.words
    came, went = given(gifts, office.law, since, until), used(gifts, office.law, since, until)
    paper = DonorReport(
        office.head, name, _said(since, until, office), words["donor_report.opening"].format(us=office.head.agency),
        tuple(_given(each, office) for each in came), tuple(_used(each, office) for each in went),
        Signature((words["paper.head_of_office"],)), tuple(_remarks(gifts, came, went, until, office)),
        (words["paper.as_above"],),
    )  # fmt: skip
    return pdf(render(REPORT, paper, printed=mark_of(donors.desk, REPORT, seen.code, position)), REPORT)


def _thanks(donors: Donors, contributions: Contributions, request: Request, actor: Actor, seen: Look) -> Response:
    office = office_of(contributions.desk, contributions.words, request, actor, {})
    contributions.desk.rights.must(actor, PRINT, contributions.place(seen.file))
    gift: Gift = seen.file.gift
    if not gift.account.came:
        raise Refused("contribution.nothing_received", "nothing came to thank for")
    donor = donor_of(seen.file)
    name, position = _named(donors, actor, donor, found(donors, actor, donor).file, THANKS)
    words, thing = office.words, what(gift, office.law, office.words)
    paper = ThanksLetter(
        office.head, name, words["thanks.opening"].format(us=office.head.agency),
        tuple(
            ThankedFor(thing, amount(each.size, gift, office.law, words), f"ngày {vn_date(each.day)}")
            for each in gift.account.came
        ),
        (words["thanks.use"], words["thanks.closing"]), Signature((words["paper.head_of_office"],)),
    )  # fmt: skip
    return pdf(render(THANKS, paper, printed=mark_of(donors.desk, THANKS, seen.code, position)), THANKS)


def _public(
    donors: Donors, contributions: Contributions, request: Request, actor: Actor, since: date, until: date
) -> Response:
    """That the list left the screen is an entry, as is each name on it."""
    desk, at = contributions.desk, Subject(contributions.agency, actor.unit, "none")
    desk.rights.must(actor, PRINT, at)
    office = office_of(desk, contributions.words, request, actor, {})
    rows = tuple(_public_rows(donors, contributions, actor, office, since, until))
    subject = uuid5(NAMESPACE_URL, f"trove:contributions/{desk.service}.{contributions.agency}")
    position = desk.shown(actor, subject, (SHOWN,), Way.PRINTED, desk.rights.role_for(actor, PRINT, at), PUBLIC)
    paper = ContributionList(office.head, _said(since, until, office), rows, office.words["public.only_named"])
    return pdf(render(PUBLIC, paper, printed=mark_of(desk, PUBLIC, None, position)), PUBLIC)


def _public_rows(
    donors: Donors, contributions: Contributions, actor: Actor, office: Office, since: date, until: date
) -> Iterator[NamedRow]:
    """Of donors who agreed, what came in the period, in the order in which it came; nothing of what it was used for."""
    agreed = {key: line for key, line in donors.queue(actor).items() if line.named}
    names: dict[UUID, str | None] = {}
    for gift, came in sorted(_received(contributions, actor, since, until), key=lambda each: each[1][-1]):
        if gift.donor is None or str(gift.donor) not in agreed:
            continue
        if gift.donor not in names:
            names[gift.donor], _ = _named(donors, actor, gift.donor, found(donors, actor, gift.donor).file, PUBLIC)
        kind = office.law.called("donor_kinds", agreed[str(gift.donor)].kind)
        size = sum(each.size for each in gift.account.came if each.day in came)
        yield NamedRow(
            names[gift.donor], kind, what(gift, office.law, office.words),
            amount(size, gift, office.law, office.words), vn_date(came[-1]),
        )  # fmt: skip


def _received(
    contributions: Contributions, actor: Actor, since: date, until: date
) -> Iterator[tuple[Gift, tuple[date, ...]]]:
    """What came in the period, with its days in their order."""
    for gift in contributions.queue(actor).values():
        if days := sorted(each.day for each in gift.account.came if since <= each.day <= until):
            yield gift, tuple(days)


def _named(donors: Donors, actor: Actor, donor: UUID, file: Donor, paper: Code) -> tuple[str | None, int]:
    """The name, where this officer may read it, and the entry that says on which paper it was printed."""
    sealed = {IDENTITY: {"name": file.name}}
    opened, position = donors.desk.print(actor, donor, donors.place(file), sealed, (IDENTITY,), paper)
    return opened.get(IDENTITY, {}).get("name"), position


def _said(since: date, until: date, office: Office) -> str:
    return office.words["period.said"].format(since=vn_date(since), until=vn_date(until))


def _given(each: Given, office: Office) -> GivenRow:
    law, words = office.law, office.words
    left = words["shown.not_told"] if each.left is None else amount(each.left, each.thing, law, words)
    return GivenRow(what(each.thing, law, words), amount(each.received, each.thing, law, words), left)


def _used(each: Used, office: Office) -> UsedRow:
    law, words = office.law, office.words
    if each.size is not None:
        size = amount(each.size, each.thing, law, words)
    else:
        size = shown(each.pieces, office, lambda n: amount(n, each.thing, law, words))
    people = shown(each.people, office, lambda n: words["shown.people"].format(people=n))
    return UsedRow(what(each.thing, law, words), law.called(USES, each.use), size, people)


def shown(counts: Shown | None, office: Office, said: Callable[[int], str]) -> str:
    """A number as it may be told: "ít nhất 25 người", "dưới 10", "mỗi lần dưới 10"."""
    words = office.words
    if counts is None:
        return words["shown.not_counted"]
    if counts.at_least is None:
        return words["shown.few" if counts.hidden == 1 else "shown.few_each"]
    return said(counts.at_least) + (words["shown.and_few"] if counts.hidden else "")


def _remarks(
    gifts: list[Gift], came: list[Given], went: list[Used], until: date, office: Office
) -> Iterator[str]:  # fmt: skip
    """Why some numbers are not told; what was used for something else since the donor agreed, with the day."""
    words, law = office.words, office.law
    counts = [counted for each in went for counted in (each.pieces, each.people) if counted]
    if any(each.hidden for each in counts) or any(each.left is None for each in came):
        yield words["donor_report.few"]
    if any(each.people for each in went):
        yield words["donor_report.steps"]
    for gift in gifts:
        for each in gift.released:
            if each.since <= until and gift.purpose:
                uses = {"use": small(law.called(USES, each.use)), "purpose": small(law.called(USES, gift.purpose))}
                yield words["donor_report.agreed"].format(day=vn_date(each.since), **uses)
