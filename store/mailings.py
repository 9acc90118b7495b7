"""To whom which edition was mailed."""

from datetime import date as Date
from datetime import datetime

from sqlalchemy import delete, select

from store.database import Database, upsert
from store.tables import mailings


class Mailings(Database):
    """Questions about what was mailed."""

    def claim_mail(self, date: Date, recipient: str, *, at: datetime) -> bool:
        """Notes that the edition of that date goes to `recipient` now; False where it went, or goes, there already.
        Of two processes that ask at once, one is told True."""
        row = {"date": date, "recipient": recipient, "sent_at": at}
        with self.writing() as connection:
            return bool(upsert(connection, mailings, [row]))

    def release_mail(self, date: Date, recipient: str) -> None:
        """Takes the note back: the mail did not go."""
        this = (mailings.c.date == date, mailings.c.recipient == recipient)
        with self.writing() as connection:
            connection.execute(delete(mailings).where(*this))

    def mailed(self, date: Date) -> tuple[str, ...]:
        """To whom the edition of that date went, in order of their addresses."""
        question = select(mailings.c.recipient).where(mailings.c.date == date).order_by(mailings.c.recipient)
        with self.reading() as connection:
            return tuple(connection.execute(question).scalars())
