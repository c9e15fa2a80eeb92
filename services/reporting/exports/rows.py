"""What stands in the tables of an export, row by row: in the codes of the profile, or in those of HTCDS 2.0."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import msgspec
import yaml

from services.reporting.exports.htcds import OURS, Record, Value, standard
from services.reporting.exports.known import Known
from services.reporting.projections.counting.statistics import received_regimes
from services.reporting.projections.trafficking import Consent
from shared.kernel.law import Law
from shared.kernel.words import Code

FACTS = (
    "acts", "means", "purposes", "age_at_act", "relationship_to_trafficker", "method_of_recruitment",
    "recruitment_websites_and_apps", "methods_of_control", "type_of_exploitation", "type_of_sex_exploitation",
    "forced_labour_industry", "exploitation_websites_and_apps",
)  # fmt: skip
OF_PERSON = (
    "sex", "age_group", "ethnicity", "unit", "status", "proof_type", "reported_on", "received_on", "closed_on", "route",
    "country", "cross_border", "purpose",
)  # fmt: skip
OTHER: Code = "Other"


@cache
def mapping() -> Mapping[Code, Mapping[Code, Code | None]]:
    text = (Path(__file__).parent / "mapping.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[Code, dict[Code, Code | None]])


def persons(known: Known, _: Law) -> Iterator[Record]:
    facts, consent = known.told.facts, known.told.consent
    yield {
        "person": known.id,
        **{name: getattr(known.person, name) for name in OF_PERSON},
        "closing_reason": _closed(known),
        "consent": consent.value if consent else None,
        **{name: getattr(facts, name) for name in FACTS},
    }


def regimes(known: Known, law: Law) -> Iterator[Record]:
    for regime in received_regimes(known.person.regimes, known.person.essential_needs, law):
        yield {"person": known.id, "regime": regime, "times": known.person.regimes.get(regime, 0)}


def services(known: Known, _: Law) -> Iterator[Record]:
    for service, times in sorted(known.person.services.items()):
        yield {"person": known.id, "service": service, "times": times}


def journeys(known: Known, _: Law) -> Iterator[Record]:
    for number, leg in enumerate(known.told.facts.legs, 1):
        yield {"person": known.id, "leg": number, **asdict(leg)}


def htcds(known: Known, law: Law) -> Iterator[Record]:
    """One record of the standard, every core field in it; what nobody knows, or what would name somebody, stays empty."""
    person, facts = known.person, known.told.facts
    purposes = facts.purposes or ((person.purpose,) if person.purpose else ())
    yield {
        **dict.fromkeys(standard().core("prs_", "vic_", "cas_", "con_")),
        "x_PersonId": known.id,
        "cas_Status": _status(known),
        "cas_ReasonForCaseClosure": law.called("closing_reasons", closed) if (closed := _closed(known)) else None,
        "con_Consent": known.told.consent is Consent.GIVEN if known.told.consent else None,
        "prs_Gender": mapping()["sexes"].get(person.sex.value),
        "vic_TraffickingStatus": mapping()["statuses"].get(person.status),
        "vic_TraffickingStatusDecisionMakingOrg": mapping()["proof_types"].get(person.proof_type or ""),
        "vic_RelationshipToTrafficker": facts.relationship_to_trafficker,
        "vic_RecruitmentWebsitesAndApps": _theirs(facts.recruitment_websites_and_apps),
        "vic_MethodOfRecruitment": _theirs(facts.method_of_recruitment),
        "vic_LocationOfRecruitment": _where(known, "Recruitment"),
        "vic_MethodsOfControl": _theirs(facts.methods_of_control),
        "vic_TypeOfExploitation": _theirs(facts.type_of_exploitation) or _exploited(purposes),
        "vic_ForcedLabourIndustry": facts.forced_labour_industry,
        "vic_TypeOfSexExploitation": _theirs(facts.type_of_sex_exploitation),
        "vic_LocationOfExploitation": _where(known, "Exploitation") or person.country,
        "vic_ExploitationWebsitesAndApps": _theirs(facts.exploitation_websites_and_apps),
        **_ours(known, purposes),
    }


def _ours(known: Known, purposes: tuple[Code, ...]) -> Record:
    """What the standard has no field for."""
    person, facts = known.person, known.told.facts
    return {
        "x_AgeGroup": person.age_group.value,
        "x_AgeGroupWhenTrafficked": facts.age_at_act.value,
        "x_Ethnicity": person.ethnicity.value,
        "x_AdminUnitCode": person.unit,
        "x_Purposes": purposes,
        "x_Acts": facts.acts,
        "x_Means": facts.means,
        "x_Route": person.route,
        "x_CrossBorder": person.cross_border,
        "x_Zalo": _said("x_Zalo", (*facts.recruitment_websites_and_apps, *facts.exploitation_websites_and_apps)),
        "x_RestrictsMovement": _said("x_RestrictsMovement", facts.methods_of_control),
        "x_UsesChildren": _said("x_UsesChildren", facts.methods_of_control),
    }


def journey(known: Known, _: Law) -> Iterator[Record]:
    """The legs of a journey: a day nobody knows is none, so year and month are ours."""
    for leg in known.told.facts.legs:
        yield {
            "x_PersonId": known.id, "hte_Type": leg.type, "hte_Country": leg.country, "x_Year": leg.year, "x_Month": leg.month
        }  # fmt: skip


def support(known: Known, _: Law) -> Iterator[Record]:
    for service, times in sorted(known.person.services.items()):
        kind = mapping()["services"].get(service)
        yield {"x_PersonId": known.id, "spl_Type": kind, "x_Service": service, "x_Times": times}


ROWS: dict[str, Callable[[Known, Law], Iterator[Record]]] = {
    "persons": persons, "regimes": regimes, "services": services, "journeys": journeys,
    "htcds": htcds, "journey": journey, "support": support,
}  # fmt: skip


def _closed(known: Known) -> Code | None:
    """Why her support ended, where it has."""
    return known.told.closed if known.person.closed_on else None


def _status(known: Known) -> Value:
    """Nobody has a case before she was received."""
    if known.person.received_on is None:
        return None
    if known.told.elsewhere:
        return "ClosedReferred"
    return "Closed" if known.person.closed_on else "Active"


def _theirs(codes: Sequence[Code]) -> tuple[Code, ...]:
    """Codes of ours become `Other`: the standard has none for them."""
    found = [OTHER if code.startswith(OURS) else code for code in codes]
    return tuple(dict.fromkeys(found))


def _said(code: Code, among: Sequence[Code]) -> Value:
    """Yes; where nothing of the kind was recorded, nobody knows."""
    return code in among if among else None


def _where(known: Known, kind: Code) -> Value:
    """The countries of the legs of this kind."""
    return "; ".join(dict.fromkeys(leg.country for leg in known.told.facts.legs if leg.type == kind)) or None


def _exploited(purposes: Sequence[Code]) -> tuple[Code, ...]:
    found = (mapping()["purposes"].get(purpose) for purpose in purposes)
    return tuple(dict.fromkeys(code for code in found if code))
