"""Notifications: who must be told that something waits, was answered, came back, or falls due. Open words only."""
