"""The data of a survey, out of an installed package. It is the very file that the recipe was written for, or an error:
the version of the package is the pinned one, and the file has the checksum that is written down."""

import csv
import gzip
import hashlib
import importlib.metadata
import io
import pathlib
from dataclasses import dataclass

PINS = pathlib.Path(__file__).with_name("requirements.txt")


class NotAsPinned(Exception):
    """What is installed is not what the recipe is about."""


@dataclass(frozen=True)
class Source:
    """A file in a package."""

    package: str
    path: str
    sha256: str

    def rows(self) -> list[dict]:
        """The rows of the table, by the titles of its columns."""
        data = self._read()
        # Only now: reading a pickle may run code, and this is the file that we know.
        if self.path.endswith(".pkl.compress"):
            import pandas

            return pandas.read_pickle(io.BytesIO(data), compression="xz").to_dict("records")
        return list(csv.DictReader(io.StringIO(gzip.decompress(data).decode())))

    def _read(self) -> bytes:
        pinned = pins()[self.package]
        try:
            package = importlib.metadata.distribution(self.package)
        except importlib.metadata.PackageNotFoundError:
            raise NotAsPinned(f"{self.package} is not installed; {pinned} is pinned: run scripts/surveys.sh") from None
        if package.version != pinned:
            raise NotAsPinned(f"{self.package} is {package.version}; {pinned} is pinned in {PINS.name}")
        file = pathlib.Path(str(package.locate_file(self.path)))
        if not file.is_file():
            raise NotAsPinned(f"{self.package} {pinned} has no file {self.path}")
        data = file.read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found != self.sha256:
            raise NotAsPinned(f"{self.package} {pinned}, {self.path}: the sha256 is {found}, not {self.sha256}")
        return data


def pins() -> dict[str, str]:
    """The version of each package that is pinned."""
    lines = [line for line in PINS.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("==") for line in lines)
