"""A picture of what is taken for what: rows are the right intents, columns what they were taken for."""

from __future__ import annotations

from pathlib import Path

from bot.nlu.measures import Report


def plot_confusions(report: Report, path: Path, title: str) -> Path:
    """Save the confusion matrix, each row as shares of the right intent's messages."""
    import matplotlib

    matplotlib.use("Agg")
    import numpy as np
    from matplotlib import pyplot

    names = sorted({one.intent for one in report.intents} | {guess for _, guess, _ in report.confusions})
    matrix = np.zeros((len(names), len(names)))
    for one in report.intents:
        matrix[names.index(one.intent), names.index(one.intent)] = one.recall
        for truth, guess, n in report.confusions:
            if truth == one.intent:
                matrix[names.index(truth), names.index(guess)] = n / one.count
    figure, axes = pyplot.subplots(figsize=(12, 12))
    axes.imshow(matrix, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_title(title)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight", dpi=110)
    pyplot.close(figure)
    return path
