"""A light guess at a text's language, from its commonest small words."""

import re

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_LOOKED_AT = 400
_LEAST_WORDS = 20
_LEAST_SHARE = 0.12
_COMMON = {
    "en": "the of and to in that is was for it with as his on be at by had not are but from or have an they which were",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec aux cette",
    "es": "de la que el en y los se del las un por con no una su para es al lo como más pero sus le ha este entre",
    "it": "di che e la il un per in non è una del le si con da sono come della ha dei alla più anche nel gli al",
    "pt": "de que e do da em um para com não uma os no se na por mais as dos como mas ao foi das à seu pelo são",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar door bij naar heeft uit",
    "sv": "och att det som en på är av för med den till inte om har de ett han men var sig från vi så kan när",
    "da": "og at det som en på er af for med den til ikke om har de et han men var sig fra vi så kan når",
    "pl": "w i na z się do nie że jest to o po za od jak przez ale dla które oraz był co jego tym ma tak",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ama ne kadar sonra ise var değil o her ya",
    "id": "yang dan di dengan untuk dari ini pada itu dalam tidak akan ke juga oleh adalah karena ada mereka",
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = {
    "ru": "\u0400-\u04ff", "el": "\u0370-\u03ff", "ar": "\u0600-\u06ff", "he": "\u0590-\u05ff", "hi": "\u0900-\u097f",
    "ja": "\u3040-\u30ff", "ko": "\uac00-\ud7af", "zh": "\u4e00-\u9fff", "th": "\u0e00-\u0e7f",
}  # fmt: skip
_LEAST_LETTERS_SHARE = {"ja": 0.1}


def guess_language(text: str) -> str:
    """Two-letter code of the language that `text` is most likely written in; empty where it tells too little."""
    sample = text[: _WORDS_LOOKED_AT * 10]
    letters = sum(map(str.isalpha, sample))
    for language, letter_range in _SCRIPTS.items():
        share = len(re.findall(f"[{letter_range}]", sample)) / (letters or 1)
        if letters >= _LEAST_WORDS and share > _LEAST_LETTERS_SHARE.get(language, 0.5):
            return language
    words = [word.lower() for word in _LETTERS.findall(sample)][:_WORDS_LOOKED_AT]
    if len(words) < _LEAST_WORDS:
        return ""
    counts = {language: sum(word in common for word in words) for language, common in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _LEAST_SHARE * len(words) else ""
