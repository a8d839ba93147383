"""Compare libraries that tell languages with our own model: accuracy, speed and memory.

    uv run --with lingua-language-detector --with py3langid --with simplemma python scripts/compare_languages.py [FILE]

FILE is a CSV with the columns lang (sv, en, da, nb, nn) and text, and where there are any n_words and also_valid_in;
without it, ../shared/eval/language_id.csv. Libraries that are not installed are left out. Each one runs in a process
of its own, which is how its memory is measured: what the process grew by until it had read all texts.
All are told to choose among Swedish, English, Danish and Norwegian; where a library has Nynorsk, also that.
`ours` is trained first, from data/ and the word lists; neither the training's time nor its memory is counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.nlu.examples import read_yaml  # noqa: E402  the repository's own modules, from the line above
from bot.nlu.language_model import FOREIGN, OTHER, SPOKEN, Guess, LanguageModel, guess_language  # noqa: E402
from bot.nlu.language_training import train_language_model  # noqa: E402
from bot.nlu.measuring.language import language_rows, measure_language  # noqa: E402

DEFAULT = ROOT.parent / "shared/eval/language_id.csv"
Detector = Callable[[str], Guess]


def spoken(language: str | None, confidence: float) -> Guess:
    """A library's answer in our words."""
    return Guess(language if language in SPOKEN or language is None else OTHER, confidence)


def lingua(*, low: bool = False, expecting: bool = False) -> Detector:
    """With ``expecting``, Swedish and English are taken to be as much likelier than the others as ours takes them."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code) for code in ("SV", "EN", "DA", "NB", "NN")]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    detector = (builder.with_low_accuracy_mode() if low else builder).with_preloaded_language_models().build()
    expected = {"sv": (1 - FOREIGN) / 2, "en": (1 - FOREIGN) / 2} if expecting else {}

    def guess(text: str) -> Guess:
        values = [
            (one.language.iso_code_639_1.name.lower(), one.value)
            for one in detector.compute_language_confidence_values(text)
        ]
        weighed = [
            (value * expected.get(language, FOREIGN / 3 if expecting else 1), language)
            for language, value in values
        ]
        best, language = max(weighed)
        return spoken(language if best else None, best / (sum(value for value, _ in weighed) or 1))

    return guess


def py3langid() -> Detector:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages({"sv", "en", "da", "no", "nb", "nn"} & set(identifier.labels))

    def guess(text: str) -> Guess:
        language, confidence = identifier.classify(text)
        return spoken(language, float(confidence))

    return guess


def simplemma() -> Detector:
    from simplemma import langdetect

    def guess(text: str) -> Guess:
        ranked = [pair for pair in langdetect(text, lang=("sv", "en", "da", "nb", "nn")) if pair[0] != "unk"]
        language, share = ranked[0] if ranked else (None, 0.0)
        return spoken(language if share else None, share)

    return guess


def ours() -> Detector:
    model = LanguageModel.load(Path(os.environ["OUR_MODEL"]))
    return lambda text: guess_language(model, text)


DETECTORS: dict[str, tuple[str, Callable[[], Detector]]] = {
    "lingua, high accuracy": ("lingua", lingua),
    "lingua, high accuracy, expecting sv and en": ("lingua", lambda: lingua(expecting=True)),
    "lingua, low accuracy": ("lingua", lambda: lingua(low=True)),
    "py3langid": ("py3langid", py3langid),
    "simplemma": ("simplemma", simplemma),
    "ours": ("regex", ours),
}


def megabytes() -> float:
    """Memory of this process that is in use; Linux only, elsewhere 0."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def measure(name: str, file: Path) -> dict[str, float]:
    before, started = megabytes(), time.perf_counter()
    detector = DETECTORS[name][1]()
    detector("hej")
    loading = time.perf_counter() - started
    rows = list(language_rows(file))
    figures = measure_language(detector, file)
    memory = megabytes() - before
    texts = [row.text for row in rows if 2 <= len(row.text.split()) <= 10]
    started = time.process_time()
    for text in texts:
        detector(text)
    return {
        "one": figures.accuracy("1"),
        "more": figures.accuracy("2", "3", "4+"),
        "neighbours": 1 - figures.neighbours["4+"].share,
        "microseconds": (time.process_time() - started) / max(1, len(texts)) * 1e6,
        "megabytes": memory,
        "loading": loading,
    }


def train(folder: str) -> None:
    examples = read_yaml(sorted((ROOT / "data").glob("*/nlu*.yml")))
    model = train_language_model([one.text for one in examples], [one.language for one in examples])
    model.save(Path(folder))


def compare(file: Path) -> None:
    print(
        "| | sv/en, one word | sv/en, two words up | da/no surely sv, four words up | µs a message | MB | s to load |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        train(folder)
        for name, (module, _) in DETECTORS.items():
            if find_spec(module) is None:
                print(f"| {name} | not installed | | | | | |")
                continue
            command = [sys.executable, __file__, str(file), name]
            run = subprocess.run(
                command, check=True, capture_output=True, text=True, env=os.environ | {"OUR_MODEL": folder}
            )
            told = json.loads(run.stdout)
            shares = " | ".join(f"{told[key] * 100:.1f} %" for key in ("one", "more", "neighbours"))
            print(
                f"| {name} | {shares} | {told['microseconds']:.0f} | {told['megabytes']:.0f} | {told['loading']:.2f} |"
            )


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not given.exists():
        sys.exit(f"{given} is not there: give a CSV with the columns lang and text.")
    if len(sys.argv) > 2:
        print(json.dumps(measure(sys.argv[2], given)))
    else:
        compare(given)
