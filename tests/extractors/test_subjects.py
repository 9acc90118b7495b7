"""What an article is about is told by its words, where they tell it clearly."""

from datetime import UTC, datetime

import pytest

from extractors.articles import Article, Page
from extractors.extraction import extract
from extractors.subjects import category_by_words
from extractors.subscriptions import Category, Lead

SUBJECTS = [
    ("sports", "Hebden beat Tolbury in the cup final", "The striker scored twice before half time and the coach praised"
     " his players after the league's leaders lost their first match of the season."),
    ("business", "Ormond shares fall after profit warning", "Investors sold shares in the shipping company after its"
     " quarterly profit fell, and the bank cut its forecast for revenue and earnings."),
    ("culture", "Singer Marta Vell wins award for debut album", "The singer's album and the film that she acted in were"
     " both honoured at a ceremony at which actors and bands performed."),
    ("technology", "New phone reads lips, its maker says", "The smartphone's camera and a new chip let the app read"
     " what users say without sound, and the software update comes in May."),
    ("health", "Vaccine halves infections in trial", "Doctors gave the vaccine to patients in twelve hospitals, and"
     " fewer of them caught the disease than of those who had no treatment."),
    ("science", "Telescope finds a planet with two moons", "Astronomers used a space telescope to study the planet, and"
     " researchers say its orbit and chemistry are unlike those of other species of planets."),
    ("policy", "Senate passes bill on fishing rights", "Lawmakers of both parties voted for the legislation, which the"
     " governor has said she will veto before the election."),
]  # fmt: skip


@pytest.mark.parametrize(("category", "headline", "text"), SUBJECTS)
def test_words_tell_the_subject(category: str, headline: str, text: str) -> None:
    assert category_by_words(headline, text) == category


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Ferry with 80 on board sinks off Tolbury", "Rescue helicopters searched the sea for survivors all night; the"
         " police said twelve people were killed when fire broke out."),
        ("Rebels shell border town", "Troops fired on militants who attacked a police post, killing two soldiers."),
        ("", ""),
        ("Xqzt", "Vbnm qwrt."),
    ],
)  # fmt: skip
def test_world_news_and_unknown_words_tell_none(headline: str, text: str) -> None:
    assert category_by_words(headline, text) is None


def extracted(section: str, subscribed: Category, path: str = "/2026/03/cup") -> Article:
    """The article of a page about sports, in that section, from a subscription of that category."""
    _, headline, text = SUBJECTS[0]
    meta = f'<meta property="article:section" content="{section}">' if section else ""
    paragraphs = "".join(f"<p>{text} It was the {number}th match between the two.</p>" for number in range(4, 9))
    body = f"<html><head><title>{headline}</title>{meta}</head><body><article><h1>{headline}</h1>{paragraphs}</article>"
    url = f"https://post.example{path}"
    page = Page(
        lead=url,
        url=url,
        status=200,
        headers={"content-type": "text/html"},
        body=body.encode(),
        fetched=datetime(2026, 3, 5, tzinfo=UTC),
    )
    found = extract(page, Lead(url=url, subscription="https://post.example/feed", category=subscribed))
    assert isinstance(found, Article)
    return found


def test_the_text_decides_where_a_general_feed_says_world_and_the_page_nothing() -> None:
    assert extracted("", Category.WORLD).category == "sports"


def test_a_section_an_address_and_a_chosen_category_come_first() -> None:
    assert extracted("World", Category.WORLD).category == "world"
    assert extracted("", Category.WORLD, path="/business/cup").category == "business"
    assert extracted("", Category.CULTURE).category == "culture"
