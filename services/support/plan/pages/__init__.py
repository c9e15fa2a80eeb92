"""The pages of the plan's work. Templates and words of each room stand in a folder of its name."""

from pathlib import Path

HERE = Path(__file__).parent
