"""Answers how the town is: what its supervisor knows, and what each instance says about itself."""

from pathlib import Path

from deploy.health import ask_all
from deploy.processes import lives, written_down
from deploy.watch import Line, read_state


def look(home: Path) -> list[Line]:
    """A line for each part and instance; none when no town runs here."""
    lines = read_state(home / "run")
    living = {known.name for known in written_down(home / "run") if lives(known)}
    for line in lines:
        if line.state == "running" and line.pid is not None and line.name not in living:
            line.state = "ended"
    told = ask_all({line.name: line.address for line in lines if line.address and line.state == "running"})
    for line in lines:
        line.state = told.get(line.name, line.state)
    return lines
