"""Views: pure folds over what happened. Folded on demand, or kept on a shelf in PostgreSQL together with its position."""

from shared.views.kept import Kept
from shared.views.shelf import CHANNEL, Shelf, keep_all, put
from shared.views.view import Doc, Line, Pile, Some, Standing, View, fold

__all__ = [
    "CHANNEL", "Doc", "Kept", "Line", "Pile", "Shelf", "Some", "Standing", "View", "fold", "keep_all", "put",
]  # fmt: skip
