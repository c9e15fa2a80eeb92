"""Words of intake that the rules themselves know: how far a file is, what came of verification, what she wishes."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from shared.kernel.words import Code, CountryCode


class Stage(StrEnum):
    """How far an agency's file of a case is. `asked` and `answered` are those of the agency that verifies; `protecting`:
    the file is there for her protection alone. Whether she is protected is no stage: it runs beside the procedure."""

    NONE = "none"
    REPORTED = "reported"
    RECEIVED = "received"
    INFORMED = "informed"
    VERIFYING = "verifying"
    VICTIM = "victim"
    NOT_VICTIM = "not_victim"
    UNRESOLVED = "unresolved"
    POLICE_REFUSED = "police_refused"
    ASKED = "asked"
    RETURNED = "returned"
    ANSWERED = "answered"
    PROTECTING = "protecting"
    RECALLED = "recalled"
    LOST_CONTACT = "lost_contact"
    ENDED = "ended"


RECEPTION_TERM, VERIFICATION_TERM = "reception_after_notice", "verification_answer"
EXTENSION_TERM = "verification_extension"
"""The terms of the law that run here."""


class Outcome(StrEnum):
    """What the verifying agency found."""

    VICTIM = "victim"
    NOT_VICTIM = "not_victim"
    UNRESOLVED = "unresolved"


class Wish(StrEnum):
    """What she said when she was told that the police would be asked."""

    AGREES = "agrees"
    UNSURE = "unsure"
    REFUSES = "refuses"


class Answer(StrEnum):
    """An answer to one question of consent; she may leave it for later, or for ever."""

    YES = "yes"
    NO = "no"
    LATER = "later"


def _of(kind: str) -> Meta:
    """The code stands in this list of the law in force: doors offer the list, rules ask it again."""
    return Meta(extra={"list": kind})


Channel = Annotated[Code, _of("channels")]
PersonStatus = Annotated[Code, _of("person_statuses")]
EssentialNeed = Annotated[Code, _of("essential_needs")]
Purpose = Annotated[Code, _of("purposes")]
Route = Annotated[Code, _of("routes")]
Country = Annotated[CountryCode, _of("countries")]
ProofType = Annotated[Code, _of("proof_types")]
PoliceRefusalReason = Annotated[Code, _of("police_refusal_reasons")]
ReturnReason = Annotated[Code, _of("return_reasons")]
ExtensionReason = Annotated[Code, _of("extension_reasons")]
RecallReason = Annotated[Code, _of("recall_reasons")]
SafetyLevel = Annotated[Code, _of("safety_levels")]
SafetyConcern = Annotated[Code, _of("safety_concerns")]
ConfidentialityChoice = Annotated[Code, _of("confidentiality_choices")]
CompanionRelation = Annotated[Code, _of("companion_relations")]
RepresentativeKind = Annotated[Code, _of("representative_kinds")]
ConsentGiver = Annotated[Code, _of("consent_givers")]
LetterSubject = Annotated[Code, _of("letter_subjects")]
OutsideBody = Annotated[Code, _of("outside_bodies")]
PaperKind = Annotated[Code, _of("papers")]
EndingReason = Annotated[Code, _of("ending_reasons")]
ReopeningReason = Annotated[Code, _of("reopening_reasons")]
TraffickingAct = Annotated[Code, _of("trafficking_acts")]
TraffickingMeans = Annotated[Code, _of("trafficking_means")]
RecruitmentMethod = Annotated[Code, _of("htcds_method_of_recruitment")]
WebsiteOrApp = Annotated[Code, _of("htcds_websites_and_apps")]
ControlMethod = Annotated[Code, _of("htcds_methods_of_control")]
Exploitation = Annotated[Code, _of("htcds_type_of_exploitation")]
SexExploitation = Annotated[Code, _of("htcds_type_of_sex_exploitation")]
Industry = Annotated[Code, _of("htcds_forced_labour_industry")]
TraffickerRelation = Annotated[Code, _of("htcds_relationship_to_trafficker")]
LegType = Annotated[Code, _of("htcds_leg_type")]
CorrectionReason = Annotated[Code, _of("correction_reasons")]
ProtectionMeasure = Annotated[Code, _of("protection_measures")]
ProtectedPerson = Annotated[Code, _of("protected_persons")]
ProtectionDeclineReason = Annotated[Code, _of("protection_decline_reasons")]
ProtectionEndingReason = Annotated[Code, _of("protection_ending_reasons")]
