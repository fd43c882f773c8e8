"""What goes wrong in this room."""


class StoreError(Exception):
    """The root of all errors of the store; the message says what to do."""


class StoreUnusable(StoreError):
    """The store cannot be opened or written: full disk, read-only folder, damaged file, newer schema."""


class NotStored(StoreError):
    """A site or a number was named that the store does not know."""


class StoreBusy(StoreError):
    """Another process holds the store."""
