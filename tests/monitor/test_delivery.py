"""Editions on their way: against a real SMTP server, one message each, whatever fails or is killed between."""

import email.utils
import os
import re
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import html5lib
import openpyxl
import pytest

from db.errors import StoreBusy, StoreError, StoreUnusable
from db.outbox import DeliveryState
from db.store import Store
from monitor import config
from monitor.delivery import post
from monitor.delivery.answer import Answer, Later, Sent
from monitor.times import written
from reports.forms.mail import LIMIT
from tests.mailbox import Mailbox, certificate, serving
from tests.monitor.owing import NOW, READERS, Owing, home_of, settings

BOTH = ["anna@example.org", "ben@example.org"]
PAUSE, SECOND = timedelta(minutes=5), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between the tries of one go."""
    monkeypatch.setattr(post, "WAITS", (0.0, 0.0))
    monkeypatch.setattr(post.deliver, "__kwdefaults__", {"also_waiting": False, "waits": (0.0, 0.0)})


@pytest.fixture
def box() -> Mailbox:
    """A mailbox, not served yet."""
    return Mailbox()


def owing(tmp_path: Path, box: Mailbox, **more: str) -> Owing:
    """A home whose edition is closed and owed."""
    home = home_of(tmp_path, settings(box.port, **more))
    assert home.run("digest").exit_code == 0
    return home


def delivered(home: Owing, at: datetime) -> dict[str, type[Answer]]:
    """What came of each reader's delivery in one go that begins and ends at a moment."""
    going = config.load(home.home.config).delivering
    return {each.delivery.reader: type(each.answer) for each in post.deliver(home.home, going, lambda: at)}


def texts(message: EmailMessage) -> tuple[str, str]:
    """The plain and the HTML body."""
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    return plain.get_content(), rich.get_content()


def test_each_reader_gets_one_message_and_the_folder_its_files(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        assert {each.state for each in home.deliveries().values()} == {DeliveryState.OWED}
        ended = home.run("deliver")
        assert ended.exit_code == 0, ended.output
        assert home.run("deliver").exit_code == 0
    assert box.recipients == BOTH
    assert {each.state for each in home.deliveries().values()} == {DeliveryState.SENT}
    assert home.deliveries()["anna"].answer == "250 taken"
    page = home.home.digests / "0001-regulator-2026-03-10.html"
    names = {each.name for each in (tmp_path / "drop").iterdir()}
    assert names == {"0001-regulator-2026-03-10.html", "0001-regulator-2026-03-10.csv", "copies"}
    copies = {each.name for each in (tmp_path / "drop" / "copies").iterdir()}
    assert copies == {each.name for each in (home.home.digests / "copies").iterdir()}
    assert all(name in page.read_text(encoding="utf-8") for name in copies)
    assert (tmp_path / "drop" / page.name).read_bytes() == page.read_bytes()


def test_the_message_is_whole_small_and_says_what_it_is(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        home.run("deliver")
    anna, ben = box.messages
    assert anna["From"] == "Exosome watch <digest@watch.example.org>"
    assert anna["To"] == "Anna <anna@example.org>"
    assert anna["Subject"].startswith("First look: one page")
    assert anna["Subject"].endswith("10 March 2026")
    assert anna["Message-ID"] == home.deliveries()["anna"].message_id
    assert anna["Message-ID"].endswith("@example.org>")
    assert anna["List-Id"] == "<regulator.exowatch.example.org>"
    assert anna["List-Unsubscribe"] == "<mailto:digest@watch.example.org?subject=unsubscribe%20anna>"
    assert anna["List-Unsubscribe-Post"] is None
    assert anna["Auto-Submitted"] == "auto-generated"
    assert anna["X-Claims-Priority"] == "critical"
    assert email.utils.parsedate_to_datetime(anna["Date"]) == NOW
    assert anna.get_content_type() == "multipart/alternative"
    plain, rich = texts(anna)
    html5lib.HTMLParser(strict=True).parse(rich)
    assert len(rich.encode()) <= LIMIT
    assert "write to digest@watch.example.org" in plain
    assert "write to digest@watch.example.org" in rich
    assert max(map(len, box.taken[0].splitlines())) <= 998
    assert box.taken[0].isascii()
    (sheet,) = list(ben.iter_attachments())
    assert sheet.get_filename() == "0001-regulator-2026-03-10.xlsx"
    (tmp_path / "sheet.xlsx").write_bytes(sheet.get_content())
    assert "Changes" in openpyxl.load_workbook(tmp_path / "sheet.xlsx").sheetnames
    assert "Regrows hair" in texts(anna)[0]
    assert "Regrows hair" not in texts(ben)[0]
    assert sum(map(len, box.taken)) < 1_000_000


def test_an_address_that_answers_a_post_makes_it_one_click(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        more = 'unsubscribe_url = "https://watch.example.org/out"\nunsubscribe = "out@watch.example.org"'
        home = owing(tmp_path, box, more=more)
        home.run("deliver")
    ways = "<https://watch.example.org/out?reader=anna>, <mailto:out@watch.example.org?subject=unsubscribe%20anna>"
    assert box.messages[0]["List-Unsubscribe"] == ways
    assert box.messages[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_edition_gives_the_same_bytes_at_every_try(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        box.answers = ["250 and dropped", "250 taken"]
        home.run("deliver")
    assert len(box.taken) == 3
    assert box.taken[0] == box.taken[1]


@pytest.mark.parametrize("answer", ["451 come back later", "421 too busy", "452 no room"])
def test_what_is_put_off_is_tried_again_and_comes_once(tmp_path: Path, box: Mailbox, answer: str) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        box.answers = [answer, answer]
        assert home.run("deliver").exit_code == 0
    assert box.recipients == BOTH
    assert home.deliveries()["anna"].tries == 3


@pytest.mark.parametrize("at_rcpt", [["", "", ""], ["450 greylisted"] * 3])
def test_what_fails_long_waits_for_a_later_run(tmp_path: Path, box: Mailbox, at_rcpt: list[str]) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        box.at_rcpt = at_rcpt
        assert {"anna": Later, "desk": Sent}.items() <= delivered(home, NOW).items()
        assert (tmp_path / "drop").is_dir()
        waiting = home.deliveries()["anna"]
        assert waiting.state is DeliveryState.OWED
        assert waiting.next_try_at == NOW + PAUSE
        taken = len(box.taken)
        assert "anna" not in delivered(home, NOW + PAUSE - SECOND)
        assert len(box.taken) == taken
        assert delivered(home, NOW + PAUSE)["anna"] is Sent
    assert sorted(box.recipients) == BOTH


def test_one_address_that_is_put_off_holds_up_no_other(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        box.at_rcpt = ["450 greylisted"] * 3
        assert delivered(home, NOW) == {"anna": Later, "ben": Sent, "desk": Sent}
    assert box.recipients == ["ben@example.org"]


@pytest.mark.parametrize("answer", ["550 no such user", "500 no such thing"])
def test_one_address_that_is_refused_holds_up_no_other(tmp_path: Path, box: Mailbox, answer: str) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        box.at_rcpt = [answer]
        ended = home.run("deliver")
        assert ended.exit_code == 1
        assert f"edition 1 to anna: refused: {answer}" in ended.output
        assert box.recipients == ["ben@example.org"]
        assert home.deliveries()["anna"].state is DeliveryState.REFUSED
        assert home.run("deliver").exit_code == 0
        assert home.run("deliver", "--again").exit_code == 0
    assert sorted(box.recipients) == BOTH


def test_a_message_that_is_refused_is_not_sent_for_ever(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        box.answers = ["554 not wanted"]
        home.run("deliver")
    assert home.deliveries()["anna"].state is DeliveryState.REFUSED
    assert home.deliveries()["anna"].tries == 1


def test_a_server_that_is_down_loses_nothing_and_stops_nobody(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        pass
    home = owing(tmp_path, box)
    ended = home.run("deliver")
    assert ended.exit_code == 1
    assert "edition 1 to anna: still owed: 127.0.0.1" in ended.output
    assert "edition 1 to desk: sent" in ended.output
    assert (home.deliveries()["anna"].tries, home.deliveries()["ben"].tries) == (3, 0)
    looked = home.run("doctor")
    assert "owed still: edition 1 to anna after 3 tries" in looked.output
    with serving(Mailbox()) as other:
        home.home.config.write_text(settings(other.port), encoding="utf-8")
        assert home.run("deliver", "--all").exit_code == 0
    assert other.recipients == BOTH
    assert "3 readers, 3 deliveries known, 0 of them refused" in home.run("doctor").output


def test_a_folder_that_cannot_be_written_stops_no_mail(tmp_path: Path, box: Mailbox) -> None:
    (tmp_path / "drop").write_text("a file where the folder should be", encoding="utf-8")
    with serving(box):
        home = owing(tmp_path, box)
        assert home.run("deliver").exit_code == 1
    assert box.recipients == BOTH
    assert "cannot be written" in home.deliveries()["desk"].answer


def test_a_reader_who_is_gone_from_the_settings_is_owed_no_longer(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        home.home.config.write_text(settings(box.port, readers=""), encoding="utf-8")
        assert home.run("deliver").exit_code == 1
        assert home.run("deliver").exit_code == 0
    assert not box.taken
    assert "exowatch.toml any more" in home.deliveries()["anna"].answer


KILLED = """
import os, signal, sys
from pathlib import Path
from click.testing import CliRunner
from monitor.cli import main
from monitor.delivery import post, smtp
def killed(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
main(["--home", sys.argv[1], "deliver", "--at", sys.argv[2]])
"""
BEFORE = "post.post = killed"
AFTER_TAKEN = "from db.store import Store\nStore.delivery_ends = killed"


def killed(home: Owing, patch: str) -> None:
    """Run a delivery in a process of its own that is killed where the patch says."""
    script = KILLED.format(patch=patch)
    ended = subprocess.run(
        [sys.executable, "-c", script, str(home.home.path), written(NOW)],
        cwd=os.curdir,
        timeout=120,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def test_a_kill_between_render_and_send_loses_and_doubles_nothing(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        killed(home, BEFORE)
        assert not box.taken
        begun = home.deliveries()["anna"].trying_since
        assert begun
        assert begun >= NOW
        ended = home.run("deliver")
        assert "it may have arrived then" in ended.output
    assert box.recipients == BOTH


def test_a_kill_in_the_middle_of_a_message_leaves_exactly_one(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        script = KILLED.format(patch="")
        child = subprocess.Popen([sys.executable, "-c", script, str(home.home.path), written(NOW)], cwd=os.curdir)
        box.on_rcpt = child.kill
        assert child.wait(120) == -signal.SIGKILL
        box.on_rcpt = None
        assert home.run("deliver").exit_code == 0
    assert box.recipients == BOTH


def test_a_kill_after_the_server_took_it_sends_again_under_the_same_name(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        killed(home, AFTER_TAKEN)
        assert len(box.taken) == 1
        home.run("deliver")
    assert box.recipients == ["anna@example.org", *BOTH]
    assert box.taken[0] == box.taken[1]
    assert len({message["Message-ID"] for message in box.messages}) == 2


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_mail_goes_over_tls_to_a_server_that_is_vouched_for(
    tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch, security: str, implicit: bool
) -> None:
    context, roots = certificate(tmp_path)
    with serving(box, context, implicit=implicit):
        home = owing(tmp_path, box, security=security)
        refused = home.run("deliver")
        assert refused.exit_code == 1
        assert "CERTIFICATE_VERIFY_FAILED" in refused.output
        assert not box.taken
        monkeypatch.setenv("SSL_CERT_FILE", str(roots))
        assert home.run("deliver", "--all").exit_code == 0
    assert box.recipients == BOTH


def test_a_name_with_header_breaks_is_refused(tmp_path: Path) -> None:
    readers = READERS.replace('name = "ben"', 'name = "ben\\r\\nBcc: all@example.org"')
    with pytest.raises(Exception, match="holds what cannot be shown"):
        home_of(tmp_path, settings(0, readers=readers))


def test_what_is_owed_can_be_listed(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
        listed = home.run("deliver", "--list")
        assert re.search(r"1\s+anna\s+mail\s+owed\s+0", listed.output)
        assert '"state":"owed"' in home.run("deliver", "--list", "--json").output
        assert re.search(r"1\s+regulator .* 3\s+digests/0001", home.run("editions").output)


def test_a_cut_edition_is_rendered_again_from_its_number_and_reader(tmp_path: Path, box: Mailbox) -> None:
    with serving(box):
        home = owing(tmp_path, box)
    page = home.home.digests / "0001-regulator-2026-03-10.html"
    before = page.read_bytes()
    page.unlink()
    made = home.run("digest", "--edition", "1", "--form", "page", "--form", "csv", "--form", "feed")
    assert made.exit_code == 0, made.output
    assert page.read_bytes() == before
    cut = home.run("digest", "--edition", "1", "--reader", "ben", "--form", "text")
    path = Path(cut.output.strip().removeprefix("digest: "))
    assert "cut to critical and above" in " ".join(path.read_text(encoding="utf-8").split())
    missing = home.run("digest", "--edition", "1", "--reader", "zoe")
    assert missing.exit_code == 2
    assert "it went to: anna, ben, desk" in missing.output


def unnoting(monkeypatch: pytest.MonkeyPatch, *errors: StoreError) -> None:
    """A store that refuses with these errors, one after the other, to note what became of a delivery."""
    waiting, end = iter(errors), Store.delivery_ends

    def ends(store: Store, delivery: int, at: datetime, answer: str, *, sent: bool) -> None:
        for error in waiting:
            raise error
        end(store, delivery, at, answer, sent=sent)

    monkeypatch.setattr(Store, "delivery_ends", ends)


def test_what_was_taken_is_sent_once_though_another_process_holds_the_store(
    tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoting(monkeypatch, StoreBusy("exowatch.db: held"), StoreBusy("exowatch.db: held"))
    with serving(box):
        home = owing(tmp_path, box)
        assert home.run("deliver").exit_code == 0
    assert box.recipients == BOTH
    assert home.deliveries()["anna"].state is DeliveryState.SENT


def test_what_was_taken_and_cannot_be_noted_is_not_sent_again_in_the_same_go(
    tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoting(monkeypatch, StoreUnusable("exowatch.db: the disk is full"))
    with serving(box):
        home = owing(tmp_path, box)
        ended = home.run("deliver")
        assert (ended.exit_code, box.recipients) == (3, ["anna@example.org"])
        assert "edition 1 was taken for anna, and that could not be noted" in ended.stderr
        assert "a try before was cut off" in home.run("deliver").output
