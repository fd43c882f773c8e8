"""What goes wrong in this room."""


class ReportError(Exception):
    """The root of all errors of editions; the message says what to do."""


class EditionError(ReportError):
    """An edition that could not be put on disk; the store still counts its changes as untold."""


class MissingExtra(ReportError):
    """A form or channel needs a library that is installed only when asked for."""

    def __init__(self, what: str, extra: str, library: str) -> None:
        super().__init__(f"{what} needs {library}, which is not installed: run `pip install 'exowatch[{extra}]'`")
