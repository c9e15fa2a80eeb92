"""Công văn đôn đốc: the lead urges those who are late, and each sees on its own page that it was urged."""
