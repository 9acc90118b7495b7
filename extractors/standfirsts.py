"""The standfirst: the lines between headline and story that sum it up, which extractors take for a part of the head."""

from collections.abc import Sequence

from extractors.runs import Run
from extractors.words import letters_in

STANDFIRST_WORDS = 20
"""A shorter line above the story is a label or a further headline."""
_MAX_RUNS = 15
_MIN_DESCRIBED_LETTERS = 60
_MAX_LINKED = 0.5


def standfirst(runs: Sequence[Run], story: Sequence[Run], headline: str, description: str) -> list[Run]:
    """The runs above the `story` that the page's `description` repeats or begins with, but that are not yet in it."""
    told = letters_in(description)
    if len(told) < _MIN_DESCRIBED_LETTERS:
        return []
    first = runs.index(story[0])
    known = "".join(letters_in(run.text) for run in story)
    found = []
    for run in runs[_start(runs[:first], letters_in(headline)) : first]:
        letters = letters_in(run.text)
        if letters in known or len(run.text.split()) < STANDFIRST_WORDS or run.linked > _MAX_LINKED * len(run.text):
            continue
        if letters.startswith(told[:_MIN_DESCRIBED_LETTERS]) or letters[:_MIN_DESCRIBED_LETTERS] in told:
            found.append(run)
    return found


def _start(above: Sequence[Run], title: str) -> int:
    """Where the lines below the headline begin; not far above the story where no headline is printed."""
    titles = [place for place, run in enumerate(above) if run.element.tag == "h1" or letters_in(run.text) == title]
    return max(titles[-1] + 1 if titles else 0, len(above) - _MAX_RUNS)
