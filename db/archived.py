"""What the store knows of the archive: captures, the files they lie in, manifests, pictures, and what is quoted."""

from collections.abc import Iterator, Sequence

from db.connection import guarded
from db.kept import KeptCapture, KeptQuote, KnownManifest, Picture
from db.opened import OpenStore
from db.reading import evidence


class ArchiveReader(OpenStore):
    """The part of the reader that evidence is proven by."""

    def manifests(self) -> tuple[KnownManifest, ...]:
        """The manifests of the archive, oldest first."""
        with guarded(self.path):
            return evidence.manifests(self._db)

    def unsealed_runs(self) -> tuple[int, ...]:
        """The visits that no manifest covers yet, oldest first."""
        with guarded(self.path):
            return evidence.unsealed_runs(self._db)

    def captures_of_run(self, run: int) -> Iterator[KeptCapture]:
        """The captures of a run in the order in which they were kept."""
        with guarded(self.path):
            yield from evidence.captures_of_run(self._db, run)

    def captures_in(self, warc: str) -> tuple[KeptCapture, ...]:
        """The captures that lie in one file of the archive, by their place in it."""
        with guarded(self.path):
            return evidence.captures_in(self._db, warc)

    def capture_at(self, warc: str, offset: int) -> KeptCapture | None:
        """The capture that lies at that byte of a file of the archive, None where none is known."""
        with guarded(self.path):
            return evidence.capture_at(self._db, warc, offset)

    def quotes(self) -> Iterator[KeptQuote]:
        """What is quoted of pages, with the capture that shows it, in the order in which these lie in the archive."""
        with guarded(self.path):
            yield from evidence.quotes(self._db)

    def pruned(self) -> frozenset[str]:
        """The files of the archive that were let go."""
        with guarded(self.path):
            return evidence.pruned(self._db)

    def warcs(self) -> tuple[str, ...]:
        """Every file of the archive that captures name, as seen from the home."""
        with guarded(self.path):
            return evidence.warcs(self._db)

    def to_picture(self, run: int, most: int) -> tuple[tuple[str, str], ...]:
        """Site and address of at most so many pages that a run saw change in a pressing way, and has no picture of."""
        with guarded(self.path):
            return evidence.to_picture(self._db, run, most)

    def pictures_of_run(self, run: int) -> tuple[Picture, ...]:
        """The pictures that a run took, oldest first."""
        with guarded(self.path):
            return evidence.pictures_of_run(self._db, run)

    def picture(self, site: str, address: str) -> Picture | None:
        """The newest picture of a page, None where there is none."""
        with guarded(self.path):
            return evidence.picture(self._db, site, address)

    def pictures(self, pages: Sequence[tuple[str, str]]) -> tuple[Picture, ...]:
        """The newest picture of each of these pages, (site, address) pairs, that has one."""
        with guarded(self.path):
            return evidence.pictures_of(self._db, pages)
