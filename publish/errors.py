"""What can go wrong between the published marts and an open page, in words that say the remedy."""


class PublishError(Exception):
    """A report could not be written; the message says what to do."""


class BadPeriodError(PublishError):
    """The text given as a period is neither a month nor a year."""


class UnknownReportError(PublishError):
    """No module in `publish/reports/` gives a report of that name."""


class UnknownFormatError(UnknownReportError):
    """A report is not written in the format that was asked for."""


class UnfitFigureError(PublishError):
    """A disclosed row cannot be told in a format; the message names it and the remedy."""


class NotPublishedError(PublishError):
    """The published file, or a mart that a report reads, is not there."""
