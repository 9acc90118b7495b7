import re
from datetime import date
from email import message_from_bytes, policy

import pytest
from bs4 import BeautifulSoup

from extractors.errors import NightdeskError
from reader.addresses import PublicLinks
from reader.mail import MOST_BYTES, edition_mail

DESK = "https://desk.example/news"


def mailed(edition, **options):
    given = {"sender": "Nightdesk <desk@example.org>", "recipient": "mara@example.org"} | options
    written = edition_mail(edition, PublicLinks(DESK), **given).as_bytes()
    return message_from_bytes(written, policy=policy.default)


def page(message):
    return BeautifulSoup(message.get_body(("html",)).get_content(), "lxml")


def plain(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def message(edition):
    return mailed(edition)


@pytest.fixture(scope="module")
def many(edition, hiring):
    """Gives an edition of so many digests, each with everything that a digest can have."""

    def made(number):
        told = [
            hiring.model_copy(update={"slug": f"story-{place}", "headline": f"Story {place}: {hiring.headline}"})
            for place in range(1, number + 1)
        ]
        return edition.model_copy(update={"digests": tuple(told)})

    return made


def test_the_head_says_whose_and_what_it_is(message, hiring):
    assert message["From"] == "Nightdesk <desk@example.org>"
    assert message["To"] == "mara@example.org"
    assert message["Subject"] == f"22 November 2026: {hiring.headline}"
    assert message["Date"] == "Sun, 22 Nov 2026 04:31:00 +0000"
    assert re.fullmatch(r"<edition\.2026-11-22\.[0-9a-f]{24}@example\.org>", message["Message-ID"])
    assert message["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in message


def test_who_can_unsubscribe_is_told_how(edition):
    message = mailed(edition, unsubscribe="mailto:desk@example.org?subject=stop")
    assert message["List-Unsubscribe"] == "<mailto:desk@example.org?subject=stop>"
    assert page(message).find("a", href="mailto:desk@example.org?subject=stop").get_text() == "Unsubscribe"
    assert "Unsubscribe: mailto:desk@example.org?subject=stop" in plain(message)


def test_it_is_html_with_a_plain_twin(message):
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_the_preview_is_the_first_tldr(message, hiring):
    first = page(message).body.find(True)
    assert first.get_text() == hiring.tldr[0].text
    assert "display:none" in first["style"]


def test_both_forms_tell_the_digests_whole(message, edition):
    shown = " ".join(page(message).get_text(" ").split())
    text = " ".join(plain(message).split())
    for digest in edition.digests:
        for statement in digest.statements():
            assert statement.text.rstrip(".”!?") in shown
            assert statement.text.rstrip(".”!?") in text
        assert f"{DESK}/editions/2026-11-22/{digest.slug}" in text


def test_the_twin_numbers_its_sources(message, hiring):
    text = plain(message)
    assert "329%[1][3][4]." in text
    listed = re.findall(r"^ \[(\d)\] .*?^ {5}(https://\S+)$", text, re.MULTILINE | re.DOTALL)
    assert listed[:5] == [(str(source.number), source.url) for source in hiring.sources]
    assert all(len(line) <= 72 for line in text.splitlines() if "https://" not in line)


def test_marks_link_to_the_sources_and_nothing_is_asked_of_another_host(message, hiring):
    soup = page(message)
    marks = {int(link.get_text().strip("[]")): link["href"] for link in soup.select("sup a")}
    assert marks == {source.number: source.url for source in hiring.sources} | {1: marks[1]}
    assert not soup.find_all(["img", "script", "iframe", "object", "form", "link"])
    assert "url(" not in str(soup)


def test_styles_are_in_the_elements(message):
    soup = page(message)
    assert all(link.get("style") for link in soup.find_all("a"))
    assert not [tag for tag in soup.find_all(True) if tag.get("class") and tag.get("style")]


@pytest.mark.parametrize("colour", ["#ffffff", "#000000"])
def test_colours_can_be_read_on_white_and_on_black(message, colour):
    used = set(re.findall(r"(?<![-\w])color:(#[0-9a-f]{6})", str(page(message).body)))
    assert used
    for each in used:
        assert _contrast(each, colour) >= 4.5


def test_a_long_edition_is_shortened_from_its_end(many):
    message = mailed(many(20))
    assert 0.8 * MOST_BYTES < len(message.as_bytes()) < MOST_BYTES
    soup = page(message)
    headlines = [tag.get_text() for tag in soup.select("h2") if "Story" in tag.get_text()]
    assert headlines == [f"{place}. {digest.headline}" for place, digest in enumerate(many(20).digests, start=1)]
    parts = re.split(r"^\d+\. Story", plain(message), flags=re.MULTILINE)[1:]
    whole = ["ACCOUNTS DIFFER" in part for part in parts]
    assert whole == sorted(whole, reverse=True)
    assert whole[0]
    assert not whole[-1]
    assert all("training places grew by only 4%" in " ".join(part.split()).lower() for part in parts)
    said = f"{sum(whole)} of 20 digests {'is' if sum(whole) == 1 else 'are'} whole here, to keep this mail short"
    assert said in " ".join(soup.get_text(" ").split())
    assert said in " ".join(plain(message).split())


def test_a_digest_too_long_for_the_mail_costs_no_other_one_its_body(edition, hiring, ferry):
    section = hiring.sections[0]
    endless = hiring.model_copy(
        update={"sections": (section.model_copy(update={"paragraphs": section.paragraphs * 400}),)}
    )
    message = mailed(edition.model_copy(update={"digests": (endless, hiring, ferry)}))
    assert len(message.as_bytes()) < MOST_BYTES
    parts = re.split(r"^\d+\. ", plain(message), flags=re.MULTILINE)[1:]
    assert ["SOURCES" in part for part in parts] == [False, True, True]
    assert "2 of 3 digests are whole here" in " ".join(plain(message).split())


def test_a_mail_that_has_all_whole_says_nothing_of_it(message):
    assert "whole here" not in plain(message)
    assert "whole here" not in page(message).get_text()


def test_the_longest_edition_there_can_be_fits(many):
    message = mailed(many(200))
    assert len(message.as_bytes()) < MOST_BYTES
    told = [tag.get_text() for tag in page(message).select("h2") if "Story" in tag.get_text()]
    assert told[0].startswith("1. Story 1:")
    left_out = re.search(r"(\d+) more digests on the web", plain(message))
    assert len(told) + (int(left_out[1]) if left_out else 0) == 200


def test_an_edition_with_nothing_to_tell_is_no_mail(edition):
    with pytest.raises(NightdeskError, match="no digest to mail"):
        mailed(edition.model_copy(update={"digests": ()}))


def test_the_same_edition_gives_the_same_bytes_and_another_one_another_id(edition, message):
    again = mailed(edition.model_validate_json(edition.model_dump_json()))
    assert again.as_bytes() == message.as_bytes()
    assert mailed(edition, recipient="other@example.org")["Message-ID"] != message["Message-ID"]
    assert mailed(edition.model_copy(update={"date": date(2026, 11, 23)}))["Message-ID"] != message["Message-ID"]


def _contrast(one, other):
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
