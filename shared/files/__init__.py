"""Files that go with a deed: checked, sealed, kept under the SHA-256 of their bytes, shown, and sent on where granted."""
