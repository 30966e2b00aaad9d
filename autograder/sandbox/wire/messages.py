"""The messages. The two sides take turns; only ``Progress`` is sent without waiting for an answer.

examiner → worker: ``Load``, ``Ask``, ``Answer``, ``AnswerRaised``.
worker → examiner: ``Ready``, ``Progress``, ``Loaded``, ``Return``, ``Raised``, ``CallBack``.
"""

from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.msgpack import Decoder, Encoder

from .bounds import MAX_ACTS, MAX_ARGUMENTS, MAX_CALLABLES, MAX_ERROR_TEXT, MAX_FRAMES, MAX_MADE, MAX_NODES
from .nodes import Key, Node, OpaqueNode, Value
from .sources import Sources

Short = Annotated[str, Meta(max_length=300)]
Long = Annotated[str, Meta(max_length=MAX_ERROR_TEXT)]


class Heap(Struct, array_like=True):
    """The values of one message, and what became of the shared objects since the last one."""

    nodes: Annotated[list[Node], Meta(max_length=MAX_NODES)] = field(default_factory=list)
    changes: list[tuple[Key, int]] = field(default_factory=list)  # key of a shared object → node with its content
    dropped: list[Key] = field(default_factory=list)  # keys that the sender has forgotten


class Load(Struct, tag=1, array_like=True):
    """Run the submission, except what is in ``skip``: (number as in ``Progress``, why)."""

    sources: Sources
    skip: list[tuple[int, str]]
    folder: str = ""  # of a whole notebook that is to be run cell by cell: where its cells run; nothing is loaded
    seconds: float = 0.0  # of CPU time, that one of its cells may take


class Ask(Struct, tag=2, array_like=True):
    """Do ``op``. A new ``epoch`` forgets all objects known from the last one.

    The last operands may have ``names``: they are a call's keyword arguments. Before all else, call each name of
    ``made`` without arguments; what comes is known by that key from then on.
    """

    seq: int
    epoch: int
    op: str
    operands: list[Value]
    names: list[str]
    heap: Heap
    made: list[tuple[str, Key]] = field(default_factory=list)


class Answer(Struct, tag=3, array_like=True):
    """What a call-back returned."""

    seq: int
    root: Value
    heap: Heap


class AnswerRaised(Struct, tag=4, array_like=True):
    """A call-back raised; ``token`` stands for the exception, which stays in the examiner."""

    seq: int
    token: int
    type_name: str
    bases: list[str]
    message: str
    heap: Heap


class Ready(Struct, tag=11, array_like=True):
    """The worker has restricted itself: layers in force, its probe's acts with their ends, private files opened."""

    layers: dict[str, str]
    probe: dict[str, bool]
    opened: list[int]


class Progress(Struct, tag=12, array_like=True):
    """The worker is about to run this statement (at this line of this file), or to parse a block (numbered below 0)."""

    statement: int
    file: Short
    line: int


class LoadError(Struct, array_like=True, frozen=True):
    """A statement at the top level of a submission that did not run through.

    ``stage`` is ``syntax``, ``run``, ``timeout`` or ``crash``; ``names`` are the names that the statement would
    have defined.
    """

    file: Short
    line: int
    stage: Short
    type_name: Short
    message: Long
    source: Short
    names: list[Short]


class Act(Struct, array_like=True, frozen=True):
    """Something outside its own folder that the submission tries, and the line of it that does.

    ``kind`` is ``read``, ``write``, ``change``, ``search`` (for modules), ``run``, ``fork``, ``signal``, ``limits`` or
    ``connect``; ``subject`` a path, a command, an address.
    """

    kind: Short
    subject: Short
    file: Short
    line: int


Acts = Annotated[list[Act], Meta(max_length=MAX_ACTS)]  # what is new since the last message that tells of them
Made = Annotated[list[OpaqueNode], Meta(max_length=MAX_MADE)]  # what a request was to make first; up to what failed


class Loaded(Struct, tag=13, array_like=True):
    """The submission's statements have run.

    ``callables`` are its functions and classes by name: to call one, the examiner need not ask what it is.
    """

    errors: Annotated[list[LoadError], Meta(max_length=1000)]
    callables: Annotated[list[Short], Meta(max_length=MAX_CALLABLES)] = field(default_factory=list)
    acts: Acts = field(default_factory=list)


class Return(Struct, tag=14, array_like=True):
    """What was asked for."""

    seq: int
    root: Value
    heap: Heap
    acts: Acts = field(default_factory=list)
    made: Made = field(default_factory=list)
    written: int = 0  # how often a file was written, in a conversation about a whole notebook


class Frame(Struct, array_like=True, frozen=True):
    """One line of a traceback, in a file of the submission."""

    file: Short
    line: int
    function: Short
    source: Short
    within: Short = ""  # the function with the classes and functions that it is defined in


class Raised(Struct, tag=15, array_like=True):
    """The submission raised.

    ``kind`` is ``error``, ``missing`` (no such name; ``names`` are those that exist), ``unsupported`` (a value
    that cannot be handed over; ``message`` and ``message_ja`` say why) or ``stale`` (an object of an earlier
    check). ``token`` stands for an exception of the examiner's own call-back that went through the submission,
    otherwise −1. ``deliberate``: a ``raise`` or ``assert`` of the submission itself is where it comes from.
    ``operands`` are the shapes of what it was computing with.
    """

    seq: int
    kind: Short
    type_name: Short
    bases: Annotated[list[Short], Meta(max_length=50)]
    message: Long
    message_ja: Long
    frames: Annotated[list[Frame], Meta(max_length=MAX_FRAMES)]
    names: Annotated[list[Short], Meta(max_length=200)]
    token: int
    heap: Heap
    deliberate: bool = False
    operands: Annotated[list[Short], Meta(max_length=10)] = field(default_factory=list)
    acts: Acts = field(default_factory=list)
    made: Made = field(default_factory=list)
    written: int = 0


class CallBack(Struct, tag=16, array_like=True):
    """The submission calls a function of the examiner; the last operands may have ``names``, as in ``Ask``."""

    seq: int
    key: Key
    operands: Annotated[list[Value], Meta(max_length=MAX_ARGUMENTS)]
    names: Annotated[list[str], Meta(max_length=MAX_ARGUMENTS)]
    heap: Heap


FromExaminer = Load | Ask | Answer | AnswerRaised
FromWorker = Ready | Progress | Loaded | Return | Raised | CallBack

encode_header = Encoder().encode
decode_from_examiner = Decoder(FromExaminer).decode
decode_from_worker = Decoder(FromWorker).decode
