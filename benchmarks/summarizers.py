"""Summarizers of clusters: ours, plain baselines, bigram coverage solved exactly, and those of sumy, if installed.

All see the same sentences and fill the same number of words, the worthiest sentences first.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import zip_longest

import numpy
from nltk.tokenize import NLTKWordTokenizer
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.reports import Cluster, Sentence, headlines, reports, sentences
from summarizer.salience import SHIPPED, Models
from summarizer.selection import Selection, concept_weights
from summarizer.terms import bigrams

Summarizer = Callable[[Cluster, int], str]
"""The summary of a cluster in at most so many words."""

_SAME = 0.5
"""Share of the shorter sentence's terms that another has, from which on lead in turns passes it over."""
_NODES = 1_000
"""Nodes after which the solver stops with the best that it has: no clock decides. Clusters of some hundred sentences
take up to a dozen."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*")
_SUMY = {
    "lexrank": "lex_rank.LexRankSummarizer",
    "textrank": "text_rank.TextRankSummarizer",
    "lsa": "lsa.LsaSummarizer",
    "kl": "kl.KLSummarizer",
    "sumbasic": "sum_basic.SumBasicSummarizer",
    "luhn": "luhn.LuhnSummarizer",
}
_SLOW = {"sumy_kl"}  # minutes on clusters of some hundred sentences


def summarizers(*, fast: bool = False) -> dict[str, Summarizer]:
    """Those that are installed, by name.

    Args:
        fast: leave out what takes most of the time.
    """
    found: dict[str, Summarizer] = {
        "nightdesk": nightdesk,
        "lead": lead,
        "lead_in_turns": lead_in_turns,
        "bigram_ilp": bigram_ilp,
    }
    if find_spec("sumy"):
        found |= {f"sumy_{name}": partial(by_sumy, path) for name, path in _SUMY.items()}
    return {name: summarizer for name, summarizer in found.items() if not (fast and name in _SLOW)}


def cut(chosen: Iterable[str], words: int) -> str:
    """The sentences as one text, cut off behind so many words."""
    return " ".join(" ".join(chosen).split()[:words])


def nightdesk(cluster: Cluster, words: int, models: Models = SHIPPED) -> str:
    """The selection that digests are written with, in the order of the sentences' positions."""
    told = reports(cluster)
    weights = concept_weights(told, headlines(cluster), models)
    selection = Selection(weights, {own[0].article: sum(one.length for one in own) for own in told}, 1.0)
    pool = [one for own in told for one in own]
    left = words
    while left > 0 and (best := selection.best(pool, {}, longest=max(left, words))) is not None:
        selection.take(best)
        left -= best.length
    # In the order in which reports tell things; the last one chosen, which the cut falls on, stays last.
    ordered = sorted(selection.chosen[:-1], key=lambda one: (one.position, int(one.article)))
    return cut((one.text for one in (*ordered, *selection.chosen[-1:])), words)


def lead(cluster: Cluster, words: int) -> str:
    """How the first report begins, and where that is too short, the others."""
    return cut((one for text in cluster.texts for one in sentences(text)), words)


def lead_in_turns(cluster: Cluster, words: int) -> str:
    """The first sentence of each report, then the second of each, …, passing over what repeats one taken."""
    chosen: list[Sentence] = []
    for turn in zip_longest(*reports(cluster)):
        for one in turn:
            if one is not None and not any(_repeats(one, other) for other in chosen):
                chosen.append(one)
    return cut((one.text for one in chosen), words)


def _repeats(one: Sentence, other: Sentence) -> bool:
    return len(one.term_set & other.term_set) > _SAME * min(len(one.term_set), len(other.term_set))


def bigram_ilp(cluster: Cluster, words: int) -> str:
    """The sentences that cover most pairs of terms, each counted by its reports; pairs of one report only are left out
    where some are in two (Gillick and Favre 2009)."""
    told = reports(cluster)
    pool = [one for own in told for one in own]
    common = Counter(pair for own in told for pair in dict.fromkeys(pair for one in own for pair in bigrams(one.terms)))
    pairs = [pair for pair, count in common.items() if count > 1] or list(common)
    row = {pair: index for index, pair in enumerate(pairs)}
    places = [(row[pair], index) for index, one in enumerate(pool) for pair in set(bigrams(one.terms)) if pair in row]
    if not places:
        return cut((one.text for one in pool), words)
    rows, columns = numpy.array(places).T
    holds = sparse.csr_matrix((numpy.ones(len(places)), (rows, columns)), shape=(len(pairs), len(pool)))
    lengths = sparse.csr_matrix([[*(one.length for one in pool), *(0 for _ in pairs)]])
    solved = milp(
        [*(0.0 for _ in pool), *(-float(common[pair]) for pair in pairs)],
        integrality=[*(1 for _ in pool), *(0 for _ in pairs)],  # a pair is covered wholly or not by itself
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(lengths, ub=words),
            LinearConstraint(sparse.hstack([holds, -sparse.eye(len(pairs))]), lb=0),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0.001},
    )
    chosen = [one for one, taken in zip(pool, solved.x, strict=False) if taken > 0.5] if solved.x is not None else pool
    return cut((one.text for one in chosen), words)


class _Words:
    """The words that sumy's tokenizer finds in a sentence, without the data for finding sentences, which no package
    brings."""

    _tokenizer = NLTKWordTokenizer()

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(filter(_WORD.fullmatch, self._tokenizer.tokenize(sentence)))


def by_sumy(path: str, cluster: Cluster, words: int) -> str:
    """The sentences that a summarizer of sumy rates highest, with its English stemmer and stop words."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    def enough(rated: Sequence[object]) -> Sequence[object]:
        total = numpy.cumsum([len(str(one.sentence).split()) for one in rated])  # type: ignore[attr-defined]
        return rated[: int(numpy.searchsorted(total, words)) + 1]

    module, name = path.split(".")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    tokenizer = _Words()
    paragraphs = [Paragraph([SumySentence(one, tokenizer) for one in sentences(text)]) for text in cluster.texts]
    return cut(map(str, summarizer(ObjectDocumentModel(paragraphs), enough)), words)
