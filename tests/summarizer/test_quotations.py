"""Quotations: named speakers only, verbatim, each once, with everybody who prints it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pytest

from summarizer.candidates import Candidate
from summarizer.digests import Digest, Quotation
from summarizer.quotations import quotations
from summarizer.stories import ReadArticle
from summarizer.terms import words
from summarizer.topics import Topic

Voices = Callable[..., list[tuple[Candidate, ...]]]

WHO = "Otis Wray, the signalman of Tolbury, heard the train from his kitchen."
WAGONS = "“We have never in forty years seen wagons thrown so far from the rails,” said Wray."
CRANES = "“The cranes will need at least three days to lift them,” said Otis Wray."
SLEEPERS = "“After that the crews will have to look at every sleeper on the bend,” said Otis Wray."


def of(voices: Sequence[Sequence[Candidate]], told: Sequence[Candidate] = (), most: int = 4) -> tuple[Quotation, ...]:
    weights = {concept: 1.0 for voice in voices for one in voice for concept in one.concepts}
    faces = [voice[0].read for voice in voices]
    candidates = {voice[0].article: voice for voice in voices}
    return quotations(faces, candidates, weights, told, Topic(faces, candidates), most)


def test_a_quotation_is_verbatim_with_its_speakers_full_name(voices_of: Voices) -> None:
    voices = voices_of([WHO, WAGONS])
    (quotation,) = of(voices)
    assert quotation.words == "We have never in forty years seen wagons thrown so far from the rails"
    assert quotation.speaker == "Otis Wray"
    (evidence,) = quotation.evidence
    assert evidence.of(voices[0][0].read.article.text) == WAGONS


def test_the_evidence_of_she_said_begins_where_she_is_named(voices_of: Voices) -> None:
    who = "Ida Rell, a director of the railway, came to Tolbury on Monday."
    said = "“Passengers will be taken by coach until the end of the week,” she said."
    voices = voices_of(["The line is closed.", who, said], [WHO, "Bo Karst spoke first.", WAGONS])
    (quotation,) = [one for one in of(voices) if one.speaker == "Ida Rell"]
    assert quotation.evidence[0].of(voices[0][0].read.article.text).split("\n\n") == [who, said]


def test_one_quotation_across_outlets_is_one_row(voices_of: Voices) -> None:
    voices = voices_of(
        [WHO, WAGONS],
        ['"We have never in forty years seen wagons thrown so far from the rails," Otis Wray told the Echo.'],
        [WHO, "“We have never in forty years seen wagons thrown so far,” said Otis Wray."],
    )
    (quotation,) = of(voices)
    assert {evidence.article for evidence in quotation.evidence} == {voice[0].article for voice in voices}
    assert len(quotation.evidence) == 3


def test_words_that_differ_between_outlets_are_shown_beside_each_other(voices_of: Voices) -> None:
    voices = voices_of(
        [WHO, WAGONS],
        [WHO, "“I have never seen wagons thrown as far from those rails in all forty years,” said Otis Wray."],
    )
    (quotation,) = of(voices)
    (other,) = quotation.otherwise
    assert {quotation.words, other.words} == {
        "We have never in forty years seen wagons thrown so far from the rails",
        "I have never seen wagons thrown as far from those rails in all forty years",
    }
    cited = [evidence.article for evidence in quotation.all_evidence]
    assert sorted(cited) == sorted(voice[0].article for voice in voices)


def test_what_is_said_of_something_else_is_left_out(voices_of: Voices) -> None:
    wagons = "Wagons of a freight train left the rails near Tolbury on Monday, and the line is closed."
    skiing = (
        "A skier from Aldmere has won her third medal of the winter.",
        "“After the spring I learned how to walk again with a new knee,” said Ida Rell, the skier.",
        "Rell trained for the slalom all summer with two coaches.",
    )
    furniture = ("The exhibition of oak chairs and tables in the museum of design opens to visitors in May.",) * 8
    voices = voices_of([wagons, WHO, WAGONS], [wagons, WHO, *furniture, *skiing], [wagons, WHO])
    assert [quotation.speaker for quotation in of(voices)] == ["Otis Wray"]


def test_of_one_speaker_at_most_two(voices_of: Voices) -> None:
    assert len(of(voices_of([WHO, WAGONS, CRANES, SLEEPERS]))) == 2


def test_quotations_come_in_the_order_of_telling(voices_of: Voices) -> None:
    other = "“Passengers will be taken by coach until the end of the week,” said Ida Rell, a director of the railway."
    voices = voices_of([WHO, CRANES, other, WAGONS])
    starts = [quotation.evidence[0].start for quotation in of(voices)]
    assert len(starts) == 3
    assert starts == sorted(starts)


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_than_asked_for(most: int, voices_of: Voices) -> None:
    assert len(of(voices_of([WHO, WAGONS, CRANES]), most=most)) == most


def test_what_the_digest_prints_is_not_printed_again(voices_of: Voices) -> None:
    voices = voices_of([WHO, WAGONS, CRANES])
    assert [quotation.words for quotation in of(voices, told=[voices[0][1]])] == [
        "The cranes will need at least three days to lift them"
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“We have never in forty years seen wagons thrown so far from the rails,” a passenger said.",
        "“We have never in forty years seen wagons thrown so far,” said the driver from Port Ellery.",
        "“We have never in forty years seen wagons thrown so far from the rails.”",
        "“No,” said Otis Wray.",
        "Otis Wray called the line “old and tired and worn to the very last sleeper” on Monday.",
        "Otis Wray said that the cranes would need at least three days to lift the wagons.",
        f"“{'We have never seen wagons thrown so far from the rails, and never so many. ' * 6}” said Otis Wray.",
    ],
    ids=["nobody named", "place named", "no speaker", "too short", "within a sentence", "indirect", "too long"],
)
def test_what_is_no_quotation_of_somebody_named_is_left_out(paragraph: str, voices_of: Voices) -> None:
    assert of(voices_of([paragraph, "The line from Tolbury is closed until Wednesday."])) == ()


# Over the newsroom


def test_the_newsrooms_quotations_stand_word_for_word_in_their_evidence(
    drafts: Mapping[tuple[int, str], Digest], reads: Mapping[str, ReadArticle]
) -> None:
    for digest in drafts.values():
        assert digest.quotations
        assert max(Counter(quotation.speaker for quotation in digest.quotations).values()) <= 2
        for quotation in digest.quotations:
            printed = iter(words(quotation.evidence[0].of(reads[quotation.evidence[0].article].article.text)))
            assert all(word in printed for word in words(quotation.words))  # in this order
            assert len({item.article for item in quotation.evidence}) == len(quotation.evidence)


def test_both_outlets_that_print_a_quotation_are_cited(drafts: Mapping[tuple[int, str], Digest]) -> None:
    (quotation,) = [one for one in drafts[1, "school-phones"].quotations if one.speaker == "Ruth Delacombe"]
    assert quotation.words.startswith("A phone has a button on the side.")
    assert len(quotation.evidence) == 2
