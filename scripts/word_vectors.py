"""Makes the vectors with which the words of the net begin: scripts/words.npz.

python -m scripts.word_vectors FOLDER    FOLDER holds model.safetensors and tokenizer.json of all-MiniLM-L6-v2

Each word of the labelled pages that are learnt from, and each whole word that the model knows, is read by the model by
itself; the mean of what comes out is turned to the numbers in which words differ most, each kept as a byte. Needs
safetensors and tokenizers (the extra `learn`). It is run again only when many new words have come in.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import erf

from claims.likeness.scene import words_of
from scripts.learn_claims import english, folded, learnt_from
from scripts.learn_net import VECTORS

WIDE = 64  # numbers of a vector
COMMON = 12_000  # the most frequent words, by which the numbers are chosen
SPREAD = 0.5
LAYERS, HEADS, AT_ONCE = 6, 12, 256
BYTE = 127
MISSING = "word vectors need safetensors and tokenizers: run `pip install 'exowatch[learn]'`"
_WHOLE = re.compile(r"[a-z]{3,}")


class MiniLM:
    """The model, read with numpy alone."""

    def __init__(self, folder: Path) -> None:
        try:
            from safetensors.numpy import load_file
            from tokenizers import Tokenizer
        except ImportError as error:
            raise SystemExit(MISSING) from error

        self._weights = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()

    def read(self, words: Sequence[str]) -> Any:
        """What comes out for each word by itself."""
        ids = [one.ids for one in self.tokenizer.encode_batch(list(words))]
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
        told = np.zeros((len(ids), self._weights["embeddings.LayerNorm.weight"].shape[0]), np.float32)
        for first in range(0, len(order), AT_ONCE):
            some = order[first : first + AT_ONCE]
            told[some] = self._batch([ids[at] for at in some])
        return told

    def _batch(self, ids: Sequence[Sequence[int]]) -> Any:
        long = max(map(len, ids))
        tokens, held = np.zeros((len(ids), long), np.int64), np.zeros((len(ids), long), np.float32)
        for row, one in enumerate(ids):
            tokens[row, : len(one)], held[row, : len(one)] = one, 1
        places = self._weights["embeddings.position_embeddings.weight"][:long]
        known = self._weights["embeddings.word_embeddings.weight"][tokens] + places
        state = self._even(known + self._weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(LAYERS):
            state = self._layer(state, held, f"encoder.layer.{layer}.")
        return (state * held[:, :, None]).sum(1) / held.sum(1)[:, None]

    def _layer(self, state: Any, held: Any, name: str) -> Any:
        many, long, wide = state.shape
        parts = [self._line(state, f"{name}attention.self.{part}") for part in ("query", "key", "value")]
        query, key, value = (part.reshape(many, long, HEADS, -1).transpose(0, 2, 1, 3) for part in parts)
        asked = query @ key.transpose(0, 1, 3, 2) / np.sqrt(wide // HEADS) + (1 - held[:, None, None, :]) * -1e9
        share = np.exp(asked - asked.max(-1, keepdims=True))
        heard = ((share / share.sum(-1, keepdims=True)) @ value).transpose(0, 2, 1, 3).reshape(many, long, wide)
        state = self._even(
            self._line(heard, f"{name}attention.output.dense") + state, f"{name}attention.output.LayerNorm"
        )
        inner = self._line(state, f"{name}intermediate.dense")
        outer = self._line(inner * 0.5 * (1 + erf(inner / np.sqrt(2))), f"{name}output.dense")
        return self._even(outer + state, f"{name}output.LayerNorm")

    def _line(self, state: Any, name: str) -> Any:
        return state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _even(self, state: Any, name: str) -> Any:
        spread = np.sqrt(state.var(-1, keepdims=True) + 1e-12)
        return (state - state.mean(-1, keepdims=True)) / spread * self._weights[f"{name}.weight"] + self._weights[
            f"{name}.bias"
        ]


def words_to_know(model: MiniLM) -> list[str]:
    """The words of the labelled pages, the most frequent first, and the model's own whole words."""
    held = Counter(word for text in folded(english(learnt_from())) for word in words_of(text))
    pages = [word for word, _ in sorted(held.items(), key=lambda one: (-one[1], one[0]))]
    own = sorted(model.tokenizer.get_vocab().items(), key=lambda one: one[1])
    return pages + [word for word, _ in own if _WHOLE.fullmatch(word) and word not in held]


def turned(told: Any) -> Any:
    """The vectors in the numbers in which frequent words differ most."""
    told = told - told[:COMMON].mean(axis=0)
    _, _, directions = np.linalg.svd(told[:COMMON], full_matrices=False)
    vectors = told @ directions[:WIDE].T
    return vectors / vectors[:COMMON].std() * SPREAD


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    model = MiniLM(parser.parse_args().folder)
    words = words_to_know(model)
    vectors = turned(model.read(words))
    steps = (np.abs(vectors).max(axis=0) / BYTE).astype(np.float32)
    np.savez_compressed(VECTORS, words=np.array(words), vectors=np.rint(vectors / steps).astype(np.int8), steps=steps)
    print(f"{VECTORS}: {len(words)} words, {VECTORS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
