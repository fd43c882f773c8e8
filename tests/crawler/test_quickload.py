"""What Scrapy loads and a visit hardly asks for is loaded when it is asked for, and is then what it always is."""

import subprocess
import sys

import pytest

LOADED = """
import sys
from crawler import quickload
import monitor.visiting, spiders.clinic
assert not set(quickload.LATER) & set(sys.modules), sorted(set(quickload.LATER) & set(sys.modules))
"""
GUESSED = """
from scrapy.http import TextResponse
said = "Ωμέγα είναι το τελευταίο γράμμα του ελληνικού αλφαβήτου, και τα εξωσώματα είναι μικρά κυστίδια."
response = TextResponse("http://example.com/", body=said.encode("cp1253"))
assert "εξωσώματα" in response.text, response.text
assert "charset_normalizer" in sys.modules and sys.modules["charset_normalizer"].__file__
"""
CALLED = """
from scrapy.http import XmlRpcRequest
request = XmlRpcRequest("http://example.com/", methodname="told", params=(1,))
from scrapy.http.request.rpc import XmlRpcRequest as usual
assert type(request) is usual and b"<methodName>told</methodName>" in request.body
"""


@pytest.mark.parametrize("asked", ["", GUESSED, CALLED])
def test_a_visit_loads_it_when_it_is_asked_for(asked: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED + asked], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
