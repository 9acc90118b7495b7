"""Lines that pages print between the paragraphs of a story: share bars, promotions, pointers, photo and cookie notes.

Every rule is general; none knows an outlet. Rules that look within a line ask that a sentence begins like a
notice, since stories, too, tell of newsletters, alerts and members.
"""

import re

_MAX_WORDS = 45
_MAX_CHARS = 400
_MAX_SHARE_WORDS = 12

_SHARE_WORDS = frozenset(
    """share this article story on via by with facebook twitter x whatsapp linkedin reddit pinterest telegram bluesky
    threads email e-mail mail copy link print save comment comments bookmark flipboard messenger tweet post pocket sms
    instagram youtube tiktok follow us like more close copied teilen drucken merken kommentare artikel compartir
    partager gift listen audio""".split()
)
# The whole line is a notice.
_WHOLE = (
    r"(?:read|see|learn|find out) (?:more|also|next)\b.{0,200}",
    r"(?:also|must|further) read(?:ing)?\b.{0,200}",
    r"(?:related|recommended|suggested)(?: (?:articles?|stor(?:y|ies)|content|reading|links?|topics?|news|video"
    r"|coverage))?(?:\s*[:|].{0,200})?",
    r"(?:see|watch|listen|explore|discover) (?:also|more|now|next|below|the full)\b.{0,160}",
    r"(?:watch|listen|video|podcast|in pictures|gallery|explainer|more (?:from|on|about)(?: \w+)?)\s*[:|].{0,200}",
    r"more (?:on this|from us|stories|news|like this|from [\w\s]{2,40})|more\s*:\s.{0,200}",
    r"(?:most (?:read|popular|viewed|watched|shared)|popular|trending|recommended for you|editors?['’]?s? picks?)"
    r"(?: (?:in|on|now|today|stories|articles|news|videos)\b.{0,40})?",
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|you (?:may|might) (?:also )?be interested in)\b.{0,160}",
    r"(?:czytaj|zobacz|przeczytaj|lue|čtěte|přečtěte|citește|citiți|pročitajte|baca|xem|đọc|читайте|смотрите|читати)"
    r" (?:więcej|także|też|również|myös|také|i|și|juga|thêm|také|također|также|ещё|еще|також)\b.{0,200}",
    r"(?:les mer|læs (?:også|mere)|ilgili haber\w*|devamını oku|関連記事|あわせて読みたい|続きを読む|延伸閱讀"
    r"|相关阅读|관련기사|더 보기)\b.{0,200}",
    r"zum (?:artikel|video|podcast|audio|thema|liveblog)\b.{0,160}",
    r"(?:sources?|quellen?|fuentes?|fontes?|källa|kilde|bron)\s*:.{0,80}",
    r"(?:filed under|posted in|tags?\s*:|topics?\s*:|categor(?:y|ies)\s*:|schlagw[oö]rter?\s*:).{0,200}",
    r"(?:redaktion|faktencheck|recherche|autor(?:in)?|author|editors?|producers?)\s*:\s.{2,80}",
    r".{2,60} can be (?:reached|contacted) (?:at|by|via|on)\b.{0,120}|write to .{2,60} at \S+@\S+",
    r"(?:mit (?:informationen|material) (?:von|der|des)|mit dpa)\b.{0,240}|our standards\s*:.{0,80}",
    r"(?:article|story) content|an error (?:has )?occurred.{0,80}",
    r"this (?:article|story) has been sent to.{0,60}",
    r".{0,60}personal, non-?commercial use.{0,300}|order reprints.{0,60}",
    r"got a (?:story|tip|news tip|question)\b.{0,240}|for more (?:stories|news) like this\b.{0,80}",
    r"(?:wie )?(?:hat|gefällt|war) (?:ihnen|dir) (?:dieser|dieses|der) (?:artikel|beitrag|text|video)\b.{0,200}",
    r"(?:did you (?:like|enjoy)|was) this (?:article|story|page)\b.{0,120}|durchschnittliche bewertung\b.{0,40}",
    r"pictured\b.{0,300}",
    r"(?:mehr (?:zum thema|dazu|lesen)|lesen sie (?:auch|hier|mehr)|auch interessant|zum thema|weiterlesen|siehe auch)"
    r"\b.{0,200}",
    r"(?:lire aussi|à lire(?: aussi)?|voir aussi|lea también|te puede interesar|leggi anche|leia (?:também|mais)"
    r"|lees ook|läs (?:också|mer)|les også)\b.{0,200}",
    r"advertisement|advertising|sponsored(?: content)?|anzeige|werbung|publicidad|publicité|promoted",
    r"(?:story|article|text) continues (?:below|after)\b.{0,60}",
    r"loading\.{0,3}|please wait\.{0,3}|(?:skip|jump) (?:to|past) .{0,60}|back to top",
    r"(?:show|view|hide|load|see) (?:more|less|all|comments|replies|gallery|transcript)(?: \w+)?",
    r"opens? in (?:a )?new (?:tab|window)|(?:tap|click|swipe|scroll) (?:here|to|for|on)\b.{0,120}",
    r"(?:to )?(?:join|view|leave|add) (?:the |a )?(?:conversation|comments?|discussion)\b.{0,80}",
    r"\d+ (?:comments?|shares?|views?|kommentare)|\d+ ?min(?:ute)?s? (?:read|listen|de lectura)\b.{0,20}",
    r"(?:follow|find|like|join) (?:us|me|the \w+) on .{0,120}",
    r"(?:sign up|subscribe|register) (?:for|to|here|now)\b.{0,160}",
    r"(?:©|\(c\) |copyright ).{0,160}|.{0,120}all rights reserved.{0,120}",
    r"this (?:material|content) (?:may not|is subject).{0,240}",
    r"this (?:article|story|piece|report|post) (?:has been|was|is being) (?:updated|amended|corrected|edited).{0,240}",
    r"(?:additional )?(?:reporting|writing|editing) by .{0,240}",
    r"(?:compiled|edited|produced|written|reported) by .{0,50}",
    r"(?:photo(?:graph)?s?|images?|pictures?|file (?:photo|image|picture)|illustration|foto|bild|graphic|video)"
    r"(?: (?:by|credit|courtesy|source|above|below|left|right|top))?\s*[:/].{0,200}",
    r"this (?:video|content|post) (?:is not|isn't|cannot be|can't be) (?:available|displayed).{0,80}",
)
# A sentence of the line begins with this.
_OPENING = (
    r"(?:sign up|subscribe|register|get|receive|join|want|abonnieren|bestellen|suscríbete|inscrivez)\b.{0,120}\b"
    r"(?:newsletters?|inbox|briefing|alerts?|mailing list|e-?mails? from|whatsapp[- ]?(?:channel|kanal))\b",
    r"(?:our|the|this|der|unser)\b.{0,40}\bnewsletters?\b.{0,60}\b(?:sign up|subscribe|here|abonnieren|anmelden)\b",
    r"(?:download|get) (?:our|the) (?:free )?(?:\w+ )?app\b",
    r"(?:we|this (?:site|website)) uses? cookies\b|(?:accept|manage|reject) (?:all )?cookies\b",
    r"by (?:signing up|subscribing|clicking|submitting)\b.{0,40}\b(?:you|agree)\b",
    r"(?:support|subscribe to) (?:our|independent) journalism\b|become a (?:member|subscriber)\b",
    r"already a (?:subscriber|member)\b",
    r"to (?:read|continue|keep|unlock|access|finish)\b.{0,80}"
    r"\b(?:subscri\w+|sign (?:in|up)|log ?in|account|register|trial)\b",
    r"(?:this|the (?:full|whole|rest of (?:this|the))) (?:article|story|text) is (?:only |exclusively )?"
    r"(?:for|available to) .{0,30}\b(?:subscribers|members)\b",
    r"(?:weiterlesen|lesen sie (?:weiter|den ganzen)|jetzt) .{0,40}"
    r"\b(?:abo|abonnement|abonnieren|registrieren|anmelden)\b",
    r"(?:follow|contact|e-?mail|reach) .{2,60}\b(?:on (?:twitter|x|facebook)\b|at \S+@\S+|@\w+)",
    r"send (?:us )?(?:tips|your feedback)\b|externe[rn]? inhalte?n?\b",
    r"(?:hier|jetzt) (?:geht['’]?s (?:zur|zum)|anmelden|abonnieren|bestellen)\b.{0,60}",
    r"follow .{2,60}\bon (?:instagram|tiktok|threads|youtube|bluesky|linkedin|whatsapp|facebook|twitter|x)\b",
    r"join our \w+|listen to .{2,40} live\b|(?:and )?if you have (?:a )?(?:news )?tips?\b",
    r"(?:please )?bookmark .{2,60}\band sign up\b",
    r"(?:dann )?unterstützen sie uns\b|(?:please )?(?:support us|donate)\b.{0,40}\b(?:today|now|here)\b",
    r"we(?:['’]d like| would like| want) to hear (?:from you|what you)\b",
    r"tell us (?:what|why|how) you\b|have your say\b",
)
_AGENCY = r"(?:AFP|AP|EPA|Reuters|Getty(?: Images)?|Shutterstock|Bloomberg|dpa|Alamy|iStock)"
# The end of a caption: a marked credit, or a photographer and an agency.
_CREDIT = re.compile(
    r"(?:^|[.!?”\")]\s+)\(?(?:Photo(?:graph)?|Image|Picture|Foto|Bild|Illustration|Credit)s?(?: by|:) "
    r"(?:[^.:!?]|(?<=\b[A-Z])\.){2,60}[\s.)]*$"
    rf"|(?:[/(|©]\s*|\bvia\s+){_AGENCY}(?:\s*/\s*[\w .-]{{2,40}})?[\s)]*$"
    r"|\((?:[Pp]hoto|[Ii]mage|[Pp]icture|AP Photo|[Ff]ile)[^)]{0,120}\)[\s.]*$"
    r"|(?:^|\s)(?:Credit|CREDIT|Foto|FOTO|Photo|PHOTO|Bild|BILD|Image|Photograph)s?\s*:\s.{2,80}$"
    r"|\([A-Z][^()/]{1,40}(?:/[A-Z][^()/]{1,40})+\)$"
    rf"|\[[^\]]{{0,60}}(?:{_AGENCY}|[Ff]ile|[Aa]rchive)[^\]]{{0,40}}\]\.?$"
)
_NOTICE = re.compile(
    rf"^[\W_]{{0,20}}(?:{'|'.join(_WHOLE)})[\W_]{{0,20}}$|(?:^|[.!?:]\s)[\W_]{{0,5}}(?:{'|'.join(_OPENING)})",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """True for a share bar, a promotion, a pointer to another article, a photo note, a cookie or copyright line."""
    words = text.split()
    if not any(map(str.isalnum, text)):
        return True
    if len(words) > _MAX_WORDS or len(text) > _MAX_CHARS:
        return False
    if len(words) <= _MAX_SHARE_WORDS and _SHARE_WORDS.issuperset(_letters(words)):
        return True
    return bool(_NOTICE.search(text) or _CREDIT.search(text))


def _letters(words: list[str]) -> list[str]:
    """The words in lower case without the marks around them; what consists of marks is left out."""
    return [letters for word in words if (letters := word.strip(".,;:|·•–-!()[]").casefold())]
