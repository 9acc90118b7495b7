"""Image files."""

from sqlalchemy import select

from store.database import Database, upsert
from store.tables import image_addresses, images


class Images(Database):
    """Questions about image files."""

    def save_image(
        self, id: str, url: str, media_type: str, body: bytes, *, size: tuple[int, int] | None = None
    ) -> None:
        """Stores the image that came from `url`, whose name `id` stands for its content: an id that is there already
        keeps its file, and `url` leads to it from now on. `size` is its width and height in pixels, as it is shown."""
        width, height = size or (None, None)
        row = {"id": id, "media_type": media_type, "body": body, "width": width, "height": height}
        with self.writing() as connection:
            upsert(connection, images, [row], replace=("width", "height") if size else ())
            upsert(connection, image_addresses, [{"url": url, "image": id}], replace=("image",))

    def image(self, id: str) -> tuple[str, bytes] | None:
        """Media type and file of an image, or None."""
        with self.reading() as connection:
            row = connection.execute(select(images.c.media_type, images.c.body).where(images.c.id == id)).one_or_none()
        return (row.media_type, row.body) if row else None

    def image_size(self, id: str) -> tuple[int, int] | None:
        """Width and height of an image in pixels; None where they were not stored."""
        question = select(images.c.width, images.c.height).where(images.c.id == id, images.c.width.is_not(None))
        with self.reading() as connection:
            row = connection.execute(question).one_or_none()
        return (row.width, row.height) if row else None

    def image_by_url(self, url: str) -> str | None:
        """Id of the image that came from `url`, or None."""
        with self.reading() as connection:
            return connection.execute(
                select(image_addresses.c.image).where(image_addresses.c.url == url)
            ).scalar_one_or_none()
