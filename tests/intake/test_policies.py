"""Given a message of another agency, what becomes of our own file; and the way from agency to agency as a whole."""

from dataclasses import replace
from typing import Any

import pytest

from services.intake.domain import CASE
from services.intake.domain.learned import LearnDelay, LearnReception, TakeRequestBack, TakeReturn
from services.intake.domain.words import Stage
from services.intake.policies import POLICIES
from shared.contracts import intake as told
from shared.kernel.decider import Act
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Heard
from shared.testing import deliver
from tests.intake.samples import (
    ANSWER,
    ANSWER_DUE,
    ASKED,
    CASE_ID,
    LAW,
    LEARN_ANSWER,
    LEARN_CERTIFICATE,
    LEARN_DECLINED,
    LEARN_ENDED,
    LEARN_PROTECTION,
    LEARN_REFUSED,
    LEARN_RESCUE,
    NAME,
    RECEIVED,
    RECORD_REPORT,
    TAKE_NOTICE,
    TAKE_PROTECTION,
    TAKE_PROTECTION_RECALL,
    TAKE_VERIFICATION,
)
from tests.intake.towns import BY_LETTER, PROVEN, REFUSING, UNRESOLVED, Town, walked

OF_FIRST_DAY = {
    "code", "unit", "asked_on", "due_on", "sex", "age_group", "ethnicity", "name", "birth", "story",
}  # fmt: skip


def without(command: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in vars(command).items() if name not in names}


@pytest.mark.parametrize(
    ("sender", "message", "command"),
    [
        ("intake.communes", told.PersonReported(**without(TAKE_NOTICE, "sender")), TAKE_NOTICE),
        ("intake.labour", told.NoticeReturned("incomplete"), TakeReturn("incomplete")),
        ("intake.labour", told.ReceptionRecorded(RECEIVED), LearnReception(RECEIVED)),
        ("intake.labour", told.VerificationAsked(**without(TAKE_VERIFICATION, "asker")), TAKE_VERIFICATION),
        ("intake.police", told.VerificationReturned("incomplete"), TakeRequestBack("incomplete")),
        (
            "intake.police",
            told.VerificationExtended(ANSWER_DUE, "complex_case"),
            LearnDelay(ANSWER_DUE, "complex_case"),
        ),
        ("intake.police", told.VerificationAnswered(**vars(ANSWER)), LEARN_ANSWER),
        ("intake.police", told.PersonRescued(**vars(LEARN_RESCUE)), LEARN_RESCUE),
        ("intake.police", told.VictimCertified(**vars(LEARN_CERTIFICATE)), LEARN_CERTIFICATE),
        ("intake.labour", told.ProtectionAsked(**without(TAKE_PROTECTION, "asker")), TAKE_PROTECTION),
        (
            "intake.labour",
            told.ProtectionRecalled(**without(TAKE_PROTECTION_RECALL, "asker")),
            TAKE_PROTECTION_RECALL,
        ),
        ("intake.police", told.ProtectionGranted(**without(LEARN_PROTECTION, "protector")), LEARN_PROTECTION),
        ("intake.police", told.ProtectionDeclined(**vars(LEARN_DECLINED)), LEARN_DECLINED),
        ("intake.police", told.ProtectionRefused(LEARN_REFUSED.refused_on), LEARN_REFUSED),
        ("intake.police", told.ProtectionEnded(**vars(LEARN_ENDED)), LEARN_ENDED),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whenever_a_message_is_heard_our_own_file_is_asked(sender: str, message: Any, command: Any) -> None:
    heard = Heard(sender, CASE_ID, 1, 7, message)
    assert list(POLICIES[type(message)](heard)) == [Act(CASE, CASE_ID, command)]


def test_the_outcome_of_a_message_is_one_the_rules_know() -> None:
    message = told.VerificationAnswered("perhaps", ASKED, "1/CV")
    with pytest.raises(ValueError, match="perhaps"):
        POLICIES[type(message)](Heard("intake.police", CASE_ID, 1, 7, message))


def test_the_walk_ends_for_each_person_where_it_should() -> None:
    town = walked()
    stages = {
        case: town.file("labour", case).state.stage for case in (CASE_ID, BY_LETTER, REFUSING, PROVEN, UNRESOLVED)
    }
    assert list(stages.values()) == [
        Stage.VICTIM, Stage.NOT_VICTIM, Stage.POLICE_REFUSED, Stage.VICTIM, Stage.UNRESOLVED,
    ]  # fmt: skip
    assert town.file("communes").state.stage is Stage.RECEIVED
    assert town.file("police").state.stage is Stage.ANSWERED


def test_a_name_typed_at_the_commune_is_read_at_the_police_under_their_own_key() -> None:
    town = walked()
    ours, theirs = town.file("communes").state.person.name, town.file("police").state.person.name
    assert town.ledgers["police"].open(theirs) == NAME
    assert ours.box.key != theirs.box.key
    assert town.file("police").state.person.contact is None


def test_what_is_heard_twice_changed_nothing() -> None:
    town = Town().at("communes", RECORD_REPORT)
    before = town.ledgers["labour"].store.last()
    deliver(town.ledgers["communes"], town.ledgers["labour"])
    assert town.ledgers["labour"].store.last() == before


def test_the_deadline_of_a_notice_sent_again_still_counts_from_the_first() -> None:
    notices = [
        e.fact for e in walked().file("labour").entries if isinstance(e.fact, type(e.fact)) and e.version in (1, 3)
    ]
    assert len({notice.reception_due for notice in notices}) == 1
    assert replace(notices[1], name=Sealed(NAME)).notified_on == notices[0].notified_on


def test_a_request_to_verify_told_before_it_said_so_much_is_still_taken() -> None:
    """Messages are read for good: a field added later has a default."""
    earlier = {name: value for name, value in without(TAKE_VERIFICATION, "asker").items() if name in OF_FIRST_DAY}
    message = told.VerificationAsked(**earlier)
    (act,) = POLICIES[type(message)](Heard("intake.labour", CASE_ID, 1, 7, message))
    assert (act.command.purposes, act.command.route) == ((), None)
    assert CASE.replay(CASE.decide(act.command, CASE.initial, LAW)).stage is Stage.ASKED
