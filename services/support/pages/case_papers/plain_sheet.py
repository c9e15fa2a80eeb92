"""Giấy hẹn và việc cần làm: for the person herself, in plain words: what was agreed, who helps with what, whom to call.

No name, no regime of the law, none of her own words about what happened. Telephones and places are the pen's, as long as the
profile has none.
"""

from collections.abc import Iterator

from services.support.domain.file import File
from services.support.domain.referrals import Referral
from services.support.domain.words import ClaimStage, ReferralStage, Stage
from services.support.pages.case_papers.about import Told, desk_of, unit_of
from shared.desk import SealedParts
from shared.kernel.words import AgencyId, Code
from shared.papers import PlainSheet, Promise
from shared.web.cases import Look
from shared.web.office import Office, full_name
from shared.web.pages import small, vn_date

MAY = ("no", "change", "who_looked", "company", "appointment", "no_papers")
"""What she is told she may do, in this order (`sheet.may.…`)."""


def waits_for(file: File) -> Code | None:
    if file.stage is Stage.CLOSED:
        return "paper.case_closed"
    return None if file.plan else "paper.no_plan"


def sealed(file: File) -> SealedParts:  # noqa: ARG001 - as the catalogue asks
    """Nothing that is sealed stands on what a stranger could find."""
    return {}


def fill(file: File, seen: Look, told: Told, office: Office) -> PlainSheet:  # noqa: ARG001 - as the catalogue asks
    plan, words = file.plan, office.words
    assert plan is not None
    visit = file.following.next_on
    done = {each.offered.service for each in file.referrals if each.stage is ReferralStage.DELIVERED}
    return PlainSheet(
        office.head, vn_date(visit) if visit and visit >= office.today else None,
        agreed=words["sheet.agreed"].format(agreed_on=vn_date(plan.agreed_on)),
        to_do=tuple(_to_do(file, office)),
        promises=tuple(_promises(file, done, office)),
        done=tuple(plain(service, office) for service in sorted(done)),
        unwanted=tuple(plain(each.service, office) for each in plan.items if each.declined),
        may=tuple(words[f"sheet.may.{each}"] for each in MAY),
    )  # fmt: skip


def plain(service: Code, office: Office) -> str:
    """A service in plain words, where they were written; else as the profile calls it."""
    return office.words.get(f"plain.{service}", office.law.called("services", service))


def _to_do(file: File, office: Office) -> Iterator[str]:
    """Where she goes to apply, and until when."""
    for claim in file.claims:
        if claim.stage is ClaimStage.GUIDED:
            said = {
                "benefit": small(office.law.called("benefits", claim.benefit)), "desk": desk_of(claim, file, office),
                "until": vn_date(claim.guided.apply_by),
            }  # fmt: skip
            yield office.words["sheet.apply_by" if claim.guided.apply_by else "sheet.apply"].format(**said)


def _promises(file: File, done: set[Code], office: Office) -> Iterator[Promise]:
    """What was agreed and has not reached her yet, and until when: a day that is past is the pen's, to be set anew. Then
    what others were asked for beside the plan."""
    plan = file.plan
    wanted = [each for each in plan.items if not each.declined and each.service not in done] if plan else []
    for item in wanted:
        until = vn_date(item.due_on) if item.due_on and item.due_on >= office.today else None
        yield Promise(plain(item.service, office), _who(item.agency, file, office), until)
    planned = {each.service for each in plan.items} if plan else set()
    for referral in file.open_on(office.today):
        if referral.offered.service not in planned | done:
            yield _beside(referral, file, office)


def _beside(referral: Referral, file: File, office: Office) -> Promise:
    return Promise(plain(referral.offered.service, office), _who(referral.offered.agency, file, office))


def _who(agency: AgencyId, file: File, office: Office) -> str:
    """An agency in full; not the one whose very name would tell a stranger why: the one that verifies."""
    verifies = office.law.holder("verification")
    if verifies and verifies.id == agency:
        return office.words["sheet.another_office"]
    return full_name(office.law, agency, unit_of(file))
