"""Whether key figures and differences are what the sources give: the verifier's rules for figures."""

from collections.abc import Mapping
from itertools import combinations

from extractors.articles import Article
from summarizer.digests import Account, Difference, KeyFigure, Superseded
from summarizer.evidence_spans import clause_fault
from summarizer.figures_in_text import Figure, figures
from summarizer.further_evidence import content_words, counted
from summarizer.stories import Evidence
from summarizer.words_in_text import paragraphs_around, runs_in, words

FEWEST_SHARED = 2
"""Words of meaning that two sentences share at least, for their figures to be for one thing."""


def key_figure_fault(row: KeyFigure, evidence: Evidence, article: Article, first: bool) -> str | None:
    """Why the article does not give the row at this evidence, in one sentence; None when it does.

    `first` evidence gives the wording: it has the figure with the same hedge, and what the row says of it.
    """
    told, given = figures(row.figure), figures(evidence.of(article.text))
    if not told:
        return f"“{row.figure}” is no figure."
    # In its clause a figure may have a hedge that it is printed without: "by an average of …".
    hedges = {(one.value, one.hedge) for one in figures(row.measures.replace("…", f" {row.figure} "))}
    for figure in told:
        if not any(
            figure.same(other) and (not first or figure.hedge == other.hedge or (figure.value, other.hedge) in hedges)
            for other in given
        ):
            return f"The evidence does not give the figure “{row.figure}” so."
    if not first:
        return None
    missing = _missing(row.figure, evidence.of(article.text)) or _not_around(row, evidence.of(article.text))
    for said in (row.measures, row.period, row.attribution):
        missing = missing or _missing(said, paragraphs_around(article.text, evidence.start, evidence.end))
    return f"The paragraph of its evidence does not have “{missing}”." if missing else None


def _not_around(row: KeyFigure, text: str) -> str | None:
    """The clause of a row that has an ellipsis for its figure, if it does not stand so in the text: with the figure,
    whose hedge may stand apart."""
    before, elided, after = row.measures.partition("…")
    said, figure = ([word.key for word in words(part)] for part in (text, row.figure))
    head, tail = ([word.key for word in words(part)] for part in (before, after))
    found = any(runs_in([*head, *figure[start:], *tail], said) for start in range(len(figure)))
    return None if found or not elided else row.measures


def difference_fault(difference: Difference, articles: Mapping[str, Article]) -> str | None:
    """Why the accounts don't differ as the digest says, in one sentence; None when they do. Their statements have been
    checked already."""
    if len(difference.accounts) < 2 and not any(account.supersedes for account in difference.accounts):
        return "It has fewer than two accounts."
    for account in difference.accounts:
        faults = (
            _account_fault(account, articles),
            *(_superseded_fault(account, earlier, articles) for earlier in account.supersedes),
        )
        if any(faults):
            return next(filter(None, faults))
    for one, other in combinations(difference.accounts, 2):
        if any(a.rounds_to(b) for a in figures(one.figure) for b in figures(other.figure)):
            return f"“{one.figure}” and “{other.figure}” don't differ."
    texts = " ".join(
        paragraphs_around(articles[item.article].text, item.start, item.end)
        for account in difference.accounts
        for item in account.statement.evidence
    )
    missing = _missing(difference.subject, texts)
    return f"The accounts do not have the word “{missing}” of its subject." if missing else None


def _account_fault(account: Account, articles: Mapping[str, Article]) -> str | None:
    told = figures(account.figure)
    if not told:
        return f"“{account.figure}” is no figure."
    statement = account.statement.text
    if not all(_given(figure, statement, hedged=True) for figure in told) or _missing(account.figure, statement):
        return f"“{account.figure}” is not in its statement."
    for evidence in account.statement.evidence:
        text = evidence.of(articles[evidence.article].text)
        if not all(_given(figure, text, hedged=False) for figure in told):
            return f"“{account.figure}” is not in the evidence of its statement."
    return None


def _superseded_fault(account: Account, earlier: Superseded, articles: Mapping[str, Article]) -> str | None:
    """A figure that is superseded is another one for the same thing, which an outlet of the account gave before."""
    told = figures(earlier.figure)
    if not told or any(one.rounds_to(other) for one in told for other in figures(account.figure)):
        return f"“{earlier.figure}” is no other figure than “{account.figure}”."
    if not earlier.evidence:
        return f"“{earlier.figure}” stands on no evidence."
    own = {item.article: articles[item.article] for item in account.statement.evidence}
    for evidence in earlier.evidence:
        article = articles[evidence.article]
        text = evidence.of(article.text)
        fault = clause_fault(article.text, evidence)
        if fault:
            return fault
        if not all(_given(figure, text, hedged=True) for figure in told) or _missing(earlier.figure, text):
            return f"“{earlier.figure}” is not in its evidence."
        if article.id in own or not any(_is_earlier(article, one) for one in own.values()):
            return f"No outlet of the account gave “{earlier.figure}” before."
        if not _of_one_thing(account, earlier, text):
            return f"“{earlier.figure}” counts something else than “{account.figure}”."
    return None


def _is_earlier(article: Article, other: Article) -> bool:
    """Whether both are of one outlet, and the article is the earlier."""
    return article.outlet == other.outlet and (article.dated, article.fetched) < (other.dated, other.fetched)


def _of_one_thing(account: Account, earlier: Superseded, text: str) -> bool:
    """Whether two figures may be for one thing: the same word follows them, or their sentences share enough words, not
    all of them names."""
    statement = account.statement.text
    if counted(account.figure, statement) & counted(earlier.figure, text):
        return True
    shared = content_words(statement) & content_words(text)
    names = {word.key[:5] for word in words(text) if word.capitalised}
    return len(shared) >= FEWEST_SHARED and bool(shared - names)


def _given(figure: Figure, text: str, hedged: bool) -> bool:
    return any(figure.same(other) and (not hedged or figure.hedge == other.hedge) for other in figures(text))


def _missing(said: str, text: str) -> str | None:
    """A word of `said` that is not in the text."""
    known = {word.key for word in words(text)}
    return next((word.text for word in words(said) if word.key not in known), None)
