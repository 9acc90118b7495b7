"""The tables. Each record is one JSON text; the columns beside it are what the program asks for.

    feeds                      what became of each subscription: where it is read, validators, last success, failures
    leads                      what the subscriptions announced
    pages ─ origins ─ articles ─ readings
                         │
                         ├──── citations ─── digests ─── images ─── image_addresses
                         └──── memberships ── editions
    skips                      what could not be read, by edition date
    feed_nights                what each subscription gave to each edition
    provenance                 what editions were made of
    mailings                   to whom the edition of a date was mailed
    term_counts                in how many articles of each UTC day each term stands; can be counted again at any time
    search_entries             the digests by the number under which the index `search_index` knows them, which each
                               database keeps in its own way (see the migrations) and SQLAlchemy doesn't know
    appearances ─ organization_aliases, organization_facts ─ organization_forms ─ organizations
    derivations                by which rule the last two lines were derived from digests, articles and readings, and
                               how often what is published has changed

A digest with a rank belongs to the edition of its date; one without was asked for by hand.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from store.records import Key, Moment, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Key, primary_key=True),
    Column("subscription", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    Column("last_success", Moment),
    Column("failures", Integer, nullable=False),
    Column("failed_on", Date),
    Column("last_failure", Text),
)

leads = Table(
    "leads",
    metadata,
    Column("subscription", Key, primary_key=True),
    Column("url", Key, primary_key=True),
    Column("record", Text, nullable=False),
    Column("dated", Moment),
    Column("changed", Moment),
    Column("first_seen", Moment, nullable=False),
    Index(None, "url"),
)

skips = Table(
    "skips",
    metadata,
    Column("date", Date, primary_key=True),
    Column("url", Key, primary_key=True),
    Column("record", Text, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    Column("lead", Key, primary_key=True),
    Column("record", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("lead_record", Text, nullable=False),
    Column("announced", Moment),
    Column("fetched", Moment, nullable=False),
    Column("extracted", Boolean, nullable=False),
    Index(None, "extracted", "lead"),
    Index(None, "fetched"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url", Key, nullable=False),
    Column("language", Key, nullable=False),
    Column("dated", Moment, nullable=False),
    Column("fetched", Moment, nullable=False),
    Column("record", Text, nullable=False),
    Index(None, "dated", "id"),
)

origins = Table(
    "origins",
    metadata,
    Column("article", Key, ForeignKey("articles.id"), primary_key=True),
    Column("lead", Key, primary_key=True),
    Index(None, "lead"),
)

readings = Table(
    "readings",
    metadata,
    Column("article", Key, ForeignKey("articles.id"), primary_key=True),
    Column("pipeline", Key, primary_key=True),
    Column("record", Text, nullable=False),
)

images = Table(
    "images",
    metadata,
    Column("id", Key, primary_key=True),
    Column("media_type", Words, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
)

image_addresses = Table(
    "image_addresses",
    metadata,
    Column("url", Key, primary_key=True),
    Column("image", Key, ForeignKey("images.id"), nullable=False),
    Index(None, "image"),
)

editions = Table(
    "editions",
    metadata,
    Column("date", Date, primary_key=True),
    Column("record", Text, nullable=False),
    Column("fingerprint", Key, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("date", Date, primary_key=True),
    Column("slug", Key, primary_key=True),
    Column("rank", Integer),
    Column("story", Key, nullable=False),
    Column("category", Key, nullable=False),
    Column("headline", Words, nullable=False),
    Column("tldr", Words, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("picture", Key, ForeignKey("images.id")),
    Column("record", Text, nullable=False),
    Column("opening", Text),
    UniqueConstraint("date", "rank"),
    Index(None, "story", "date"),
    Index(None, "category", "date", "rank", "slug"),
    Index(None, "date", "rank", "slug"),
    Index(None, "rank", "date", "slug"),
)

citations = Table(
    "citations",
    metadata,
    Column("date", Date, primary_key=True),
    Column("slug", Key, primary_key=True),
    Column("article", Key, ForeignKey("articles.id"), primary_key=True),
    ForeignKeyConstraint(["date", "slug"], ["digests.date", "digests.slug"], ondelete="CASCADE"),
    Index(None, "article"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("date", Date, ForeignKey("editions.date"), primary_key=True),
    Column("story", Key, primary_key=True),
    Column("article", Key, ForeignKey("articles.id"), primary_key=True),
    Index(None, "article", "date"),
)

provenance = Table(
    "provenance",
    metadata,
    Column("date", Date, primary_key=True),
    Column("run", Key, primary_key=True),
    Column("published", Boolean, nullable=False),
    Column("made_with", Text, nullable=False),
    Column("inputs", LargeBinary, nullable=False),
)

feed_nights = Table(
    "feed_nights",
    metadata,
    Column("url", Key, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("read", Boolean, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("bodies", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("reason", Words, nullable=False),
)

mailings = Table(
    "mailings",
    metadata,
    Column("date", Date, primary_key=True),
    Column("recipient", Key, primary_key=True),
    Column("sent_at", Moment, nullable=False),
)

term_counts = Table(
    "term_counts",
    metadata,
    Column("date", Date, primary_key=True),
    Column("fingerprint", Key, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)

search_entries = Table(
    "search_entries",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False),
    Column("slug", Key, nullable=False),
    ForeignKeyConstraint(["date", "slug"], ["digests.date", "digests.slug"], ondelete="CASCADE"),
    UniqueConstraint("date", "slug"),
)

appearances = Table(
    "appearances",
    metadata,
    Column("date", Date, primary_key=True),
    Column("slug", Key, primary_key=True),
    Column("form", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("organization", Key, nullable=False),
    ForeignKeyConstraint(["date", "slug"], ["digests.date", "digests.slug"], ondelete="CASCADE"),
    Index(None, "form", "date"),
    Index(None, "organization", "date", "slug"),
)

organization_aliases = Table(
    "organization_aliases",
    metadata,
    Column("date", Date, primary_key=True),
    Column("slug", Key, primary_key=True),
    Column("form", Key, primary_key=True),
    Column("alias", Key, primary_key=True),
    Column("name", Words, nullable=False),
    ForeignKeyConstraint(
        ["date", "slug", "form"],
        ["appearances.date", "appearances.slug", "appearances.form"],
        ondelete="CASCADE",
    ),
    Index(None, "alias", "form"),
    Index(None, "form"),
)

organization_facts = Table(
    "organization_facts",
    metadata,
    Column("date", Date, primary_key=True),
    Column("slug", Key, primary_key=True),
    Column("form", Key, primary_key=True),
    Column("kind", Key, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("organization", Key, nullable=False),
    ForeignKeyConstraint(
        ["date", "slug", "form"],
        ["appearances.date", "appearances.slug", "appearances.form"],
        ondelete="CASCADE",
    ),
    Index(None, "organization", "kind", "date", "slug", "position"),
    Index(None, "form"),
)

organization_forms = Table(
    "organization_forms",
    metadata,
    Column("form", Key, primary_key=True),
    Column("organization", Key, nullable=False),
    Index(None, "organization"),
)

organizations = Table(
    "organizations",
    metadata,
    Column("slug", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("digests", Integer, nullable=False),
    Column("latest", Date, nullable=False),
    Index(None, "digests", "latest", "slug"),
)

derivations = Table(
    "derivations",
    metadata,
    Column("rule", Key, primary_key=True),
    Column("changes", Integer, nullable=False),
)
