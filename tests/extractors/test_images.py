import pytest

from extractors.articles import Image
from extractors.metadata import read_metadata

URL = "https://harbour.example/news/pier"
PIER = "https://harbour.example/img/northern-pier.jpg?w=1200"
OG = "<meta property='og:image' content='/img/northern-pier.jpg?w=1200'>"


def image(head: str = "", body: str = "") -> Image | None:
    return read_metadata(f"<html><head>{head}</head><body>{body}</body></html>", URL).image


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:image/png;base64,x", "file:///a.jpg", ""])
def test_an_image_has_a_web_address(address):
    assert image(f'<meta property="og:image" content="{address}">') is None


@pytest.mark.parametrize("name", ["logo.png", "site-logo-512.png", "og_default.jpg", "placeholder.svg", "favicon.ico"])
def test_an_outlets_own_mark_is_no_lead_image(name):
    assert image(f"<meta property='og:image' content='/img/{name}'>") is None


@pytest.mark.parametrize(
    "name", ["maxresdefault.jpg", "iconic-pier.jpg", "catalogo.png", "the-new-logo-of-the-harbour.jpg"]
)
def test_a_picture_is_known_by_whole_words(name):
    assert image(f"<meta property='og:image' content='/img/{name}'>").url.endswith(name)


def test_the_next_image_is_taken_for_a_logo():
    head = f"<meta property='og:image' content='/img/logo.png'>{OG}"
    assert image(head).url == PIER


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The pier. Photo: B. Lens / Reuters", "The pier.", "B. Lens / Reuters"),
        ("The pier (B. Lens / AP)", "The pier", "B. Lens / AP"),
        ("The pier in May [File: Reuters]", "The pier in May", "Reuters"),
        ("The pier. <span class='credit'>Bo Lens</span>", "The pier.", "Bo Lens"),
        (
            "The pier. <span class='copyright'>Copyright</span> <span class='copyright'>Bo Lens/AP</span>",
            "The pier.",
            "Bo Lens/AP",
        ),
        ("Bo Lens on the pier. <cite>Bo Lens</cite>", "Bo Lens on the pier.", "Bo Lens"),
        ("Frau von der Leyen. Philipp von Berg/dpa", "Frau von der Leyen.", "Philipp von Berg/dpa"),
        ("The pier. Foto: Ida Rell/Hafen.de", "The pier.", "Ida Rell/Hafen.de"),
        ("2 of 4 The pier", "The pier", ""),
        ("Пирс Фото: Анна Орлова", "Пирс", "Анна Орлова"),
        ("The pier by night", "The pier by night", ""),
    ],
)
def test_a_caption_is_parted_from_its_credit(printed, caption, credit):
    found = image(
        OG,
        f"<figure><img src='/img/640x360/northern-pier.webp' alt='A pier'><figcaption>{printed}</figcaption></figure>",
    )
    assert (found.caption, found.credit, found.alt) == (caption, credit, "A pier")


def test_a_credit_beside_the_caption():
    picture = "<img src='/img/northern-pier.jpg'><figcaption>The pier.</figcaption>"
    assert image(OG, f"<figure>{picture}<footer>Bo Lens</footer></figure>").credit == "Bo Lens"
    assert image(OG, f"<figure>{picture}<div>Image: GCIS</div></figure>").credit == "GCIS"


def test_a_caption_of_another_image_is_not_taken():
    other = "<figure><img src='/img/outer-mole.jpg' alt='Mole'><figcaption>Mole. Foto: Bo Lens</figcaption></figure>"
    assert image(OG, other) == Image(url=PIER)


def test_an_image_is_known_by_the_number_in_its_address():
    def at(size: str, number: str) -> str:
        return f"https://cdn.example/v2/{size}/{number}/image"

    head = f"<meta property='og:image' content='{at('1200x630', '67e5847769253ccd')}'>"
    body = f"<figure><img src='{at('640x360', '67e5847769253ccd')}'><figcaption>The pier</figcaption></figure>"
    others = [f"<figure><img src='{at('640x360', f'77e5847769253cc{n}')}'></figure>" for n in range(6)]
    assert image(head, "".join(others) + body).caption == "The pier"


def test_without_a_stated_image_the_first_figure_with_a_caption():
    body = "<figure><img src='/a.jpg'></figure><figure><img src='/b.jpg'><figcaption>The pier</figcaption></figure>"
    assert image(body=body) == Image(url="https://harbour.example/b.jpg", caption="The pier")
