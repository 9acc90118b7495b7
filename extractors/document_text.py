"""The text of a document that the language pipeline works on."""

from spacy.tokens import Doc

_KEY = "nightdesk_text"


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together from the tokens each time it is asked."""
    text = doc.user_data.get(_KEY)
    if text is None:
        text = doc.user_data[_KEY] = doc.text
    return str(text)
