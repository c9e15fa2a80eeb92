"""Throws a town away: ends what still runs of it, then removes what it kept."""

import shutil
from pathlib import Path

from deploy.parts.choice import PARTS
from deploy.parts.process import end_orphan
from deploy.processes import alone_in, end_orphans

KEPT = ("instances", "keys", "logs", "passwords", "run", "clock.json", "demo-users.json", "story-told", *PARTS)


def reset(home: Path) -> None:
    """Remove the town of this home. ValueError for a folder that is no town's: nothing is touched there."""
    if not (home / "run").is_dir() and any(home.iterdir()):
        raise ValueError(f"{home} is not the home of a town; nothing was removed")
    with alone_in(home):
        end_orphans(home / "run")
        for part in PARTS:
            end_orphan(home / part)
        for name in KEPT:
            place = home / name
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
