"""The pipeline that ships: its size, its parts and its table of vectors."""

from pathlib import Path

import numpy
import spacy

import extractors
from extractors.word_table import WordTable

MODEL = Path(extractors.__file__).parent / "model"


def test_it_weighs_at_most_forty_megabytes():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= 40_000_000


def test_it_tags_parses_lemmatizes_and_names(nlp):
    doc = nlp("Angela Merkel met the managers of Siemens in Berlin on Tuesday and paid $3 million, or 4%.")
    assert (doc[2].tag_, doc[2].pos_, doc[2].lemma_, doc[2].dep_) == ("VBD", "VERB", "meet", "ROOT")
    assert {token.text for token in doc if token.dep_ == "nsubj"} == {"Angela"}
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Angela Merkel", "PERSON"),
        ("Siemens", "ORG"),
        ("Berlin", "LOC"),
        ("Tuesday", "DATE"),
        ("$3 million", "MONEY"),
        ("4%", "PERCENT"),
    ]


def test_a_word_has_one_vector_however_it_is_written(nlp):
    table = nlp.vocab.vectors
    assert isinstance(table, WordTable)
    doc = nlp.make_doc("Minister minister MINISTER")
    assert doc[0].has_vector
    rows = table.find(keys=doc.to_array(table.attr))
    assert len(set(rows)) == 1


def test_the_table_comes_back_from_disk_as_it_was(tmp_path, nlp):
    table = nlp.vocab.vectors
    table.to_disk(tmp_path)
    again = WordTable(strings=spacy.blank("en").vocab.strings).from_disk(tmp_path)
    assert numpy.array_equal(again.data, table.data)
    assert again.key2row == table.key2row
