"""What a check says, such that it can be shown to anybody."""

from autograder.text import Text, bounded

MESSAGE_LIMIT = 4000  # characters


def clean(text: Text) -> Text:
    """Bounded, and without characters that could drive a terminal or reorder a line."""
    return Text(bounded(text.en, MESSAGE_LIMIT), bounded(text.ja, MESSAGE_LIMIT))
