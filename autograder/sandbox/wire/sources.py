"""The source text of a submission, as it is sent to the worker."""

from msgspec import Struct, field


class Sources(Struct, frozen=True, kw_only=True):
    """A submission: text only, compiled and run in the worker; nothing of it is read from disk there.

    ``module`` is the name that the main file is imported under (the assignment's id, so an
    ``if __name__ == "__main__":`` block does not run). ``main`` is the main file's name: a key of ``files``, or, for a
    notebook, only a name to show, with the code in ``cells``. The other ``.py`` files of ``files`` can be imported by
    the submission, and so can ``given`` (file name → text), which wins over a file of the same name.
    """

    module: str
    main: str
    files: dict[str, str] = field(default_factory=dict)
    cells: tuple[str, ...] | None = None
    given: dict[str, str] = field(default_factory=dict)
