"""Sums of money and counts of things: the component `nightdesk_quantities`."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.amounts import Amount, amounts
from extractors.contexts import measured_after
from extractors.document_text import text_of
from extractors.figure_clauses import clause_span
from extractors.hedges import hedge_after, hedge_before
from extractors.intervals import Intervals
from extractors.readings import Quantity
from extractors.sentences import bounds

__all__ = ["find_quantities"]

Doc.set_extension("quantities", default=(), force=True)


@Language.component("nightdesk_quantities", assigns=["doc._.quantities"], requires=["doc.sents"])
def find_quantities(doc: Doc) -> Doc:
    """Sets `doc._.quantities`, in the order of the text; shares ("half of", "one in five") are no quantities."""
    text, sentences = text_of(doc), Intervals(bounds(doc))
    taken = Intervals((one.start, one.end) for one in doc._.percentages)
    quantities = []
    for amount in amounts(text):
        if not taken.meet(amount.start, amount.end):
            quantities.append(_quantity(doc, text, amount, *sentences.at(amount.start)))
    doc._.quantities = tuple(quantities)
    return doc


def _quantity(doc: Doc, text: str, amount: Amount, begin: int, end: int) -> Quantity:
    hedge, _ = hedge_before(text, begin, amount.start)
    behind, stop = hedge_after(text, amount.end)
    return Quantity(
        start=amount.start,
        end=amount.end,
        low=amount.low,
        high=amount.high,
        kind=amount.kind,
        unit=amount.unit,
        hedge=amount.hedge or hedge or behind,
        measures=measured_after(text, stop, None, end) if amount.kind == "money" else None,
        clause=clause_span(doc, amount.start, amount.end),
    )
