"""What goes wrong in this room, and the exit codes that cron sees."""

from enum import IntEnum


class Exit(IntEnum):
    """What the process says at its end."""

    OK = 0
    INCIDENTS = 1
    USAGE = 2
    FAILED = 3
    BUSY = 4


class MonitorError(Exception):
    """The root of all errors of the command line and its configuration."""


class ConfigError(MonitorError):
    """The configuration or the watchlist cannot be used; the message says where and what to do."""


class LockHeld(MonitorError):
    """Another run holds the lock of this home."""
