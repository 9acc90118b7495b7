"""Stories, the voices in them, and the evidence that claims stand on."""

from datetime import date

from pydantic import BaseModel

from extractors.articles import Article, Span
from extractors.readings import Reading


class Evidence(Span, frozen=True):
    """The words something stands on: characters `start` to `end` of one article's text."""

    article: str
    """`Article.id`."""


class Voice(BaseModel, frozen=True, extra="forbid"):
    """One independent text within a story: an article (the earliest, `articles[0]`) together with its copies."""

    articles: tuple[str, ...]


class Story(BaseModel, frozen=True, extra="forbid"):
    """The articles about one event."""

    id: str
    """Stays the same from night to night as the story grows."""
    articles: tuple[str, ...]
    """Ids of all its articles, earliest first."""
    new: tuple[str, ...]
    """Those that no earlier edition has used."""
    days: tuple[date, ...] = ()
    """Dates of the earlier editions that told it, oldest first."""


class ReadArticle(BaseModel, frozen=True, extra="forbid"):
    """An article with its reading: what the summarizer works on."""

    article: Article
    reading: Reading


class Claim(BaseModel, frozen=True, extra="forbid"):
    """One thing said, with all evidence for it. `evidence[0]` is the sentence whose wording is used; the others say the
    same in their own words."""

    evidence: tuple[Evidence, ...]
    part: str = ""
    """The words of the statement that it stands behind, a figure or those that it begins with; empty where it stands
    behind all of them."""
