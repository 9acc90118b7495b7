"""One spelling for words that British and American outlets spell in two ways, so that names can be compared."""

import re

_OUR = "arb|lab|hon|col|fav|neighb|behavi|endeav|arm|rum|hum|parl|sav|glam|tum"
_RULES = tuple(
    (re.compile(rf"\b{british}", re.IGNORECASE), american)
    for british, american in (
        (rf"(h?)({_OUR})our(?=s?\b|hood|able|ite)", r"\1\2or"),
        (r"(cent|theat|met|kilomet|fib|lust|calib|spect)re(?=s?\b)", r"\1er"),
        (r"(def|off|lic|pret)ence(?=s?\b)", r"\1ense"),
        (r"programme(?=s?\b)", "program"),
        (r"(\w{3,})is(ation|ations|ational)\b", r"\1iz\2"),
        (r"alumini(um)\b", r"alumin\1"),
        (r"jewellery\b", "jewelry"),
        (r"(catal|dial|anal)ogue(?=s?\b)", r"\1og"),
        (r"(p|orthop)aed", r"\1ed"),
        (r"(gyn|an|arch)ae(?=col|sth|ol)", r"\1e"),
        (r"(counsel|travel|jewel)l(?=or|er|ing)", r"\1"),
    )
)


def american(name: str) -> str:
    """The name, its words spelled as Americans do, in lower case where they were British: "Harbour Police" and "Harbor
    Police" differ by case at most then."""
    for british, spelled in _RULES:
        name = british.sub(spelled, name)
    return name
