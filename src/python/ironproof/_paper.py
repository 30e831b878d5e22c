"""A figure of matplotlib that a notebook shows without a backend, so that nothing stays open in pyplot. This module needs
matplotlib."""

import io

from matplotlib.figure import Figure


class Paper(Figure):
    """A figure of matplotlib."""

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=150)
        return out.getvalue()
