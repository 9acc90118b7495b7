import pytest

from extractors.notices import is_notice


@pytest.mark.parametrize(
    "line",
    [
        "An agreement can be reached by the end of the month, the minister said.",
        "The village can be reached by road only in the summer months.",
        "They will appeal the ruling in the lawsuit (filed in March).",
        "The report was withdrawn (images of the pier were shared).",
        "The ministry said the death toll may rise further in the coming days. (AFP)",
        "Pictured together for the first time since March, the two leaders signed the accord.",
        "Sources: three officials said the deal was worth $4 billion.",
        "Editors: the union said 400 of them would lose their jobs.",
        "Compiled by the census office, the list names 4,000 people.",
        "Reporting by the office shows the gap.",
        "Photographs by residents show the damage.",
        "Donate blood today, the hospital asked residents.",
        "Register to vote, the mayor told students.",
        "Find the killer on time, the judge told police.",
        "This video cannot be displayed in court, the judge said.",
        "An error occurred in the count of the northern votes.",
        "More from the coast came on Monday.",
        "Popular in the north, the dish came from Arden.",
        "Posted in the north, the soldiers waited for spring.",
        "Copyright law changed in 2019.",
        "To keep the peace, the court adjourned the trial.",
        "To access the fund, residents must register by March.",
        "By submitting the petition, the unions agree to talks.",
        "The party’s newsletter is printed here, in the cellar.",
        "E-mails by officials, published on Facebook, show who knew.",
        "“Join our army. We pay well.”",
        "Jetzt müssen sich alle Halter anmelden.",
        "Mit Informationen von Zeugen sucht die Polizei nach dem Täter.",
        "He was named in the [profile] of the court.",
    ],
)
def test_story_text_is_no_notice(line):
    assert not is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Quill can be reached at ada@harbour.example.",
        "Ada Quill can be reached at +1 555 010 0199.",
        "Reporting by Ada Quill in Arden; Additional reporting by Bo Lens and Cy Dean in Paris; Editing by Di Rell.",
        "Compiled by Ada Quill",
        "Mit Informationen von dpa und AFP.",
        "The pier at dawn (AFP)",
        "(AFP)",
        "Read more: Storm damages pier. (AFP)",
        "A man walks past the pier [File: Bo Lens/AFP]",
        "The pier (File photo)",
        "The pier in spring (Photo by Bo Lens)",
        "The pier at dawn. Photo by Bo Lens for Harbour News.",
        "Pictured: the pier in 2019.",
        "Pictured from left, the members of the council stand on the pier that they voted to rebuild in 2019.",
        "This story has been updated to say that the council voted on Tuesday, not Monday, and paid $4 million.",
        "Copyright 2026 Harbour News. This material may not be published, broadcast, rewritten or redistributed.",
        "Copyright Harbour News",
        "Sources: AP, Reuters",
        "Author: Ada Quill",
        "Most read in Politics",
        "Donate now",
        "Register here",
        "Find us on Facebook",
        "To continue reading, create an account",
        "To read the whole story, choose a subscription.",
        "Jetzt kostenlos anmelden und weiterlesen",
        "An error has occurred, please try again later.",
    ],
)
def test_what_is_printed_between_paragraphs_is_a_notice(line):
    assert is_notice(line)
