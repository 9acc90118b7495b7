"""First tables."""

import sqlalchemy as sa
from alembic import op

from store.records import Key, Moment, Words

revision = "0001"

down_revision = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", Key(), nullable=False),
        sa.Column("url", Key(), nullable=False),
        sa.Column("language", Key(), nullable=False),
        sa.Column("dated", Moment(), nullable=False),
        sa.Column("fetched", Moment(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_dated_id", "articles", ["dated", "id"])
    op.create_table(
        "editions",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("fingerprint", Key(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_editions"),
    )
    op.create_table(
        "feeds",
        sa.Column("url", Key(), nullable=False),
        sa.Column("subscription", sa.Text(), nullable=False),
        sa.Column("etag", Words(), nullable=False),
        sa.Column("last_modified", Words(), nullable=False),
        sa.Column("last_success", Moment(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.Column("last_failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name="pk_feeds"),
    )
    op.create_table(
        "images",
        sa.Column("id", Key(), nullable=False),
        sa.Column("media_type", Words(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_images"),
    )
    op.create_table(
        "leads",
        sa.Column("subscription", Key(), nullable=False),
        sa.Column("url", Key(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("dated", Moment(), nullable=True),
        sa.Column("changed", Moment(), nullable=True),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("subscription", "url", name="pk_leads"),
    )
    op.create_index("ix_leads_url", "leads", ["url"])
    op.create_table(
        "pages",
        sa.Column("lead", Key(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("lead_record", sa.Text(), nullable=False),
        sa.Column("announced", Moment(), nullable=True),
        sa.Column("fetched", Moment(), nullable=False),
        sa.Column("extracted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("lead", name="pk_pages"),
    )
    op.create_index("ix_pages_extracted_lead", "pages", ["extracted", "lead"])
    op.create_table(
        "skips",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("url", Key(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("date", "url", name="pk_skips"),
    )
    op.create_table(
        "digests",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("slug", Key(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("story", Key(), nullable=False),
        sa.Column("category", Key(), nullable=False),
        sa.Column("headline", Words(), nullable=False),
        sa.Column("tldr", Words(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("picture", Key(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["picture"], ["images.id"], name="fk_digests_picture"),
        sa.PrimaryKeyConstraint("date", "slug", name="pk_digests"),
        sa.UniqueConstraint("date", "rank", name="uq_digests_date_rank"),
    )
    op.create_index("ix_digests_category_date", "digests", ["category", "date"])
    op.create_index("ix_digests_story_date", "digests", ["story", "date"])
    op.create_table(
        "image_addresses",
        sa.Column("url", Key(), nullable=False),
        sa.Column("image", Key(), nullable=False),
        sa.ForeignKeyConstraint(["image"], ["images.id"], name="fk_image_addresses_image"),
        sa.PrimaryKeyConstraint("url", name="pk_image_addresses"),
    )
    op.create_index("ix_image_addresses_image", "image_addresses", ["image"])
    op.create_table(
        "memberships",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("story", Key(), nullable=False),
        sa.Column("article", Key(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_memberships_article"),
        sa.ForeignKeyConstraint(["date"], ["editions.date"], name="fk_memberships_date"),
        sa.PrimaryKeyConstraint("date", "story", "article", name="pk_memberships"),
    )
    op.create_index("ix_memberships_article_date", "memberships", ["article", "date"])
    op.create_table(
        "origins",
        sa.Column("article", Key(), nullable=False),
        sa.Column("lead", Key(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_origins_article"),
        sa.PrimaryKeyConstraint("article", "lead", name="pk_origins"),
    )
    op.create_index("ix_origins_lead", "origins", ["lead"])
    op.create_table(
        "readings",
        sa.Column("article", Key(), nullable=False),
        sa.Column("pipeline", Key(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_readings_article"),
        sa.PrimaryKeyConstraint("article", "pipeline", name="pk_readings"),
    )
    op.create_table(
        "citations",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("slug", Key(), nullable=False),
        sa.Column("article", Key(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_citations_article"),
        sa.ForeignKeyConstraint(
            ["date", "slug"], ["digests.date", "digests.slug"], name="fk_citations_date_slug", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("date", "slug", "article", name="pk_citations"),
    )
    op.create_index("ix_citations_article", "citations", ["article"])
