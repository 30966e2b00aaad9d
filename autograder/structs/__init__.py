"""What a struct is: msgspec's, or, where it is not installed, a dataclass that behaves alike.

Students check their work with nothing compiled but NumPy, so what that takes imports structs from here. Whatever
grades needs msgspec itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msgspec import DecodeError as DecodeError
    from msgspec import Raw as Raw
    from msgspec import Struct as Struct
    from msgspec import field as field
    from msgspec.json import decode as decode_json
    from msgspec.json import encode as encode_json
    from msgspec.structs import replace as replace
else:
    try:
        from msgspec import DecodeError, Raw, Struct, field
        from msgspec.json import decode as decode_json
        from msgspec.json import encode as encode_json
        from msgspec.structs import replace
    except ImportError:
        from autograder.structs.plain import DecodeError, Raw, Struct, decode_json, encode_json, field, replace

__all__ = ["DecodeError", "Raw", "Struct", "decode_json", "encode_json", "field", "replace"]
