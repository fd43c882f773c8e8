"""What goes wrong in this room."""


class ReportError(Exception):
    """The root of all errors of editions; the message says what to do."""


class EditionError(ReportError):
    """An edition that could not be put on disk; the store still counts its changes as untold."""
