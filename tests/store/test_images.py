"""Image files."""


def test_an_image_is_kept_once_and_found_by_each_of_its_addresses(store) -> None:
    for url in ("https://a.example/1.png", "https://b.example/2.png"):
        for _ in range(2):
            store.save_image("abc", url, "image/png", b"\x89PNG\x00")
        assert store.image_by_url(url) == "abc"
    assert store.image("abc") == ("image/png", b"\x89PNG\x00")


def test_an_address_whose_image_changed_leads_to_the_new_one(store) -> None:
    for id, body in (("old", b"1"), ("new", b"2")):
        store.save_image(id, "https://a.example/1.png", "image/png", body)
    assert store.image_by_url("https://a.example/1.png") == "new"
    assert store.image("old") == ("image/png", b"1")


def test_an_unknown_image_is_none(store) -> None:
    assert store.image("abc") is None
    assert store.image_by_url("https://a.example/1.png") is None
    assert store.image_size("abc") is None


def test_the_size_of_an_image_is_known_from_when_it_is_told(store) -> None:
    store.save_image("abc", "https://a.example/1.png", "image/png", b"1")
    assert store.image_size("abc") is None
    store.save_image("abc", "https://a.example/1.png", "image/png", b"1", size=(960, 540))
    store.save_image("abc", "https://b.example/2.png", "image/png", b"1")
    assert store.image_size("abc") == (960, 540)
