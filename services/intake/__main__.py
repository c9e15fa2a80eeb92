"""Runs one instance of intake."""

from services.intake.main import main

main()
