"""What goes wrong in this room."""


class ClaimsError(Exception):
    """The root of all errors of reading and flagging."""


class DataFileError(ClaimsError):
    """A data file (rule pack, watchlist, configuration) says something that is not understood.

    The message holds one line for each thing found: path:line:column, what was found, what to do.
    """
