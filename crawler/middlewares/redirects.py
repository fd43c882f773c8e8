"""Follows redirects within the site only."""

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.addresses import same_site
from crawler.job import errand_of
from crawler.refusals import RedirectLoop

LOCATION = "location"


class SameSiteRedirectMiddleware(RedirectMiddleware):
    """Hands on the redirect itself where it leads to another host, so that it is recorded and not followed."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SameSiteRedirectMiddleware":
        """The redirects of the crawler's site."""
        made = super().from_crawler(crawler)
        made.site_url = errand_of(crawler).site.url
        return made

    site_url = ""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """The answer, or the request for where it leads. Raises RedirectLoop where that does not end, or is nowhere."""
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise RedirectLoop(f"redirects do not end (after {self.max_redirect_times})") from error
        except ValueError as error:
            leads_to = (response.headers.get("Location") or b"").decode("latin-1")[:100]
            raise RedirectLoop(f"a redirect leads to no address of a page: {leads_to}") from error
        if isinstance(result, Request) and result.url == request.url and "Set-Cookie" in response.headers:
            raise RedirectLoop("shows its pages only to visitors that keep cookies: it leads back to itself")
        if isinstance(result, Request) and not same_site(result.url, self.site_url):
            request.meta[LOCATION] = result.url
            return response
        return result

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002
        """No referrer is ever sent."""
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """Nothing to look up: no referrer is sent."""
