"""Whether key figures and differences are what the sources give: the verifier's rules for figures."""

from collections.abc import Mapping
from itertools import combinations

from extractors.articles import Article
from summarizer.digests import Account, Difference, KeyFigure
from summarizer.figures_in_text import Figure, figures
from summarizer.stories import Evidence
from summarizer.words_in_text import words


def key_figure_fault(row: KeyFigure, evidence: Evidence, article: Article, first: bool) -> str | None:
    """Why the article does not give the row at this evidence, in one sentence; None when it does.

    `first` evidence gives the wording: it has the figure with the same hedge, and what the row says of it.
    """
    told, given = figures(row.figure), figures(evidence.of(article.text))
    if not told:
        return f"“{row.figure}” is no figure."
    for figure in told:
        if not any(figure.same(other) and (not first or figure.hedge == other.hedge) for other in given):
            return f"The evidence does not give the figure “{row.figure}” so."
    if not first:
        return None
    missing = _missing(row.figure, evidence.of(article.text))
    for said in (row.measures, row.period, row.attribution):
        missing = missing or _missing(said, _paragraph(article, evidence))
    return f"The paragraph of its evidence does not have “{missing}”." if missing else None


def difference_fault(difference: Difference, articles: Mapping[str, Article]) -> str | None:
    """Why the accounts don't differ as the digest says, in one sentence; None when they do. Their statements have been
    checked already."""
    if len(difference.accounts) < 2 and not any(account.supersedes for account in difference.accounts):
        return "It has fewer than two accounts."
    for account in difference.accounts:
        fault = _account_fault(account, articles) or _superseded_fault(account, articles)
        if fault:
            return fault
    for one, other in combinations(difference.accounts, 2):
        if any(a.rounds_to(b) for a in figures(one.figure) for b in figures(other.figure)):
            return f"“{one.figure}” and “{other.figure}” don't differ."
    texts = " ".join(
        _paragraph(articles[item.article], item)
        for account in difference.accounts
        for item in account.statement.evidence
    )
    missing = _missing(difference.subject, texts)
    return f"The accounts do not have the word “{missing}” of its subject." if missing else None


def _account_fault(account: Account, articles: Mapping[str, Article]) -> str | None:
    told = figures(account.figure)
    if not told:
        return f"“{account.figure}” is no figure."
    if not all(_given(figure, account.statement.text, hedged=True) for figure in told):
        return f"“{account.figure}” is not in its statement."
    for evidence in account.statement.evidence:
        text = evidence.of(articles[evidence.article].text)
        if not all(_given(figure, text, hedged=False) for figure in told):
            return f"“{account.figure}” is not in the evidence of its statement."
    return None


def _superseded_fault(account: Account, articles: Mapping[str, Article]) -> str | None:
    """A figure that is superseded is another one, which an outlet of the account gave before."""
    own = [articles[item.article] for item in account.statement.evidence]
    for earlier in account.supersedes:
        told = figures(earlier.figure)
        if not told or any(one.rounds_to(other) for one in told for other in figures(account.figure)):
            return f"“{earlier.figure}” is no other figure than “{account.figure}”."
        for evidence in earlier.evidence:
            article = articles[evidence.article]
            if not all(_given(figure, evidence.of(article.text), hedged=True) for figure in told):
                return f"“{earlier.figure}” is not in its evidence."
            if not any(article.outlet == one.outlet and article.dated <= one.dated for one in own):
                return f"No outlet of the account gave “{earlier.figure}” before."
    return None


def _given(figure: Figure, text: str, hedged: bool) -> bool:
    return any(figure.same(other) and (not hedged or figure.hedge == other.hedge) for other in figures(text))


def _missing(said: str, text: str) -> str | None:
    """A word of `said` that is not in the text."""
    known = {word.key for word in words(text)}
    return next((word.text for word in words(said) if word.key not in known), None)


def _paragraph(article: Article, evidence: Evidence) -> str:
    opens = article.text.rfind("\n\n", 0, evidence.start)
    closes = article.text.find("\n\n", evidence.end)
    return article.text[max(opens, 0) : closes if closes >= 0 else None]
