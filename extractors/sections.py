"""What outlets call their sections, in our categories."""

import re
from urllib.parse import urlsplit

from extractors.subscriptions import Category

# In the order of trial, the narrower subjects first. A name that says nothing of the subject, such as "News" or
# "Local", is left out, so that the subscription's category holds.
_WORDS = {
    Category.SPORTS: """sport sports football soccer cricket tennis rugby golf nfl nba mlb nhl olympics f1
        formula-1 fußball fussball deportes fútbol calcio basketball baseball hockey boxing athletics cycling спорт""",
    Category.SCIENCE: """science sciences research space physics astronomy archaeology climate environment
        nature biology chemistry wissen wissenschaft umwelt klima ciencia scienza nauka наука""",
    Category.HEALTH: """health medicine medical wellness coronavirus covid covid-19 gesundheit salud santé salute
        здоровье""",
    Category.TECHNOLOGY: """tech technology technologies digital computing internet gadgets software ai
        cybersecurity gaming artificial-intelligence sci-tech netzwelt tecnología""",
    Category.BUSINESS: """business economy economics finance market markets money companies jobs careers
        real-estate property industry investing banking energy wirtschaft finanzen banken
        kapitalmärkte kapitalmaerkte economía économie economia ekonomi gospodarka экономика""",
    Category.CULTURE: """culture art arts entertainment celebrity celebrities music film films movie movies book books
        theater theatre tv television media showbiz lifestyle style fashion travel food games stage royals
        kultur feuilleton cultura kultura культура""",
    Category.POLICY: """politics policy election elections government congress parliament law justice court courts legal
        regulation education white-house westminster politik política politique politica polityka политика""",
    Category.WORLD: """world international global africa asia europe americas middle-east ausland mundo monde
        internacional esteri welt świat мир panorama
        australia china india russia ukraine""",
}
_PATTERNS = {
    category: re.compile(rf"\b(?:{'|'.join(word.replace('-', '[ -]') for word in words.split())})\b", re.IGNORECASE)
    for category, words in _WORDS.items()
}
_MAX_PATH_PARTS = 3


def category_of(section: str, url: str = "") -> Category | None:
    """The category of a section's name or, without a telling one, of a folder in the page's address; None without."""
    for category, pattern in _PATTERNS.items():
        if pattern.search(section.replace("_", " ")):
            return category
    for folder in urlsplit(url).path.split("/")[1:-1][:_MAX_PATH_PARTS]:
        for category, pattern in _PATTERNS.items():
            if pattern.fullmatch(folder):
                return category
    return None
