"""Clinics, magazines and all other sites: sitemap and links, what is on the subject first."""

from spiders.base import SiteSpider


class ClinicSpider(SiteSpider):
    """Visits a site page by page."""

    name = "clinic"
