"""Sentences a second of medspaCy's target matcher on blank English: `medspacy_.py PATTERNS SENTENCES`.

Both are files of a JSON list. Run in an environment of its own, which has none of Exowatch.
"""

import json
import sys
import time
from pathlib import Path

import spacy
from medspacy.target_matcher import TargetMatcher, TargetRule

patterns, sentences = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
nlp = spacy.blank("en")
matcher = TargetMatcher(nlp)
matcher.add([TargetRule(literal=str(number), category="CLAIM", pattern=p) for number, p in enumerate(patterns)])
matcher(nlp(sentences[0]))
began = time.process_time()
found = sum(len(matcher(nlp(sentence)).ents) for sentence in sentences[1:])
print(json.dumps({"rate": (len(sentences) - 1) / (time.process_time() - began), "found": found}))
