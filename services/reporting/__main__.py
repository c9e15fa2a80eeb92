"""Runs an instance of reporting: `python -m services.reporting all|web|worker|rebuild|count`."""

from services.reporting.main import main

main()
