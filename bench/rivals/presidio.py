"""Sentences a second of Presidio's recogniser of patterns, without a model: `presidio.py PATTERNS SENTENCES`.

Both are files of a JSON list. Run in an environment of its own, which has none of Exowatch.
"""

import json
import sys
import time
from pathlib import Path

from presidio_analyzer import Pattern, PatternRecognizer

patterns, sentences = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
recogniser = PatternRecognizer(
    supported_entity="CLAIM",
    patterns=[Pattern(name=str(number), regex=pattern, score=0.5) for number, pattern in enumerate(patterns)],
)
recogniser.analyze(sentences[0], ["CLAIM"])
began = time.process_time()
found = sum(len(recogniser.analyze(sentence, ["CLAIM"])) for sentence in sentences[1:])
print(json.dumps({"rate": (len(sentences) - 1) / (time.process_time() - began), "found": found}))
