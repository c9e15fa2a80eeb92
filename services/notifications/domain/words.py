"""What a notice can be about. Coarse on purpose: beside a case's code neither a service nor an outcome may stand."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """Why somebody is told: something came to the desk, was answered, came back, has a last day, or was sent and nobody
    says a word about it: `unanswered` to whoever sent it, `awaited` to whoever has it."""

    ARRIVED = "arrived"
    ANSWERED = "answered"
    RETURNED = "returned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    AWAITED = "awaited"


class What(StrEnum):
    """The matter. `NOTICE` is the report to the agency that receives people; `VERIFICATION_TERM` the longer time the
    verifying agency takes; `…_LETTER` what was asked by official letter, so that the asker watches the days;
    `LEAD` the request to lead a case, `NEW_LEAD` that another agency leads; `ELSEWHERE` what another place is asked by letter;
    `REFERRAL_UNTIL` the last day of an offer that nobody answered; `PROTECTION_ANSWER` what the asker of protection waits
    for, `PROTECTION_END` the last day of a protection;
    `SERVICE_BEGIN` the day on which an accepted service is to begin, `FACILITY_MEALS` the last day of meals paid at a facility;
    `APPLICATION` what she may apply for, `APPLICATION_IN_…` the same long before its last day, `APPLICATION_FILE` what
    the desk where she applied sends; `PAYMENT_CHECK` a payment that a person looks at before it is made, `PAYMENT_STOP` one
    that is not made any more; `CONCERN` a visit after which whoever leads looks at the case at once."""

    NOTICE = "notice"
    RECEPTION = "reception"
    VERIFICATION = "verification"
    VERIFICATION_TERM = "verification_term"
    VERIFICATION_LETTER = "verification_letter"
    PROTECTION = "protection"
    PROTECTION_ANSWER = "protection_answer"
    PROTECTION_END = "protection_end"
    STATUS = "status"
    CASE = "case"
    PLAN = "plan"
    REFERRAL = "referral"
    REFERRAL_LETTER = "referral_letter"
    REFERRAL_UNTIL = "referral_until"
    DELIVERY = "delivery"
    SERVICE_BEGIN = "service_begin"
    FACILITY_MEALS = "facility_meals"
    FOLLOW_UP = "follow_up"
    CONCERN = "concern"
    LEAD = "lead"
    NEW_LEAD = "new_lead"
    ELSEWHERE = "elsewhere"
    CLOSING = "closing"
    REPORT = "report"
    URGENT_REPORT = "urgent_report"
    APPLICATION = "application"
    APPLICATION_IN_3_MONTHS = "application_in_3_months"
    APPLICATION_IN_1_MONTH = "application_in_1_month"
    APPLICATION_FILE = "application_file"
    APPRAISAL = "appraisal"
    DECISION = "decision"
    PAYMENT = "payment"
    PAYMENT_CHECK = "payment_check"
    PAYMENT_STOP = "payment_stop"


REPORTS = frozenset({What.REPORT, What.URGENT_REPORT})
"""Matters of a report (TB-…) that is no case."""
REMINDERS: Mapping[What, range] = {
    What.APPLICATION_IN_3_MONTHS: range(32, 93),
    What.APPLICATION_IN_1_MONTH: range(2, 32),
}
"""With so many days left a long time to apply is called to mind, so that it does not run out unseen: of twelve months after
nine and after eleven, counted by their longest (92 and 31 days). Each begins where the other ends: of two that a clock
missed, or that began late, only the one that is true is said. None is ever late: that is said of the last day itself."""
