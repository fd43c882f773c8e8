"""Scrapy's settings for every spider; what depends on the site or the job is added by crawler.run.

Nothing here listens on a port or asks any address but the sites' own.
"""

from typing import Any

BOT_NAME = "exowatch"
SPIDER_MODULES = ["spiders"]

# Manners: one request at a time a site, named, and never against robots.txt.
USER_AGENT = "Exowatch"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Exowatch"
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.0
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
REFERER_ENABLED = False
METAREFRESH_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
}

# Bounds.
DOWNLOAD_TIMEOUT = 30.0
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.BoundedDownloadHandler",
    "https": "crawler.handler.BoundedDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
REDIRECT_MAX_TIMES = 8
DEPTH_LIMIT = 0
RETRY_ENABLED = False
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 400_000  # bytes of pages that wait to be read, before no more are fetched

# Nothing that listens, calls home or keeps state of its own.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Spiders know themselves what they have asked for; Scrapy's filter would drop redirects without a word.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
HTTPERROR_ALLOW_ALL = True

DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.guard.GuardMiddleware": 50,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.resume.ResumeMiddleware": 200,
    "crawler.middlewares.revisit.RevisitMiddleware": 450,
    "crawler.middlewares.patience.PatienceMiddleware": 550,
    "crawler.middlewares.wire.WireMiddleware": 595,
    "crawler.middlewares.redirects.SameSiteRedirectMiddleware": 600,
}
SPIDER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
EXTENSIONS: dict[str, Any] = {
    "crawler.confirmation.Confirmation": 100,
    "crawler.early_end.EarlyEnd": 200,
    "crawler.stumbles.Stumbles": 300,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
}
ITEM_PIPELINES: dict[str, Any] = {
    "crawler.pipelines.judge.JudgePipeline": 100,
    "crawler.pipelines.archive.ArchivePipeline": 200,
    "crawler.pipelines.read.ReadPipeline": 300,
    "crawler.pipelines.store.StorePipeline": 400,
}
