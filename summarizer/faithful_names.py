"""Whether a statement may name somebody where its evidence has a shorter name or a pronoun: the verifier's rules."""

import re
from collections.abc import Collection, Sequence

from extractors.articles import Article
from summarizer import guarded_words as guarded
from summarizer.words_in_text import UNQUOTED, Word, occurs, plain, words

_NAMED_BEFORE = 600
"""Characters before a pronoun within which whom it means is named."""
_FEWEST_NAMES = 2
"""Names (forename, surname) that stand for a pronoun: less may be a day, a place or a rank."""
_APPOSITION = re.compile(
    r"""\s of\s the \s [^\W\d_][\w-]*
      | \s*,\s \d+, \s (?:from|of) \s [^\W\d_][\w-]*
      | \s*,\s (?:[^\W\d_]+[\s-]){1,5} (?:at|in|of|of\s the|for\s the) \s [^\W\d_][\w-]*
      | \s*,\s (?:[^\W\d_]+[\s-]?){1,6} (?=,)
    """,
    re.VERBOSE,
)
"""What may say who somebody is, right behind the name: "Ida Rell, an economist at Corvane"."""
_PLACE = re.compile(r"\b[Ii]n [^\W\d_][\w-]*")
_OPENS_APPOSITION = frozenset("a an the its his her their of".split())
_RELATIVES = frozenset("who whose whom which that".split())
_SHOWS_A_PERSON = re.compile(r",?\swho\b|,\s\d+,")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n\n")


def completes_name(
    statement: str, told: Sequence[Word], first: int, last: int, replaced: Sequence[Word], article: Article
) -> bool:
    """Whether the words from `first` to `last` complete the name beside them to a fuller form from the same article."""
    if not all(word.capitalised or word.key in guarded.NAME_PARTICLES for word in told[first:last]):
        return False
    if any(word.key not in guarded.TITLES for word in replaced):
        return False
    before = first - 1 if first and _continues_name(statement, told[first - 1], told[first]) else first
    after = last + 1 if last < len(told) and _continues_name(statement, told[last], told[last - 1]) else last
    if (before, after) == (first, last):
        return False
    name = plain(statement[told[before].start : told[after - 1].end])
    text = plain(article.text)
    if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return False
    forenames = {word.text for word in told[before : after - 1]}
    return before < first or not _another(forenames, told[after - 1].text, text)


def stands_for_pronoun(
    statement: str, opening: Sequence[Word], replaced: Sequence[Word], article: Article, start: int
) -> bool:
    """Whether the words that open the statement name the person for whom the evidence at `start` opens with "he",
    "she", "his" or "her".

    The article has the full name, and the name or its last word shortly before; from the beginning of that sentence on
    it has no word that may mean somebody else ("Bob", "the driver"), save what says who that person is: "Ida Rell, the
    mayor". Nothing that is replaced or added is within quotation marks. Where the article does not treat the name as a
    person's, it may be an organization's, and stands for no "he"; one that "said" something passes for a person unless
    a word of it tells ("Rail", "Bank").
    """
    if not opening or not replaced or any(word.marks != UNQUOTED for word in (*opening, *replaced)):
        return False
    connective, pronoun = " ".join(word.key for word in replaced[:-1]), replaced[-1].key
    if connective and connective not in guarded.CONNECTIVES:
        return False
    if pronoun in guarded.POSSESSIVE_PRONOUNS and opening[-1].text == "'s":
        opening = opening[:-1]
    elif pronoun not in guarded.PERSONAL_PRONOUNS:
        return False
    text = plain(article.text)
    name = plain(statement[opening[0].start : opening[-1].end]) if opening else ""
    called = [word.text for word in opening]
    if not _is_full_name(opening) or not occurs(name, text) or not _is_a_person(called, text):
        return False
    if _another(called[:-1], called[-1], text):
        return False
    since = _since_mention(called, article.text[max(0, start - _NAMED_BEFORE) : start], text)
    return since is not None and not _names_anybody(since, called, text)


def _is_full_name(name: Sequence[Word]) -> bool:
    proper = [word for word in name if word.capitalised and word.key not in guarded.TITLES]
    return (
        len(proper) >= _FEWEST_NAMES
        and all(word.capitalised or word.key in guarded.NAME_PARTICLES for word in name)
        and not any(word.key in guarded.DAYS_AND_MONTHS for word in proper)
        and not any(word.key in guarded.NAME_PARTICLES for word in (name[0], name[-1]))
    )


def _is_a_person(name: Sequence[str], text: str) -> bool:
    """Whether the article treats the name as a person's: has its last word alone, or beside the name a title or role, a
    word of speech, "who" or an age, or goes on with "his" or "her"."""
    if any(word.casefold() in guarded.ORGANIZATIONS for word in name):
        return False
    found = words(text)
    for place, word in enumerate(found):
        before = found[place - 1] if place else None
        if list(name) == [one.text for one in found[place : place + len(name)]]:
            last = found[place + len(name) - 1]
            beside = {one.key for one in (before, *found[place + len(name) : place + len(name) + 1]) if one}
            following = _SENTENCE.split(text[last.end :])[0]
            if beside & (guarded.PEOPLE | guarded.SPEECH) or _SHOWS_A_PERSON.match(following):
                return True
            if any(one.key in guarded.PEOPLE for one in words(_who_it_is(following))):
                return True
            if _PRONOUN.search(following) and not _names_anybody(_PRONOUN.split(following)[0], name, text):
                return True
        elif word.text == name[-1] and (before is None or (before.key != "the" and not _may_name(before, text))):
            return True
    return False


def _since_mention(name: Sequence[str], before: str, text: str) -> str | None:
    """What follows the last place where the name, or its last word alone, stands in the text; None without one, or
    where its sentence opens with somebody else, or a pronoun."""
    found = words(before)
    for place in range(len(found) - 1, -1, -1):
        if found[place].text == name[-1]:
            begins = max(0, place + 1 - len(name))
            full = [one.text for one in found[begins : place + 1]] == list(name)
            alone = not place or not _may_name(found[place - 1], text) or found[place - 1].key in guarded.TITLES
            opening = _SENTENCE.split(before[: found[begins if full else place].start])[-1]
            clear = not _PRONOUN.search(opening) and not _names_anybody(_without_rank(opening), name, text)
            return before[found[place].end :] if (full or alone) and clear else None
    return None


def _names_anybody(since: str, name: Sequence[str], text: str) -> bool:
    """Whether the words since a mention may mean somebody else: a role, or a name that is no organization's."""
    rest = since.removeprefix(_who_it_is(since))
    found = words(rest)
    if any(word.key in guarded.PEOPLE for word in found):
        return True
    runs: list[list[Word]] = []
    for word in found:
        if word.text in name or not _may_name(word, text):
            continue
        between = rest[runs[-1][-1].end : word.start] if runs else "."
        organized = bool(runs) and runs[-1][0].key in guarded.ORGANIZATIONS and between.split() in (["of"], ["for"])
        if runs and (organized or not between.strip()):
            runs[-1].append(word)
        else:
            runs.append([word])
    return any(not {run[0].key, run[-1].key} & guarded.ORGANIZATIONS for run in runs)


def _without_rank(opening: str) -> str:
    """What opens a sentence before a name, without places and the rank of whom it names: "FBI spokeswoman", "the
    minister,"."""
    found = list(words(opening))
    ranked = bool(found) and found[-1].key in guarded.PEOPLE and opening[found[-1].end :].strip() in ("", ",")
    while ranked and found and (found[-1].key in guarded.PEOPLE or found[-1].capitalised):
        found.pop()
    return _PLACE.sub(" ", opening[: found[-1].end]) if found else ""


def _who_it_is(since: str) -> str:
    """The words right behind a name that say who that person is: ", the mayor", ", an economist at Corvane"; or ""."""
    found = _APPOSITION.match(since)
    said = words(found.group()) if found else ()
    if not found or any(word.capitalised for word in said[:-1]) or any(word.key in _RELATIVES for word in said):
        return ""
    last = said[-1]
    opens = said[0].key in guarded.PEOPLE | _OPENS_APPOSITION or said[0].text.isdigit()
    return found.group() if opens and not (last.capitalised and last.key in guarded.PEOPLE) else ""


def _may_name(word: Word, text: str) -> bool:
    """Whether the word may be (part of) a name: capitalised, of meaning, and nowhere in lower case in the text."""
    return (
        word.capitalised
        and len(word.text) > 1
        and word.key not in guarded.NO_NAMES
        and not (word.key not in guarded.TITLES and _occurs_in_lower_case(word.text, text))
    )


def _continues_name(statement: str, word: Word, other: Word) -> bool:
    """Whether the kept word is of one name with its neighbour."""
    between = statement[min(word.end, other.end) : max(word.start, other.start)]
    return word.capitalised and word.key not in guarded.DAYS_AND_MONTHS and not between.strip()


def _another(forenames: Collection[str], surname: str, text: str) -> bool:
    """Whether the article has somebody else with this surname."""
    others = re.findall(rf"(?<=[\w,;] )([^\W\d_]+) {re.escape(surname)}(?!\w)", text)
    return any(
        other[0].isupper()
        and other not in forenames
        and other.casefold() not in guarded.TITLES | guarded.DAYS_AND_MONTHS
        and not _occurs_in_lower_case(other, text)
        for other in others
    )


def _occurs_in_lower_case(name: str, text: str) -> bool:
    """Whether the text also has the word in lower case, so that it is an ordinary word."""
    return bool(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text))
