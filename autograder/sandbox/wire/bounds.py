"""How much one message may hold, and the one error that says it holds too much or makes no sense."""

MAX_HEADER = 4 << 20  # bytes
MAX_PAYLOAD = 512 << 20  # bytes
MAX_NODES = 200_000
MAX_SHARED = 100_000  # objects that both sides know at one time
MAX_DEPTH = 60  # of nested containers
MAX_EXPANDED = 4_000_000  # items of a value, each counted as often as it is reached, with what it weighs
UNIT = 128  # bytes of an array or a text that weigh as much as an item: an array of MAX_PAYLOAD may be one value
MAX_EMPTY = 4_000_000  # rows of an array that holds nothing: what looks at every row must come to an end
MAX_NDIM = 16
MAX_DIMENSION = 1 << 40
MAX_BIGINT_BYTES = 4096
MAX_KEY_TUPLE = 4  # tuples as dict keys: longer ones could be crafted to collide
MAX_ERROR_TEXT = 10_000  # characters of an exception's message
MAX_FRAMES = 20  # of a traceback
MAX_ACTS = 20  # things outside that a submission tries, of which it is told
MAX_CALLABLES = 500  # names of functions and classes that are told in advance
MAX_ARGUMENTS = 10_000  # of one call of an examiner's function
MAX_MADE = 16  # instances that wait for one request
MAX_ITERATION = 10_000  # items taken from one iterator in one step


class ProtocolError(Exception):
    """The bytes that came do not follow the protocol: the worker is broken or hostile."""
