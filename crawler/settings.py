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
CONCURRENT_ITEMS = 4  # tasks that Scrapy starts for every answer, however little comes of it; its own default is 100
RETRY_ENABLED = False
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 400_000  # bytes of pages that wait to be read, before no more are fetched

# Nothing that listens, calls home or keeps state of its own.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # nobody reads what it would count
WARN_ON_GENERATOR_RETURN_VALUE = False  # Scrapy would read the source of every callback
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Spiders know themselves what they have asked for; Scrapy's filter would drop redirects without a word.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
HTTPERROR_ALLOW_ALL = True

# All that is used, in place of Scrapy's own lists: what stands in those is loaded, used or not.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, Any] = {}
DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    "crawler.middlewares.guard.GuardMiddleware": 50,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.resume.ResumeMiddleware": 200,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "crawler.middlewares.revisit.RevisitMiddleware": 450,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.middlewares.patience.PatienceMiddleware": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "crawler.middlewares.wire.WireMiddleware": 595,
    "crawler.middlewares.redirects.SameSiteRedirectMiddleware": 600,
}
SPIDER_MIDDLEWARES_BASE: dict[str, Any] = {}
SPIDER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
}
EXTENSIONS_BASE: dict[str, Any] = {}
EXTENSIONS: dict[str, Any] = {
    "crawler.confirmation.Confirmation": 100,
    "crawler.early_end.EarlyEnd": 200,
    "crawler.stumbles.Stumbles": 300,
}
ITEM_PIPELINES: dict[str, Any] = {
    "crawler.pipelines.judge.JudgePipeline": 100,
    "crawler.pipelines.archive.ArchivePipeline": 200,
    "crawler.pipelines.read.ReadPipeline": 300,
    "crawler.pipelines.store.StorePipeline": 400,
}
