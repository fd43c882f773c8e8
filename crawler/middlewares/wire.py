"""Keeps the answer as it came over the wire, before it is unpacked, for the archive."""

from scrapy import Request
from scrapy.http import Response

WIRE = "wire"


class WireMiddleware:
    """Lies between the unpacking of bodies and the network."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The same answer; pages' answers are remembered with their request.

        Of one that is packed a copy: Scrapy's unpacking takes the header away that says so.
        """
        if "asked" in request.meta:
            request.meta[WIRE] = response.copy() if "Content-Encoding" in response.headers else response
        return response


def on_the_wire(response: Response) -> Response:
    """The answer before its body was unpacked."""
    wire = response.meta.get(WIRE)
    return wire if isinstance(wire, Response) else response


def taken_off_the_wire(response: Response) -> Response:
    """The answer before its body was unpacked; given once, so that it does not stay in memory."""
    wire = response.meta.pop(WIRE, None)
    return wire if isinstance(wire, Response) else response
