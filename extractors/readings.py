"""A reading: an article's sentences and the facts in them, as spans of the article's text."""

from typing import Literal

from pydantic import BaseModel

from extractors.articles import Span


class Sentence(Span, frozen=True):
    """One sentence, without surrounding white space."""

    paragraph: int
    """Index into `Article.paragraphs`."""
    whole: bool = True
    """Whether it says something whole: it has a main verb, and a verb of saying says what."""
    person: str | None = None
    """The full name of the person for whom "he", "she", "his" or "her" stands that opens it."""


class Percentage(Span, frozen=True, allow_inf_nan=False):
    """A share or a change that is stated in percent, points or multiples. The span is value and unit: "about 8 to 10%"
    spans "8 to 10%"."""

    low: float
    high: float
    """Equal to `low` unless a range is given."""
    unit: Literal["percent", "percentage_points", "basis_points", "times"] = "percent"
    direction: Literal["up", "down", "unchanged"] | None = None
    hedge: str | None = None
    """The words that soften the value, in lower case as they stand: "over", "at least", "nearly"."""
    before: float | None = None
    """The earlier value of a from-to pair: 4.1 in "fell to 3.2% from 4.1%"."""
    measures: Span | None = None
    """The phrase that says what is measured."""
    period: Span | None = None
    """The phrase that says over which time, or compared with what: "year over year", "in the first quarter"."""
    attribution: Span | None = None
    """The phrase that says who gives the figure."""
    clause: Span | None = None
    """The shortest clause that says it."""


class Quantity(Span, frozen=True, allow_inf_nan=False):
    """A sum of money or a count of things. The span is value and unit: "$2.1 billion", "31 people"."""

    low: float
    high: float
    kind: Literal["money", "count"]
    unit: str
    """ISO 4217 code of the currency, or the counted noun in lower case as it stands."""
    hedge: str | None = None
    measures: Span | None = None
    clause: Span | None = None
    """The shortest clause that says it."""


class Name(BaseModel, frozen=True, extra="forbid"):
    """A person, place or other named thing, under its fullest form in the article."""

    name: str
    kind: Literal["person", "place", "other"]
    mentions: tuple[Span, ...]


class Organization(BaseModel, frozen=True, extra="forbid"):
    """An organization under its canonical name, with the other forms that the article uses."""

    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...]
    salience: float = 0.0
    """How much of the article is about it, against the organization that it is most about: 0 to 1."""


class Quote(BaseModel, frozen=True, extra="forbid"):
    """Somebody's words. A direct quote has one span for each quoted passage, without its quotation marks; an indirect
    one has the span of the reported clause."""

    spans: tuple[Span, ...]
    kind: Literal["direct", "mixed", "indirect"] = "direct"
    """Direct: whole quoted sentences. Mixed: quoted words within a sentence of the article's. Indirect: no marks."""
    speaker: str | None = None
    """The speaker's fullest name in the article, or a noun phrase such as "the ministry", or None where unknown."""
    speaker_span: Span | None = None
    role: str | None = None
    affiliation: str | None = None
    cue: Span | None = None
    """The word that attributes: "said", "according to"."""
    venue: str | None = None
    """Where it was said, as the article puts it: "in a statement"."""

    @property
    def start(self) -> int:
        """Offset of the first quoted word."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the last quoted word."""
        return self.spans[-1].end

    def words(self, text: str) -> str:
        """The quoted words, passages joined by one space, given the article's text."""
        return " ".join(span.of(text) for span in self.spans)


class Reading(BaseModel, frozen=True, extra="forbid"):
    """An article after the language pipeline."""

    article: str
    """`Article.id`."""
    sentences: tuple[Sentence, ...]
    percentages: tuple[Percentage, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    organizations: tuple[Organization, ...] = ()
    names: tuple[Name, ...] = ()
    quotes: tuple[Quote, ...] = ()
    phrases: tuple[Span, ...] = ()
    """Noun phrases of two to four words, in order."""

    @property
    def people(self) -> frozenset[str]:
        """The names of the people."""
        return frozenset(name.name for name in self.names if name.kind == "person")

    @property
    def named(self) -> frozenset[str]:
        """The names of the people and of the organizations, these in all their forms."""
        return self.people.union(*((one.name, *one.aliases) for one in self.organizations))
