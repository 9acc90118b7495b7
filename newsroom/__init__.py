"""A newsroom of invented outlets: their articles, web pages and feeds, served over HTTP on this machine.

Nothing in it is real: no outlet, company, person or place.
"""

from newsroom.articles import Article, Block, Outlet, Picture, load_articles, load_outlets
from newsroom.server import Newsroom, Request, Subscribed, open_newsroom

__all__ = [
    "Article",
    "Block",
    "Newsroom",
    "Outlet",
    "Picture",
    "Request",
    "Subscribed",
    "load_articles",
    "load_outlets",
    "open_newsroom",
]
