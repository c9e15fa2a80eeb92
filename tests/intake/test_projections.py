"""The queues: folded as a whole or kept step by step, the answer is the same; and every case lies in the right one."""

from dataclasses import fields

from services.intake.domain.words import Stage
from services.intake.projections import QUEUE, Queue, QueueLine
from shared.kernel.sealed import Sealed
from shared.testing import entries
from shared.views import Kept, fold
from tests.intake.samples import ASK, CASE_ID, RECEPTION_DUE, RECORD_INFORMATION, RECORD_RECEPTION, RECORD_REPORT
from tests.intake.towns import Town, walked


def line(town: Town, agency: str) -> QueueLine:
    return fold(QUEUE, entries(town.ledgers[agency]))[str(CASE_ID)]


def test_folded_whole_is_kept_step_by_step() -> None:
    for ledger in walked().ledgers.values():
        kept = Kept(QUEUE)
        for entry in entries(ledger):
            kept.keep([entry], entry.position)
        assert kept.docs == fold(QUEUE, entries(ledger))


def test_a_view_says_the_same_stage_as_the_file() -> None:
    town = walked()
    for agency, ledger in town.ledgers.items():
        for case, found in fold(QUEUE, entries(ledger)).items():
            files = {str(e.body.subject): e.body.subject for e in entries(ledger)}
            assert found.stage is town.file(agency, files[case]).state.stage


def test_a_notice_waits_for_labour_and_the_commune_waits_for_labour() -> None:
    town = Town().at("communes", RECORD_REPORT)
    assert (line(town, "labour").queue, line(town, "labour").due) == (Queue.TO_TAKE, RECEPTION_DUE)
    assert (line(town, "communes").queue, line(town, "communes").holder) == (Queue.WAITING, "labour")


def test_after_reception_the_case_is_with_labour_and_done_for_the_commune() -> None:
    town = Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION)
    assert (line(town, "labour").queue, line(town, "labour").due) == (Queue.WITH_US, None)
    assert (line(town, "communes").queue, line(town, "communes").stage) == (Queue.DONE, Stage.RECEIVED)


def test_a_correction_takes_no_case_back_from_the_police() -> None:
    town = Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION, RECORD_INFORMATION, ASK)
    before = line(town, "labour")
    town.at("labour", RECORD_INFORMATION)
    assert (line(town, "labour").holder, line(town, "labour").due) == ("police", before.due)


def test_nothing_sealed_stands_in_the_view() -> None:
    assert not any(isinstance(getattr(QueueLine(), f.name), Sealed) for f in fields(QueueLine))
