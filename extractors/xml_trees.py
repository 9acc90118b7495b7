"""XML from outside as a tree: no entity is resolved, nothing is fetched, and what is broken gives what it has."""

from lxml import etree


def parsed(body: bytes) -> etree._Element | None:
    """The root of the document, read as far as it can be; None where it has none. Never raises for its content."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def local_name(element: etree._Element) -> str:
    """Its tag in lower case without namespace, also where its prefix is declared nowhere; empty for comments."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""
