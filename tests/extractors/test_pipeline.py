import json

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.articles import Article, Span
from extractors.errors import ModelError
from extractors.pipeline import LIMIT, build, read
from extractors.pipeline_version import version
from extractors.readings import Reading

PIECES = st.sampled_from(
    ["“", "”", '"', "'", "said ", "Anna Lind ", "according to ", "4% ", "$3 million ", "rose ", ". ", ", ", "\n\n",
     "\n", " ", "U.S. ", "he ", "that ", "Bote Bank ", "(BB) ", "half of ", "\ud800", "\x00", "😀", "漢字", "from ",
     "to ", "one "]
)  # fmt: skip


def spans(value: object) -> list[Span]:
    """All spans anywhere in a reading."""
    if isinstance(value, Span):
        inner = [getattr(value, field) for field in type(value).model_fields]
        return [value, *(span for one in inner for span in spans(one))]
    if isinstance(value, tuple):
        return [span for one in value for span in spans(one)]
    fields = getattr(type(value), "model_fields", {})
    return [span for field in fields for span in spans(getattr(value, field))]


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_is_read_and_all_offsets_lie_in_it(read_text, text):
    article, reading = read_text(text, headline=text[:80])
    assert reading.article == article.id
    assert all(0 <= span.start < span.end <= len(text) for span in spans(reading))
    assert list(reading.sentences) == sorted(reading.sentences, key=lambda one: one.start)
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


@pytest.mark.parametrize("unit", ["(", '"', "😀", "“x\n\n", "$1 ", "1% ", "Ab said ", "漢", "He said “x y z w.” "])
def test_long_texts_are_read_up_to_the_limit(unit, read_text):
    text = unit * (LIMIT // 4 // len(unit)) + " " * LIMIT + "Costs rose 4%."
    _, reading = read_text(text)
    assert all(span.end <= LIMIT for span in spans(reading))


def test_readings_come_in_order_and_are_the_same_every_time(read_text):
    articles = [read_text(f"Rents rose {number}%, said Anna Lind.")[0] for number in range(40)]
    nlp = build()
    readings = list(read(nlp, articles, batch_size=7))
    assert [reading.article for reading in readings] == [article.id for article in articles]
    assert [reading.percentages[0].low for reading in readings] == list(range(40))
    assert readings == list(read(build(), articles))


def test_an_installed_pipeline_keeps_its_own_names(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Zed"}])
    nlp.to_disk(tmp_path / "model")
    loaded = build(str(tmp_path / "model"))
    article = _article("“All is well,” said Zed of Lisbon.")
    (reading,) = read(loaded, [article])
    assert [(name.name, name.kind) for name in reading.names] == [("Zed", "person")]
    assert reading.quotes[0].speaker == "Zed"
    assert version(str(tmp_path / "model")) != version()


def test_a_pipeline_that_does_not_load_is_refused_with_the_remedy():
    with pytest.raises(ModelError, match=r"'no_such_model'.*install it"):
        build("no_such_model")
    with pytest.raises(ModelError, match=r"'no_such_model'.*install it"):
        version("no_such_model")


def test_a_pipeline_for_another_language_is_refused(tmp_path):
    spacy.blank("de").to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match="'de'"):
        build(str(tmp_path / "model"))


def _article(text: str) -> Article:
    fields = {"url": "u", "outlet": "o", "headline": "", "fetched": "2026-03-02T06:00:00Z", "category": "world"}
    return Article.model_validate_json(json.dumps({**fields, "text": text, "paragraphs": []}))
