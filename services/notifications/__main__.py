"""Runs one instance of notifications."""

from services.notifications.main import main

main()
