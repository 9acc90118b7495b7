"""The exceptions of the whole program, grouped by what the caller does next.

    NightdeskError
      + ConfigurationError    stop, and correct the file or the option that the message names
      + StoreError            stop, and see to the database that the message names
      + ModelError            stop, and install or name a language pipeline that loads
      + EditionHeld           keep the last good edition; the message says why this one was held back
      + WorkersLost           give the workers less to hold or see to their cluster, as the message says, and run again
      + NightInProgress       wait for the run that the message names, which does the same work
      + NothingToDigest       give other pages; the message says why these hold nothing to write
      + CannotReplay          let the edition stand as it is; the message says what is missing to make it again
      + UnknownStory          name another story; the message says which names there are
      + MailNotSent           correct the [mail] settings or wait for the server, as the message says, and mail again

A page, feed or article that can't be used raises none of them: it becomes a `Skipped` in the run's report.
"""


class NightdeskError(Exception):
    """Anything that Nightdesk raises on purpose; its text is one sentence that names the input and the remedy."""


class ConfigurationError(NightdeskError):
    """A configuration file, option or parameter is wrong."""


class StoreError(NightdeskError):
    """The database can't be opened, migrated or written."""


class ModelError(NightdeskError):
    """The configured language pipeline can't be loaded."""


class EditionHeld(NightdeskError):
    """An edition is not published, so that the last good one stays."""


class WorkersLost(NightdeskError):
    """The workers that do the heavy stages can't be reached, or were ended from outside."""


class NightInProgress(NightdeskError):
    """Another run is making an edition."""


class NothingToDigest(NightdeskError):
    """The pages that somebody asked to be digested hold nothing that can be published."""


class CannotReplay(NightdeskError):
    """An edition can't be made again from what is stored."""


class UnknownStory(NightdeskError):
    """No story, or more than one, goes by the name that somebody asked for."""


class MailNotSent(NightdeskError):
    """A mail server could not be reached or did not take a mail."""

    def __init__(self, message: str, *, later: bool = False) -> None:
        super().__init__(message)
        self.later = later
        """Whether the same may go well in a while."""
