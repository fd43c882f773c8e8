"""What is never asked for: other schemes, other hosts, and addresses inside the operator's own network."""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import same_site
from crawler.refusals import AddressRefused

RESOLVE_SECONDS = 15.0
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def check_address(address: str, site_url: str, *, allow_private: bool = False) -> None:
    """Raises AddressRefused where a site's spider must not ask for this address."""
    scheme = urlsplit(address).scheme
    if scheme not in {"http", "https"}:
        raise AddressRefused(f"only http and https are fetched, not {scheme or 'this'}")
    if not same_site(address, site_url):
        raise AddressRefused(f"lies on another host than the site {site_url}")
    host = urlsplit(address).hostname or ""
    literal = _literal(host)
    if literal and not allow_private and not is_public(literal):
        raise AddressRefused(private_cause(host))


def private_cause(found: str) -> str:
    """The words for a host that lies where nothing is fetched from."""
    return f"{found} is a private, loopback or reserved address: allow_private (--allow-private) permits it"


def is_public(address: str | IPAddress) -> bool:
    """Whether an IP address lies in the public internet; one that carries another is judged by that."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return is_public(inner)
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _literal(host: str) -> IPAddress | None:
    """The IP address that a host spells out, in any of the ways that systems accept (127.1, 0x7f.1)."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not host or not all(part[:1].isdigit() for part in host.split(".")):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


@implementer(IHostResolution)
class _Resolution:
    """A look-up under way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.task: asyncio.Task[None] | None = None

    def cancel(self) -> None:
        """Ends the look-up."""
        if self.task:
            self.task.cancel()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names for the downloader and hands on public addresses only.

    What is connected to is what was checked here, so that a name cannot answer one thing when it is checked
    and another when it is used. `private_ok` are the hosts whose sites allow private addresses; `refused`
    keeps, by host, the address that was turned away.
    """

    def __init__(self) -> None:
        self.private_ok: frozenset[str] = frozenset()
        self.refused: dict[str, str] = {}

    def resolveHostName(  # noqa: N802 - the name is Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803, ARG002
    ) -> _Resolution:
        """Starts a look-up; the receiver is told each address that may be used."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        look_up = self._look_up(resolutionReceiver, hostName, portNumber, addressTypes)
        resolution.task = asyncio.get_running_loop().create_task(look_up)
        return resolution

    async def _look_up(self, receiver: Any, host: str, port: int, kinds: Sequence[type[Any]] | None) -> None:
        for ip in await self.public_addresses(host):
            address = (IPv6Address if ":" in ip else IPv4Address)("TCP", ip, port)
            if kinds is None or isinstance(address, tuple(kinds)):
                receiver.addressResolved(address)
        receiver.resolutionComplete()

    async def public_addresses(self, host: str) -> tuple[str, ...]:
        """The addresses of a host that may be used; none where it is unknown or private."""
        try:
            found = await asyncio.wait_for(addresses_of(host), RESOLVE_SECONDS)
        except (OSError, UnicodeError, TimeoutError):
            return ()
        if host.rstrip(".") in self.private_ok:
            return found
        public = tuple(ip for ip in found if is_public(ip))
        if len(public) < len(found):
            self.refused[host] = next(ip for ip in found if not is_public(ip))
        return public if len(public) == len(found) else ()


async def addresses_of(host: str) -> tuple[str, ...]:
    """What the system says a name resolves to, in its order."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
