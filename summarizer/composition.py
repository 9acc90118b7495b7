"""Composition: a story written up as a digest.

Every statement is a sentence of a source with the evidence it stands on; nothing here types a citation number.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

from pydantic import BaseModel, Field
from slugify import slugify

from extractors.articles import Article
from summarizer.candidates import Candidate, by_article, candidates
from summarizer.cards import cards, picture
from summarizer.categories import category_of
from summarizer.claims import Alignment, covered, weighted_share
from summarizer.differences import disputes
from summarizer.digests import Digest, Related, Section, Statement
from summarizer.emphasis import LEADING, Emphasis, names_something
from summarizer.figures import fate
from summarizer.headlines import best_headline
from summarizer.key_figures import key_figures
from summarizer.quotations import quotations
from summarizer.related import related
from summarizer.sections import sections
from summarizer.selection import Selection, concept_weights
from summarizer.stories import Evidence, ReadArticle, Story, Voice
from summarizer.terms import concepts, inverse_document_frequencies, terms
from summarizer.topics import Topic
from summarizer.voices import shingles, voices
from summarizer.wording import mostly_quoted, points_at_something

_SLUG_CHARACTERS = 60
_KNOWN_BEFORE = 0.6
"""Share of a statement's weighted terms that an earlier digest's sentence must have for it to be no news."""
_SAID_ABOVE = 0.4
"""Share of a statement's weighted terms that one of the TL;DR must have for it not to stand right below as new."""
_SPOKEN = 0.5
"""Share of a sentence's word sequences that stand in quotations."""
_MOST_NEWS = 4
_OPENING = 6
"""How many sentences of a report its opening has."""


class WriterOptions(BaseModel, frozen=True, extra="forbid"):
    """How digests are written."""

    words_per_voice: int = Field(70, ge=20, le=500, description="Words of TL;DR and body for each independent text.")
    fewest_words: int = Field(150, ge=40, le=2000, description="Length to aim at for the smallest story, in words.")
    most_words: int = Field(380, ge=60, le=5000, description="Length to aim at for the largest story, in words.")
    most_of_article: float = Field(
        0.25, gt=0, le=1, description="Share of one article's words that a digest may print."
    )
    tldr_statements: int = Field(3, ge=2, le=4, description="Statements in the TL;DR.")
    most_quotations: int = Field(4, ge=0, le=20, description="Quotations under “Who said what”.")
    most_key_figures: int = Field(12, ge=0, le=40, description="Rows of the key-figures table.")


def compose(
    story: Story,
    reads: Sequence[ReadArticle],
    edition: date,
    *,
    options: WriterOptions | None = None,
    earlier: Sequence[Digest] = (),
    pictures: Mapping[str, str] | None = None,
) -> Digest | None:
    """The digest of `story` for the edition of that date, or None if no statement in it can stand alone.

    Args:
        reads: the story's articles with their readings, in any order.
        earlier: digests of earlier editions, newest first, for what is new and for related stories.
        pictures: id of the stored lead image, by article id.
    """
    return _Writer(story, reads, edition, options or WriterOptions(), earlier, pictures or {}).digest()


class _Writer:
    """Everything that the parts of one digest are written from."""

    def __init__(
        self,
        story: Story,
        reads: Sequence[ReadArticle],
        edition: date,
        options: WriterOptions,
        earlier: Sequence[Digest],
        pictures: Mapping[str, str],
    ) -> None:
        self.story, self.edition, self.options, self.earlier, self.pictures = story, edition, options, earlier, pictures
        self.read = {read.article.id: read for read in reads}
        self.voices = voices([read.article for read in reads])
        self.texts = [_told_from(voice, self.read) for voice in self.voices]
        self.candidates = by_article(self.texts)
        self.replaced = [
            candidates(read)
            for voice, told in zip(self.voices, self.texts, strict=True)
            for read in _replaced(voice, told.article, self.read)
        ]
        self.told = [self.candidates[face.article.id] for face in self.texts]
        self.weights = concept_weights(self.told, [concepts(terms(face.article.headline)) for face in self.texts])
        self.rarity = inverse_document_frequencies(one.terms for voice in self.told for one in voice)
        self.alignment = Alignment(self.told, self.rarity)
        self.topic = Topic(self.texts, self.candidates)
        self.emphasis = Emphasis(story, self.told, self.rarity, self.alignment, self.topic)

    def digest(self) -> Digest | None:
        selection = Selection(
            self.weights,
            {face.article.id: len(face.article.text.split()) for face in self.texts},
            self.options.most_of_article,
            self.alignment.same_claim,
        )
        contested = disputes(self._tonight(), self.rarity, replaced=self.replaced)
        pool = [one for one in self._statable() if not any(dispute.sides_with_few(one) for dispute in contested)]
        words = self.options.words_per_voice * len(self.texts)
        words = min(max(words, self.options.fewest_words), self.options.most_words)
        summary = self._tldr(selection, pool)
        if not summary:
            return None
        body = selection.fill(pool, self.emphasis.body(pool), words - sum(one.length for one in summary))
        unsaid = [one for one in body if not any(covered(one, told, self.rarity) > _SAID_ABOVE for told in summary)]
        news = [one for one in unsaid if self._is_news(one)][:_MOST_NEWS] if self.story.days else []
        body = [one for one in body if one not in news]

        disputed = frozenset[str]().union(*(dispute.numbers_of_few() for dispute in contested))
        # Yesterday's headline would not tell today's news.
        fresh = [read.article for read in self.texts if read.article.id in self.story.new]
        headline = best_headline(fresh or [read.article for read in self.texts], self.weights, disputed)
        name = slugify(headline.headline, max_length=_SLUG_CHARACTERS, word_boundary=True) or "story"
        tldr = self._statements(summary)
        new = self._statements(news)
        parts = tuple(
            Section(heading=heading, paragraphs=tuple(self._statements(paragraph) for paragraph in paragraphs))
            for heading, paragraphs in sections(body, self.emphasis.prominence(body), self.weights)
        )
        figures = key_figures(
            self.told,
            selection.chosen,
            headline.headline,
            self.options.most_key_figures,
            outdated=self.read.keys() - set(self.story.new),
            is_of_topic=self.topic.is_of,
            is_key=self.topic.is_key,
        )
        quoted = quotations(
            self.texts, self.candidates, self.weights, selection.chosen, self.topic, self.options.most_quotations
        )
        accounts = [account for one in contested for account in one.difference.accounts]
        cited = [
            *(evidence for statement in (*tldr, *new) for evidence in statement.evidence),
            *(evidence for part in parts for statement in part.statements for evidence in statement.evidence),
            *(item for account in accounts for item in account.statement.evidence),
            *(evidence for row in figures for evidence in row.evidence),
            *(evidence for row in quoted for evidence in row.all_evidence),
            *(item for account in accounts for earlier in account.supersedes for item in earlier.evidence),
            # The headline's own source has a card even where nothing else cites it.
            Evidence(article=headline.id, start=0, end=0),
        ]
        articles = {id: read.article for id, read in self.read.items()}
        sources = cards(cited, self.voices, articles)
        return Digest(
            date=self.edition,
            slug=f"{name}-{self.story.id[:7]}",
            story=self.story.id,
            headline=headline.headline,
            headline_article=headline.id,
            category=category_of([self.read[article].article for article in self.story.articles]),
            updated=max(self.read[source.article].article.fetched for source in sources),
            tldr=tldr,
            new=new,
            sections=parts,
            key_figures=figures,
            quotations=quoted,
            differences=tuple(one.difference for one in contested),
            sources=sources,
            picture=picture(sources, articles, self.pictures),
            related=self._related(headline),
        )

    def _statable(self) -> list[Candidate]:
        """The candidates that can be told as the digest's own words: whole, and nobody's speech. A sentence without
        quotation marks that another report quotes (a post shown in full, say) is somebody's speech too."""
        spoken: set[tuple[str, ...]] = set()
        for face in self.texts:
            for quote in face.reading.quotes:
                if quote.kind == "direct":
                    spoken |= shingles(quote.words(face.article.text))
        alone = (one for voice in self.told for one in voice if one.stands_alone and not mostly_quoted(one.text))
        found = [one for one in alone if _share(shingles(one.text), spoken) < _SPOKEN and not self._is_outdated(one)]
        # Articles that have no topic in common are told as they are.
        return [one for one in found if self.topic.holds(one)] or found

    def _is_outdated(self, candidate: Candidate) -> bool:
        """Whether it gives an earlier night's count of the dead, the injured and so on, which tonight's replaces."""
        return candidate.article not in self.story.new and any(fate(one, candidate) for one in candidate.figures)

    def _tldr(self, selection: Selection, pool: Sequence[Candidate]) -> list[Candidate]:
        """The worthiest sentences from the openings: first the lead, then, in a larger story, only what two voices say,
        in the order in which articles tell it."""
        early = [one for one in pool if one.position < _OPENING and names_something(one) and self.topic.is_of(one)]
        opening = [one for one in early if not points_at_something(one.text)] or early or list(pool)
        new = set(self.story.new)
        leads = [one for one in opening if one.position < LEADING and one.article in new] or opening
        confirmed = [one for one in opening if len(self.alignment.evidence(one)) > 1]
        further = confirmed if len(self.texts) > 2 and len(confirmed) >= self.options.tldr_statements else opening
        worth = self.emphasis.opening(pool)
        lead = self.emphasis.lead(worth)
        chosen: list[Candidate] = []
        while len(chosen) < self.options.tldr_statements:
            ranked, bonus = (further, worth) if chosen else (leads, lead)
            left = self.options.most_words - sum(one.length for one in chosen)
            best = selection.best(ranked, bonus, left) or selection.best(pool, worth, left)
            if best is None:
                break
            selection.take(best)
            chosen.append(best)
        return chosen[:1] + sorted(chosen[1:], key=lambda one: one.position)

    def _is_news(self, candidate: Candidate) -> bool:
        """Whether only tonight's articles say it, and no earlier digest of the story did."""
        new = set(self.story.new)
        if any(item.article not in new for item in self.alignment.evidence(candidate)):
            return False
        printed = [statement.text for digest in self._own_past() for statement in digest.statements()]
        return all(
            weighted_share(candidate.term_set, set(terms(text)), self.rarity) < _KNOWN_BEFORE for text in printed
        )

    def _own_past(self) -> list[Digest]:
        return [digest for digest in self.earlier if digest.story == self.story.id]

    def _tonight(self) -> list[Sequence[Candidate]]:
        """The voices that speak for the first time: figures of earlier nights are out of date, not in dispute."""
        new = set(self.story.new)
        return [voice for face, voice in zip(self.texts, self.told, strict=True) if face.article.id in new]

    def _statements(self, chosen: Iterable[Candidate]) -> tuple[Statement, ...]:
        """The candidates as statements, full names where the reader has not just read them."""
        already = ""
        made = []
        for one in chosen:
            text = one.wording(already)
            claims = (
                claim.model_copy(update={"part": one.wording(already, claim.part)})
                if claim.part and one.text.startswith(claim.part)
                else claim
                for claim in self.alignment.claims(one)
            )
            made.append(Statement(text=text, claims=tuple(claims)))
            already += f" {text}"
        return tuple(made)

    def _related(self, headline: Article) -> tuple[Related, ...]:
        topic = " ".join((headline.headline, *(face.article.text[:600] for face in self.texts)))
        return related(self.story.id, topic, self.earlier)


def _told_from(voice: Voice, read: Mapping[str, ReadArticle]) -> ReadArticle:
    """The text that a voice is told from: its face, or the newest text with which the face's outlet has replaced it."""
    face = read[voice.articles[0]].article
    own = [read[one] for one in voice.articles if read[one].article.outlet == face.outlet]
    whole = [one for one in own if one.article.preview == face.preview]
    return max(whole, key=lambda one: (one.article.dated, one.article.fetched, one.article.id))


def _replaced(voice: Voice, told: Article, read: Mapping[str, ReadArticle]) -> list[ReadArticle]:
    """The texts of a voice that its outlet has replaced by the one that it is told from."""
    return [read[one] for one in voice.articles if one != told.id and read[one].article.outlet == told.outlet]


def _share(own: Set[tuple[str, ...]], of: Set[tuple[str, ...]]) -> float:
    return len(own & of) / len(own)
