"""How much computing time a call of a submission has: less, once the same call has used up all of it."""

_AGAIN = 0.2  # of the limit
_OF_THE_REFERENCE = 10.0  # times
_ENOUGH = 2  # different calls, after which no other one is waited for in full


class CallSeconds:
    """The CPU seconds that each call has.

    A function that has run into the limit in one check mostly does so in every other: an endless loop would use up
    the whole submission's time, and checks of what works would go without. So from then on calls with its label have a
    fifth of the limit, or ten times what the reference takes for the check, if that is more. For other inputs, for
    which it comes to an end, that suffices. Once two different calls have run into it, this holds for all.

    Attributes:
        usual: what the reference takes for all of this check.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.usual = 0.0
        self._ran_out: set[str] = set()

    def ran_out(self, label: str) -> None:
        """A call with this label has run into the limit."""
        self._ran_out.add(label)

    def of(self, label: str) -> float:
        """What a call with this label has."""
        if label not in self._ran_out and len(self._ran_out) < _ENOUGH:
            return self.limit
        return min(self.limit, max(_AGAIN * self.limit, _OF_THE_REFERENCE * self.usual))
