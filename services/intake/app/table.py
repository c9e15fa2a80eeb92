"""The deeds of intake, each in one line, in the order of the procedure."""

from datetime import date
from typing import Any, NamedTuple

from services.intake.domain import asked
from shared.kernel.words import Code

SET_DAY = "due-day"
"""The deed of setting a last day: offered where a deadline has none, and nowhere else."""


class Line(NamedTuple):
    """A deed in one line: its name, its noun in the address, its command, the command's field of the day."""

    name: Code
    path: str
    command: type[Any]
    day: str | None

    def on(self, command: Any) -> date | None:
        """The day on which what the command says was true; None: now (`shared.desk.Deed.on`)."""
        return getattr(command, self.day) if self.day else None


DEEDS = (
    Line("report.record", "new", asked.RecordReport, "reported_on"),
    Line("handover.return", "handover-return", asked.ReturnNotice, None),
    Line("handover.accept", "handover-acceptance", asked.AcceptHandover, "accepted_on"),
    Line("notice.send", "notice", asked.SendNoticeAgain, None),
    Line("notice.recall", "notice-recall", asked.RecallNotice, None),
    Line("rescue.record", "rescue", asked.RecordRescue, "rescued_on"),
    Line("reception.record", "reception", asked.RecordReception, "received_on"),
    Line("essential_need.give", "essential-needs", asked.GiveEssentialNeeds, "given_on"),
    Line("safety.assess", "safety", asked.AssessSafety, "assessed_on"),
    Line("consent.answer", "consent", asked.AnswerConsent, "answered_on"),
    Line("interpreter.engage", "interpreter", asked.EngageInterpreter, "engaged_on"),
    Line("accompanying_minor.record", "accompanying-minors", asked.RecordAccompanyingMinor, "recorded_on"),
    Line("child_care.arrange", "child-care", asked.ArrangeChildCare, "arranged_on"),
    Line("initial_information.record", "initial-information", asked.RecordInitialInformation, "informed_on"),
    Line("facts.record", "trafficking-facts", asked.RecordTraffickingFacts, "recorded_on"),
    Line("facts.correct", "trafficking-facts-correction", asked.CorrectTraffickingFacts, "recorded_on"),
    Line("protection.ask", "protection-request", asked.AskProtection, "asked_on"),
    Line("protection.recall", "protection-recall", asked.RecallProtection, None),
    Line("protection.grant", "protection", asked.GrantProtection, "granted_on"),
    Line("protection.decline", "protection-decline", asked.DeclineProtection, "declined_on"),
    Line("protection.refuse", "protection-refusal", asked.RecordProtectionRefusal, "refused_on"),
    Line("protection.end", "protection-end", asked.EndProtection, "ended_on"),
    Line("verification.ask", "verification-request", asked.AskVerification, "asked_on"),
    Line("verification.ask_by_letter", "verification-letter", asked.AskVerificationByLetter, "asked_on"),
    Line("verification.recall", "verification-recall", asked.RecallVerification, None),
    Line("verification.answer_by_letter", "verification-letter-answer", asked.RecordLetterAnswer, "dated"),
    Line("proof.record", "proof", asked.RecordProof, None),
    Line("police_refusal.record", "police-refusal", asked.RecordPoliceRefusal, "refused_on"),
    Line("deadline.set", SET_DAY, asked.SetDueDay, None),
    Line("verification.return", "verification-return", asked.ReturnVerification, None),
    Line("verification.extend", "verification-extension", asked.ExtendVerification, None),
    Line("verification.answer", "verification-answer", asked.AnswerVerification, "answered_on"),
    Line("written_answer.give", "written-answer", asked.GiveWrittenAnswer, "given_on"),
    Line("contact.lose", "lost-contact", asked.RecordLostContact, "last_reached_on"),
    Line("contact.regain", "regained-contact", asked.RecordContactRegained, "regained_on"),
    Line("letter.send", "letters-sent", asked.RecordLetterSent, "dated"),
    Line("letter.file", "letters-received", asked.FileLetter, "received_on"),
    Line("signed_paper.record", "signed-papers", asked.RecordSignedPaper, "dated"),
    Line("file.end", "end", asked.EndFile, "ended_on"),
    Line("file.reopen", "reopening", asked.ReopenFile, "reopened_on"),
)
BEGIN = ("rescue.record",)
"""What a case can begin with, beside a report."""
