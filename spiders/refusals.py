"""Addresses that are not asked for because of what they are: counted by reason, each once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.addresses import is_neighbour, refused_as, same_site
from crawler.items import LeftOut, Refused

MOST = 10_000  # addresses of one reason that are told apart


@dataclass(slots=True)
class Refusals:
    """What a visit to a site came by and did not ask for."""

    site_url: str
    _found: dict[Refused, set[str]] = field(default_factory=dict)

    def note(self, address: str) -> None:
        """Notes an address that is no page of the site; those of strangers are not counted."""
        if not address:
            return
        if same_site(address, self.site_url):
            reason = refused_as(address)
        else:
            reason = Refused.NEIGHBOUR if is_neighbour(address, self.site_url) else None
        if reason is not None:
            self.note_as(reason, address)

    def note_as(self, reason: Refused, address: str) -> None:
        """Notes an address that another than itself speaks against."""
        found = self._found.setdefault(reason, set())
        if len(found) < MOST:
            found.add(address)

    def left_out(self, is_known: Callable[[str], bool]) -> tuple[LeftOut, ...]:
        """How many addresses were not asked for, by reason; not those that were found on another way as well."""
        counts = {reason: sum(not is_known(one) for one in found) for reason, found in self._found.items()}
        return tuple(LeftOut(reason, counts[reason]) for reason in Refused if counts.get(reason))
