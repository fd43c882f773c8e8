"""An authority for time on loopback: openssl answers, behind a small HTTP server."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CONFIG = """\
[req]
distinguished_name = name
prompt = no
x509_extensions = root
[name]
CN = Loopback authority
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/leaf.pem
signer_key = {folder}/leaf.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Where it answers, and the certificate that its stamps are checked with."""

    url: str
    roots: Path


def openssl(folder: Path, *words: str) -> None:
    """One call of openssl in a folder."""
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def made(folder: Path) -> None:
    """Keys and certificates of a root and of the authority below it."""
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder), encoding="utf-8")
    (folder / "serial").write_text("01", encoding="utf-8")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")
    openssl(folder, "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "30")
    openssl(folder, "req", *key, "-subj", "/CN=Loopback clock", "-keyout", "leaf.key", "-out", "leaf.csr")
    signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30")
    extended = ("-extfile", "tsa.cnf", "-extensions", "leaf")
    openssl(folder, "x509", "-req", "-in", "leaf.csr", "-out", "leaf.pem", *signed, *extended)


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """The authority, answering."""
    made(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "ask.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "ask.tsq", "-out", "answer.tsr")
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "answer.tsr").read_bytes())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield Authority(f"http://127.0.0.1:{server.server_address[1]}/", folder / "root.pem")
    server.shutdown()
    server.server_close()
    thread.join()
