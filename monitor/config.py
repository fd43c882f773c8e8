"""The settings of a home: exowatch.toml, checked, with path:line:column in every complaint."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from claims.faults import faults_of
from monitor.delivery.faults import faults
from monitor.delivery.settings import Audience, Delivering, MailServer, Public, ReaderEntry
from monitor.errors import ConfigError

AUDIENCES: tuple[Audience, ...] = ("regulator", "brand")
_STRICT = ConfigDict(extra="forbid", defer_build=True)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Schedule:
    """When `exowatch schedule` runs: a crontab line, in a time zone."""

    cron: str = "0 6 * * mon"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, config=_STRICT)
class Digest:
    """Which editions `exowatch run` renders."""

    audiences: tuple[Audience, ...] = ("regulator",)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Evidence:
    """What is kept besides captures and manifests: nothing, unless it is asked for.

    `timestamp_authority` is the address of a service by RFC 3161, `timestamp_roots` a file with the certificates that
    its stamps are checked with, seen from the home; `screenshots` is how many pages a run takes a picture of at most.
    """

    timestamp_authority: str = ""
    timestamp_roots: str = ""
    screenshots: int = 0


@dataclass(frozen=True, slots=True, config=_STRICT)
class ReadingOptions:
    """How pages are read: whether the learned helper has its word beside the rules."""

    likeness: bool = True


@dataclass(frozen=True, slots=True, config=_STRICT)
class Config:
    """All settings; `contact` is an address or page that the agent's name carries to every site.

    `country_of_exit` is the country from which requests leave, as the operator states it: two letters, or empty.
    """

    contact: str = ""
    country_of_exit: str = ""
    schedule: Schedule = field(default_factory=Schedule)
    digest: Digest = field(default_factory=Digest)
    evidence: Evidence = field(default_factory=Evidence)
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    mail: MailServer = field(default_factory=MailServer)
    public: Public = field(default_factory=Public)
    readers: tuple[ReaderEntry, ...] = ()

    @property
    def delivering(self) -> Delivering:
        """What delivery needs."""
        return Delivering(self.mail, self.readers, self.public, self.contact)


TEMPLATE = """\
# Settings of this watch. Every key may be left out; what is shown is what holds then.

# An e-mail address or page where a site's owner can reach the operator. It is sent with every request.
contact = ""
# The country from which requests leave: two letters (ISO 3166), such as "DE". Nothing looks it up: it is kept with each
# run as stated here, and told in the evidence of a claim.
country_of_exit = ""

[schedule]
# When `exowatch schedule` runs: minute hour day-of-month month day-of-week (as in crontab: 0 and 7 are Sunday).
cron = "0 6 * * mon"
timezone = "UTC"

[digest]
# The editions that `exowatch run` renders: regulator, brand.
audiences = ["regulator"]

[evidence]
# An authority for time (RFC 3161) that stamps the manifest of each run: https://… ; needs exowatch[stamp].
timestamp_authority = ""
# A file with the certificates (PEM) that `exowatch evidence verify` checks its stamps with.
timestamp_roots = ""
# Of how many pages with a critical or high change a run takes a picture at most; needs exowatch[screenshot].
screenshots = 0

[reading]
# Whether a learned helper adds claims that no rule finds (marked "looks like a claim", never critical) and holds some
# back whose words look like none. With false the rules read alone; `exowatch reread` reads again what is stored.
likeness = true

[mail]
# The server that takes mail. security is starttls, tls, or none for a server on this machine; port 0 is the usual one.
server = ""
port = 0
security = "starttls"
user = ""
# The environment variable that holds the password.
password_env = "EXOWATCH_SMTP_PASSWORD"
# From whom mail comes: Name <name@example.org>.
sender = ""
# Where to write to end it (the sender, where empty), and an https address that answers a POST, where there is one.
unsubscribe = ""
unsubscribe_url = ""

[public]
# Where the folder that `exowatch publish` makes can be reached; mail then links to its pages.
url = ""

# The readers, one entry each, with one of mail, notify (or notify_env) and folder. All else may be left out.
#
# [[readers]]
# name = "anna"
# audience = "regulator"            # or brand
# mail = "anna@example.org"
# notify = "json://host/path"       # a webhook or chat, as apprise writes it; notify_env names a variable that holds it
# folder = "drop"                   # a folder, seen from this one
# markets = ["UK"]                  # only what a rule of these markets flags, on sites that sell there
# sites = ["example-clinic"]        # only these sites of the watchlist …
# labels = ["london"]               # … and those with one of these labels
# level = "high"                    # only from this level up: low, medium, high, critical
# language = "en"
# forms = ["xlsx"]                  # attached to a mail, or put into the folder: page, text, mail, pdf, xlsx, csv, json
"""


def load(path: Path) -> Config:
    """The settings in a file. Raises ConfigError with path:line:column and what to do."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}:1:1: cannot be read ({error.strerror}): run `exowatch init`") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}:1:1: is not UTF-8: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}:{_decode_mark(str(error), text)}: {error}: correct the TOML there") from error
    try:
        found = TypeAdapter(Config).validate_python(data)
    except ValidationError as error:
        lines = [
            f"{path}:{_mark(text, fault.steps)}: {fault.name}: {fault.message}: {fault.remedy}"
            for fault in faults_of(error, Config)
        ]
        raise ConfigError("\n".join(lines)) from error
    wrong = [
        f"{path}:{_mark(text, steps)}: {_dotted(steps)}: {message}"
        for steps, message in faults(found.delivering, found.digest.audiences)
    ]
    if found.country_of_exit and not re.fullmatch(r"[A-Za-z]{2}", found.country_of_exit):
        where = f"{path}:{_mark(text, ('country_of_exit',))}"
        said = f"{found.country_of_exit!r} is no country: use the two letters of ISO 3166, such as DE, or leave it out"
        wrong.insert(0, f"{where}: country_of_exit: {said}")
    if wrong:
        raise ConfigError("\n".join(wrong))
    return found


def place_of(path: Path, *steps: str) -> str:
    """path:line:column of a key in a file that has been loaded."""
    return f"{path}:{_mark(path.read_text(encoding='utf-8'), steps)}"


def _decode_mark(message: str, text: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", message)
    if found:
        return f"{found[1]}:{found[2]}"
    lines = text.splitlines() or [""]
    return f"{len(lines)}:{len(lines[-1]) + 1}"


def _dotted(steps: Sequence[int | str]) -> str:
    return ".".join(str(step) for step in steps)


def _mark(text: str, steps: Sequence[int | str]) -> str:
    """line:column of the key that the steps lead to; of its table where the key is not written out."""
    wanted = [str(step) for step in steps]
    entries: Counter[str] = Counter()
    table: list[str] = []
    best = "1:1"
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)([^\[\]]+)\]", line):
            table = [part.strip() for part in header[2].split(".")]
            if header[1] == "[[":
                entries[header[2]] += 1
                table.append(str(entries[header[2]] - 1))
            if wanted[: len(table)] == table:
                best = f"{number}:1"
        elif (key := re.match(r"(\s*)([\w-]+)\s*=", line)) and [*table, key[2]] == wanted[: len(table) + 1]:
            return f"{number}:{len(key[1]) + 1}"
    return best
