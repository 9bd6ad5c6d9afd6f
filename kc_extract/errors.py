"""The errors a caller can meet; each message names what is wrong and what to do."""


class ExtractError(Exception):
    """Base of every error that kc-extract raises on purpose."""


class UnreadableError(ExtractError):
    """The bytes cannot be read at all (truncated, encrypted, empty, over the size limit, no known format)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class LexiconError(ExtractError):
    """The user's own words cannot be used; the message names the file and the fault."""


class BusyError(ExtractError):
    """Another run is at work on the same results folder or archive."""

    def __init__(self, goal: str) -> None:
        super().__init__(f"{goal}: another run is at work on it; wait for its end, or give another place")
