"""What a person can do about messages that wait: see them, try them again, or skip one with a reason; and about records
nobody could attribute: look at where they lie, and say that it was looked at.

`python -m services.<service> inbox waiting | redrive [SENDER SUBJECT] | skip SENDER SUBJECT SEQ REASON OFFICER
                              | seen TOPIC PARTITION OFFSET OFFICER`
"""

import json
import sys
from collections.abc import Sequence
from uuid import UUID

from shared.kafka.inbox import Inbox
from shared.kernel.people import By
from shared.ledger import Ledger
from shared.skipping import SkipMessage, skipping


def inbox_desk(words: Sequence[str], service: str, agency: str, ledger: Ledger, inbox: Inbox) -> int:
    """Do what the words say and print what waits afterwards, a JSON line each. Answers how many still wait."""
    match list(words):
        case ["waiting"]:
            pass
        case ["redrive"]:
            inbox.redrive()
        case ["redrive", sender, subject]:
            inbox.redrive(sender, subject)
        case ["skip", sender, subject, seq, reason, officer]:
            command = SkipMessage(sender, int(seq), reason)
            ledger.skip(skipping(service), sender, UUID(subject), int(seq), command, by=By(officer, agency))
            inbox.go_on_after(sender, subject, int(seq))
        case ["seen", topic, partition, offset, officer]:
            inbox.seen(topic, int(partition), int(offset), officer)
        case _:
            sys.exit(__doc__)
    waiting = [*inbox.waiting(), *inbox.set_aside()]
    for line in waiting:
        sys.stdout.write(json.dumps(line, default=str, ensure_ascii=False) + "\n")
    return len(waiting)
