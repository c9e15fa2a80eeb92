"""What a notice can be about. Coarse on purpose: beside a case's code neither a service nor an outcome may stand."""

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
    `PROTECTION_ANSWER` what the asker of protection waits for, `PROTECTION_END` the last day of a protection."""

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
    DELIVERY = "delivery"
    FOLLOW_UP = "follow_up"
    CLOSING = "closing"
