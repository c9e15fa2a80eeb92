"""The papers an office prints and signs, as PDF in the layout of Decree 30/2020; templates and fonts stand beside."""

from shared.papers.forms import (
    AppointmentSlip,
    HandoverMinutes,
    Letterhead,
    Line,
    Paper,
    Person,
    Receipt,
    ReceptionSlip,
    Side,
    Signature,
    VerificationRequest,
)
from shared.papers.printing import FORMS, PaperFault, PressStopped, PrintMark, render

__all__ = [
    "FORMS",
    "AppointmentSlip",
    "HandoverMinutes",
    "Letterhead",
    "Line",
    "Paper",
    "PaperFault",
    "Person",
    "PressStopped",
    "PrintMark",
    "Receipt",
    "ReceptionSlip",
    "Side",
    "Signature",
    "VerificationRequest",
    "render",
]
