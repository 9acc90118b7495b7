"""Composition: a story written up as a digest.

Every statement is a sentence of a source with the evidence it stands on; nothing here types a citation number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from math import fsum, sqrt

from pydantic import BaseModel, Field
from slugify import slugify

from extractors.articles import Article
from summarizer.candidates import Candidate, by_article, candidates
from summarizer.categories import category_of
from summarizer.claims import Alignment, weighted_share
from summarizer.differences import disputes
from summarizer.digests import Digest, Picture, Related, Section, Source, Statement
from summarizer.figures import fate, is_history
from summarizer.key_figures import key_figures
from summarizer.quotations import quotations
from summarizer.related import related
from summarizer.sections import sections
from summarizer.selection import Selection, concept_weights
from summarizer.stories import Evidence, ReadArticle, Story, Voice
from summarizer.terms import bigrams, inverse_document_frequencies, terms
from summarizer.topics import Topic
from summarizer.voices import shingles, voices
from summarizer.wording import mostly_quoted, opening_noun, points_at_something

_EXCERPT_CHARACTERS = 280
_SLUG_CHARACTERS = 60
_KNOWN_BEFORE = 0.6
"""Share of a statement's weighted terms that an earlier digest's sentence must have for it to be no news."""
_SPOKEN = 0.5
"""Share of a sentence's word sequences that stand in quotations."""
_MOST_NEWS = 4
_OPENING = 6
"""How many sentences of a report its opening has."""
_POINTING = 0.5
"""What a sentence is worth that says "the company" of something named before it."""
_REACTION = 0.7
"""What is said by somebody named is worth as the first statement of all: first comes what happened."""
_FURTHER_VOICE, _CONFIRMED = 0.15, 0.25
"""How much more each further voice, of three, makes a sentence worth, in the body and in the TL;DR."""
_PLAIN = 0.8
"""What a sentence is worth that names nobody and nothing and has no figure."""
_HISTORY = 0.7
"""What a sentence about another year is worth that one voice alone has."""
_LEAD = (1.6, 1.35, 1.15)
"""How much more a report's first, second and third sentence are worth as the first statement of all."""
_TOLL = 1.4
"""How much more a sentence is worth as the first of all for saying how many people died, were hurt, and so on."""
_HEADLINE_WORDS = (5, 16)
_WEAK_HEADLINE = re.compile(
    r"\?|^(?:how|why|what|watch|live|opinion|analysis|here['’]s|video|photos?)\b|\b(?:you|your|I|we|my)\b|[|]|\.\.\.|…",
    re.I,
)


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
        self.replaced = [candidates(read) for voice in self.voices for read in _replaced(voice, self.read)]
        self.told = [self.candidates[face.article.id] for face in self.texts]
        self.weights = concept_weights(self.told, [_concepts(face.article.headline) for face in self.texts])
        self.rarity = inverse_document_frequencies(one.terms for voice in self.told for one in voice)
        self.alignment = Alignment(self.told, self.rarity)
        self.topic = Topic(self.texts, self.candidates)
        self.shared = self._shared()

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
        body = selection.fill(pool, self._support(pool), words - sum(one.length for one in summary))
        news = [one for one in body if self._is_news(one)][:_MOST_NEWS] if self.story.days else []
        body = [one for one in body if one not in news]

        headline = self._headline(frozenset[str]().union(*(dispute.numbers_of_few() for dispute in contested)))
        name = slugify(headline.headline, max_length=_SLUG_CHARACTERS, word_boundary=True) or "story"
        tldr = self._statements(summary)
        new = self._statements(news)
        parts = tuple(
            Section(heading=heading, paragraphs=tuple(self._statements(paragraph) for paragraph in paragraphs))
            for heading, paragraphs in sections(body, self._voices_of(body), self.weights)
        )
        figures = key_figures(self.told, selection.chosen, self.options.most_key_figures)
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
        sources = self._sources(cited)
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
            picture=self._picture(sources),
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
        return [
            one
            for one in alone
            if _share(shingles(one.text), spoken) < _SPOKEN and self.topic.holds(one) and not self._is_outdated(one)
        ]

    def _is_outdated(self, candidate: Candidate) -> bool:
        """Whether it gives an earlier night's count of the dead, the injured and so on, which tonight's replaces."""
        return candidate.article not in self.story.new and any(fate(one, candidate) for one in candidate.figures)

    def _tldr(self, selection: Selection, pool: Sequence[Candidate]) -> list[Candidate]:
        """The worthiest sentences from the openings: first the lead, then, in a larger story, only what two voices say,
        in the order in which articles tell it."""
        early = [one for one in pool if one.position < _OPENING and _names_something(one) and self.topic.is_of(one)]
        opening = [one for one in early if not points_at_something(one.text)] or early or list(pool)
        new = set(self.story.new)
        leads = [one for one in opening if one.position < len(_LEAD) and one.article in new] or opening
        confirmed = [one for one in opening if len(self.alignment.evidence(one)) > 1]
        further = confirmed if len(self.texts) > 2 and len(confirmed) >= self.options.tldr_statements else opening
        support = self._support(pool, _CONFIRMED)
        worth = {one: support[one] * self.shared[one] for one in pool}
        lead = {
            one: worth[one]
            * (_LEAD[one.position] if one.position < len(_LEAD) else 1.0)
            * (_TOLL if any(fate(figure, one) for figure in one.figures) else 1.0)
            * (_REACTION if _tells_what_somebody_said(one) else 1.0)
            for one in pool
        }
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

    def _support(self, pool: Sequence[Candidate], by_voice: float = _FURTHER_VOICE) -> dict[Candidate, float]:
        """How much more a candidate is worth for the voices that say the same, `by_voice` for each further one, and for
        being new tonight; how much less for saying little by itself."""
        new = set(self.story.new)
        return {
            one: (1 + by_voice * min(3, len(self.alignment.evidence(one)) - 1))
            * (1.5 if self.story.days and one.article in new else 1.0)
            * (_POINTING if points_at_something(one.text) else 1.0)
            * (1.0 if one.figures or _names_something(one) else _PLAIN)
            * (1.0 if self._is_clear(one) else _POINTING)
            * (1 + self.shared[one])
            / 2
            * (_HISTORY if is_history(one) and len(self.alignment.evidence(one)) < 2 else 1.0)
            for one in pool
        }

    def _shared(self) -> dict[Candidate, float]:
        """For each candidate the share of its terms, by weight, that other voices use too, 0 to 1: low for colour that
        one article has. 1 where there is no other voice."""
        users = Counter(term for voice in self.told for term in {term for one in voice for term in one.term_set})
        common = frozenset(term for term, count in users.items() if count > 1)
        alone = len(self.told) < 2
        return {
            one: 1.0 if alone else weighted_share(one.term_set, common, self.rarity)
            for voice in self.told
            for one in voice
        }

    def _is_clear(self, candidate: Candidate) -> bool:
        """Whether the noun that it opens with ("The skill reflects …"), if it is a bare one, is a word of the story."""
        noun = opening_noun(candidate.text)
        return not noun or all(self.topic.is_key(term) for term in terms(noun))

    def _is_news(self, candidate: Candidate) -> bool:
        """Whether only tonight's articles say it, and no earlier digest of the story did."""
        new = set(self.story.new)
        if any(item.article not in new for item in self.alignment.evidence(candidate)):
            return False
        printed = [statement.text for digest in self._own_past() for statement in digest.statements()]
        return all(
            weighted_share(candidate.term_set, set(terms(text)), self.rarity) < _KNOWN_BEFORE for text in printed
        )

    def _voices_of(self, body: Sequence[Candidate]) -> dict[Candidate, int]:
        return {one: len(self.alignment.evidence(one)) for one in body}

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
            already += f" {text}"
            made.append(Statement(text=text, claims=self.alignment.claims(one)))
        return tuple(made)

    def _headline(self, disputed: Set[str]) -> Article:
        """The article whose headline says most of what the voices share, plainly, and no number that few give."""

        def worth(face: ReadArticle) -> float:
            words = face.article.headline.split()
            fitting = _HEADLINE_WORDS[0] <= len(words) <= _HEADLINE_WORDS[1]
            shared = fsum(self.weights.get(concept, 0.0) for concept in _concepts(face.article.headline))
            plain = 0.4 if _WEAK_HEADLINE.search(face.article.headline) else 1.0
            agreed = 0.2 if disputed & set(face.article.headline.lower().split()) else 1.0
            return shared / sqrt(max(6, len(words))) * plain * agreed * (1.0 if fitting else 0.5)

        # Yesterday's headline would not tell today's news.
        fresh = [face for face in self.texts if face.article.id in self.story.new]
        return max(fresh or self.texts, key=lambda face: (worth(face), face.article.id)).article

    def _sources(self, cited: Sequence[Evidence]) -> tuple[Source, ...]:
        """A card for each article cited, in the order of citation, then for the copies of their texts."""
        order = list(dict.fromkeys(evidence.article for evidence in cited))
        first = {evidence.article: evidence for evidence in reversed([one for one in cited if one.end])}
        number_of_voice = {article: number for number, voice in enumerate(self.voices, 1) for article in voice.articles}
        copies = [other for article in order for other in _copies(article, self.voices) if other not in order]
        return tuple(
            _card(number, self.read[article].article, number_of_voice[article], first.get(article))
            for number, article in enumerate([*order, *dict.fromkeys(copies)], 1)
        )

    def _picture(self, sources: Sequence[Source]) -> Picture | None:
        """The first stored image of a source that says whose it is."""
        for source in sources:
            image = self.read[source.article].article.image
            stored = self.pictures.get(source.article)
            if stored and image is not None:
                return Picture(
                    image=stored, article=source.article, caption=image.caption, alt=image.alt, credit=image.credit
                )
        return None

    def _related(self, headline: Article) -> tuple[Related, ...]:
        topic = " ".join((headline.headline, *(face.article.text[:600] for face in self.texts)))
        return related(self.story.id, topic, self.earlier)


def _tells_what_somebody_said(candidate: Candidate) -> bool:
    """Whether a person who is named says something in it."""
    reading, sentence = candidate.read.reading, candidate.sentence
    people = {name.name for name in reading.names if name.kind == "person"}
    said = (quote for quote in reading.quotes if quote.start < sentence.end and sentence.start < quote.end)
    return any(quote.speaker in people for quote in said)


def _told_from(voice: Voice, read: Mapping[str, ReadArticle]) -> ReadArticle:
    """The text that a voice is told from: its face, or the newest text with which the face's outlet has replaced it."""
    face = read[voice.articles[0]].article
    own = [read[one] for one in voice.articles if read[one].article.outlet == face.outlet]
    whole = [one for one in own if one.article.preview == face.preview]
    return max(whole, key=lambda one: (one.article.dated, one.article.fetched, one.article.id))


def _replaced(voice: Voice, read: Mapping[str, ReadArticle]) -> list[ReadArticle]:
    """The texts of a voice that its outlet has replaced by the one that it is told from."""
    told = _told_from(voice, read).article
    return [read[one] for one in voice.articles if one != told.id and read[one].article.outlet == told.outlet]


def _share(own: Set[tuple[str, ...]], of: Set[tuple[str, ...]]) -> float:
    return len(own & of) / len(own)


def _concepts(text: str) -> frozenset[str]:
    own = terms(text)
    return frozenset((*own, *bigrams(own)))


def _names_something(candidate: Candidate) -> bool:
    """Whether a capital letter after the first word shows that the sentence names somebody or something."""
    return bool(re.search(r"\s[“\"‘]?[A-Z]", candidate.text))


def _copies(article: str, voices: Sequence[Voice]) -> tuple[str, ...]:
    return next(voice.articles for voice in voices if article in voice.articles)


def _card(number: int, article: Article, voice: int, cited: Evidence | None) -> Source:
    return Source(
        number=number,
        article=article.id,
        url=article.url,
        outlet=article.outlet,
        headline=article.headline,
        authors=article.authors,
        published=article.published,
        language=article.language,
        preview=article.preview,
        excerpt=_excerpt(article, cited),
        voice=voice,
    )


def _excerpt(article: Article, cited: Evidence | None) -> str:
    """The article's opening, or the cited words where there are some, cut at a word."""
    text = " ".join((cited.of(article.text) if cited else article.text[: _EXCERPT_CHARACTERS * 2]).split())
    return text if len(text) <= _EXCERPT_CHARACTERS else text[:_EXCERPT_CHARACTERS].rsplit(" ", 1)[0] + " …"
