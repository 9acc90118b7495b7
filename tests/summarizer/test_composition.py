"""Composition: every story of the newsroom, on both nights, becomes a digest that an editor would print."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from extractors.articles import Article, Image
from extractors.subscriptions import Category
from summarizer.composition import WriterOptions, compose
from summarizer.digests import Digest, Statement
from summarizer.grouping import one_story
from summarizer.stories import ReadArticle, Story
from summarizer.terms import terms
from summarizer.verification import publishable
from summarizer.voices import voices
from summarizer.wording import mostly_quoted

Drafts = Mapping[tuple[int, str], Digest]
Reads = Mapping[str, ReadArticle]
Gold = Mapping[int, Mapping[str, Story]]

_WORD = re.compile(r"[\w’'-]+")
_DANGLING = re.compile(
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those|but|and|however|so|then|here|there)\b", re.I
)
MOST_DROPPED = 0.025
"""Share of all parts of the newsroom's drafts that the verifier may take out: 10 of 471 when this was measured."""


def told(digest: Digest) -> list[Statement]:
    """TL;DR, news and body."""
    return [*digest.tldr, *digest.new, *(one for section in digest.sections for one in section.statements)]


def words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


# Statements


def test_every_statement_is_words_of_its_first_evidence_and_names_of_that_article(drafts: Drafts, reads: Reads) -> None:
    for digest in drafts.values():
        for statement in digest.statements():
            assert statement.evidence
            first = statement.evidence[0]
            read = reads[first.article]
            names = " ".join(f"{name.name} {name.name}'s" for name in read.reading.names)
            assert words(statement.text) <= words(first.of(read.article.text)) | words(names)


def test_all_claims_of_a_statement_stand_on_its_first_evidence(drafts: Drafts) -> None:
    for digest in drafts.values():
        for statement in digest.statements():
            assert len({claim.evidence[0] for claim in statement.claims}) == 1
            for claim in statement.claims:
                assert len({evidence.article for evidence in claim.evidence}) == len(claim.evidence)


def test_evidence_is_whole_sentences(drafts: Drafts, reads: Reads) -> None:
    for digest in drafts.values():
        for statement in digest.statements():
            for evidence in statement.evidence:
                spans = {(one.start, one.end) for one in reads[evidence.article].reading.sentences}
                assert (evidence.start, evidence.end) in spans


def test_no_statement_leans_or_is_cut(drafts: Drafts) -> None:
    for digest in drafts.values():
        for statement in told(digest):
            text = statement.text
            assert not _DANGLING.match(text), text
            assert text[0].isupper() or not text[0].isalpha(), text
            assert text.count("“") == text.count("”"), text
            assert text.count('"') % 2 == 0, text
            assert not mostly_quoted(text), text


def test_nothing_is_said_twice(drafts: Drafts) -> None:
    for digest in drafts.values():
        texts = [statement.text for statement in told(digest)]
        assert len(set(texts)) == len(texts)
        sets = [set(terms(text)) for text in texts]
        for i, one in enumerate(sets):
            for other in sets[:i]:
                # full names make two statements a little more alike than their sentences are
                assert len(one & other) <= 0.7 * min(len(one), len(other)), (one, other)


def test_the_tldr_has_two_to_four_statements(drafts: Drafts) -> None:
    for digest in drafts.values():
        assert 2 <= len(digest.tldr) <= 4
        assert len(digest.tldr) >= 3 or not digest.sections


def test_a_digest_is_no_longer_than_its_options_allow(gold: Gold, reads: Reads) -> None:
    options = WriterOptions(words_per_voice=20, fewest_words=100, most_words=120, tldr_statements=2)
    for story in gold[1].values():
        digest = compose(story, [reads[id] for id in story.articles], date(2026, 11, 18), options=options)
        assert digest is not None
        assert len(digest.tldr) <= 2
        parts = (*digest.tldr, *digest.new, *(one for part in digest.sections for one in part.statements))
        assert sum(len(one.text.split()) for one in parts) <= 140


def test_parts_that_nobody_wants_are_left_out(gold: Gold, reads: Reads) -> None:
    options = WriterOptions(most_quotations=0, most_key_figures=0)
    story = gold[1]["rate-cut"]
    digest = compose(story, [reads[id] for id in story.articles], date(2026, 11, 18), options=options)
    assert digest is not None
    assert (digest.quotations, digest.key_figures) == ((), ())


# Citations


def test_numbers_are_given_in_the_order_of_first_citation(drafts: Drafts) -> None:
    for digest in drafts.values():
        cited = list(dict.fromkeys(evidence.article for evidence in digest.evidence()))
        cards = [source.article for source in digest.sources]
        assert cards[: len(cited)] == cited
        assert [source.number for source in digest.sources] == list(range(1, len(cards) + 1))
        assert len(set(cards)) == len(cards)


def test_every_article_of_a_cited_text_has_a_card_with_its_voice(drafts: Drafts, reads: Reads, gold: Gold) -> None:
    for (night, event), digest in drafts.items():
        voice_of = {source.article: source.voice for source in digest.sources}
        for voice in voices([reads[id].article for id in gold[night][event].articles]):
            numbers = {voice_of.get(article) for article in voice.articles}
            assert len(numbers) == 1
        assert digest.headline_article in voice_of


@pytest.mark.parametrize(("draft", "sources", "texts"), [((1, "quake"), 4, 2), ((2, "cup-qualifier"), 3, 1)])
def test_copies_are_cards_of_one_voice(draft: tuple[int, str], sources: int, texts: int, drafts: Drafts) -> None:
    digest = drafts[draft]
    assert (len(digest.sources), digest.voices) == (sources, texts)


def test_source_cards_say_what_their_articles_say(drafts: Drafts, reads: Reads) -> None:
    for digest in drafts.values():
        for source in digest.sources:
            article = reads[source.article].article
            card = (source.url, source.outlet, source.headline, source.authors, source.published, source.preview)
            assert card == (
                article.url,
                article.outlet,
                article.headline,
                article.authors,
                article.published,
                article.preview,
            )
            assert source.excerpt.removesuffix(" …") in " ".join(article.text.split())


def test_the_hiring_storys_340_percent_cites_both_outlets(drafts: Drafts) -> None:
    digest = drafts[1, "freelance-ai-report"]
    (statement,) = [one for one in told(digest) if "340%" in one.text]
    assert digest.numbers(statement.evidence) == (1, 2)


# The rest of a digest


def test_headline_category_and_date_come_from_the_articles(drafts: Drafts, reads: Reads, gold: Gold) -> None:
    for (night, event), digest in drafts.items():
        members = [reads[id].article for id in gold[night][event].articles]
        assert digest.headline == reads[digest.headline_article].article.headline
        assert digest.category in {article.category for article in members}
        assert digest.updated == max(reads[source.article].article.fetched for source in digest.sources)
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", digest.slug)


def test_slugs_of_a_night_differ(drafts: Drafts) -> None:
    for night in (1, 2):
        slugs = [digest.slug for (own, _), digest in drafts.items() if own == night]
        assert len(set(slugs)) == len(slugs)


def test_the_picture_is_that_of_the_first_source_with_a_stored_one(gold: Gold, reads: Reads) -> None:
    story = gold[1]["ferry-fire"]
    own = [reads[id] for id in story.articles]
    stored = {one.article.id: f"image-{one.article.outlet}" for one in own if one.article.image}
    digest = compose(story, own, date(2026, 11, 18), pictures=stored)
    assert digest is not None
    assert digest.picture is not None
    first = next(source for source in digest.sources if source.article in stored)
    image = reads[first.article].article.image
    assert isinstance(image, Image)
    assert digest.picture.image == stored[first.article]
    assert (digest.picture.article, digest.picture.caption) == (first.article, image.caption)


def test_without_a_stored_image_there_is_no_picture(drafts: Drafts) -> None:
    assert {digest.picture for digest in drafts.values()} == {None}


# The second night


def test_what_is_new_was_not_said_on_the_first_night(drafts: Drafts, gold: Gold) -> None:
    running = [event for night, event in drafts if night == 2 and (1, event) in drafts]
    assert sorted(running) == ["chip-plant", "ferry-fire", "rate-cut"]
    for event in running:
        before, now = drafts[1, event], drafts[2, event]
        assert 1 <= len(now.new) <= 4
        for statement in now.new:
            assert statement.claims[0].evidence[0].article in gold[2][event].new
            own = set(terms(statement.text))
            for earlier in before.statements():
                assert statement.text != earlier.text
                assert len(own & set(terms(earlier.text))) < 0.7 * len(own)


def test_a_running_story_leads_with_tonight(drafts: Drafts, gold: Gold) -> None:
    for event in ("chip-plant", "ferry-fire", "rate-cut"):
        digest, new = drafts[2, event], gold[2][event].new
        assert digest.tldr[0].evidence[0].article in new


def test_a_story_that_begins_has_nothing_new_apart(drafts: Drafts) -> None:
    for (night, event), digest in drafts.items():
        if night == 1 or (1, event) not in drafts:
            assert digest.new == ()


# Same articles, same bytes


def test_digests_survive_json(drafts: Drafts) -> None:
    for digest in drafts.values():
        assert Digest.model_validate_json(digest.model_dump_json()) == digest


def test_digests_are_equal_to_the_byte_whatever_the_order_of_articles(drafts: Drafts, gold: Gold, reads: Reads) -> None:
    for event, story in gold[1].items():
        own = [reads[id] for id in story.articles]
        for order in (own, own[::-1], sorted(own, key=lambda one: one.article.id)):
            again = compose(story, order, drafts[1, event].date)
            assert again is not None
            assert again.model_dump_json() == drafts[1, event].model_dump_json()


# What the verifier says


def test_the_verifier_lets_nearly_everything_stand(drafts: Drafts, reads: Reads) -> None:
    articles = {id: read.article for id, read in reads.items()}
    published = {key: publishable(digest, articles) for key, digest in drafts.items()}
    assert all(published.values())
    checks = [digest.check for digest in published.values() if digest]
    assert sum(len(check.failures) for check in checks) <= MOST_DROPPED * sum(check.checked for check in checks)


# Small stories


def test_a_story_in_which_nothing_stands_alone_has_no_digest(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    article = make_article("Post", "Bridge", "He said it was late. Why was it late? It was not known.")
    assert compose(one_story([article]), read_all(article), date(2026, 3, 6)) is None


def test_one_short_article_makes_a_short_digest(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    article = make_article(
        "Post",
        "Tolbury opens its new bridge",
        "The town of Tolbury opened its new bridge across the Quill on Monday.",
        category=Category.POLICY,
    )
    digest = compose(one_story([article]), read_all(article), date(2026, 3, 6))
    assert digest is not None
    assert [statement.text for statement in digest.tldr] == [article.text]
    assert digest.sections == ()
    assert digest.category is Category.POLICY
    assert digest.slug.startswith("tolbury-opens-its-new-bridge-")


def test_the_category_is_that_of_most_articles(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    line = "The town of Tolbury opened its new bridge across the {} on Monday."
    categories = (Category.WORLD, Category.BUSINESS, Category.BUSINESS)
    articles = [
        make_article("Post", "Bridge", line.format(number), minutes=number, category=category)
        for number, category in enumerate(categories)
    ]
    digest = compose(one_story(articles), read_all(*articles), date(2026, 3, 6))
    assert digest is not None
    assert digest.category is Category.BUSINESS


def test_a_preview_is_not_told_where_the_whole_text_is(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    lines = (
        "The town of Tolbury opened its new bridge across the Quill on Monday.",
        "Engineers from Aldmere built the bridge in four years, two more than planned.",
        "Lorries will pay a toll of three dollars from the first day of May.",
    )
    preview = make_article("Post", "Bridge", *lines[:2], preview=True)
    whole = make_article("Echo", "Bridge", *lines, minutes=9)
    digest = compose(one_story([preview, whole]), read_all(preview, whole), date(2026, 3, 6))
    assert digest is not None
    assert {evidence.article for evidence in digest.evidence()} == {whole.id}
    assert [(source.outlet, source.preview) for source in digest.sources] == [("Echo", False), ("Post", True)]


def test_a_voice_is_told_from_its_outlets_newest_text(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    rest = (
        "The bus had left the old market of Tolbury at noon with forty pupils of the harbour school aboard.",
        "It overturned on the bend below the quarry, where the road had been wet since the morning.",
        "Anna Lind, the mayor of Tolbury, said the bend would be closed until the weekend.",
        "Two other buses had left the road on the same bend in the past ten years, the council said.",
    )
    before = make_article("Echo", "Bus overturns in Tolbury", "Police in Tolbury said 12 people were injured.", *rest)
    now = make_article(
        "Echo", "Bus overturns in Tolbury", "Police in Tolbury said 31 people were injured.", *rest, minutes=90
    )
    digest = compose(one_story([before, now]), read_all(before, now), date(2026, 3, 5))
    assert digest is not None
    told_of = {item.article for statement in [*digest.tldr, *told(digest)] for item in statement.evidence}
    assert told_of == {now.id}
    (difference,) = digest.differences
    (account,) = difference.accounts
    assert (account.figure, [one.figure for one in account.supersedes]) == ("31 people", ["12 people"])
    assert publishable(digest, {before.id: before, now.id: now}) is not None


def test_what_is_new_is_not_said_in_the_tldr_right_above(drafts: Drafts) -> None:
    shown = [digest for digest in drafts.values() if digest.new]
    assert shown
    for digest in shown:
        for statement in digest.new:
            own = set(terms(statement.text))
            assert all(len(own & set(terms(told.text))) <= 0.4 * len(own) for told in digest.tldr), statement.text
