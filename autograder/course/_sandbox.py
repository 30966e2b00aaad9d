import msgspec


class Limits(msgspec.Struct, frozen=True):
    call_seconds: float = 5.0
    load_seconds: float = 10.0
    submission_seconds: float = 60.0
    memory_mb: int = 1024
    output_kb: int = 64
    wall_factor: float = 5.0


class Sources(msgspec.Struct, frozen=True):
    main: str
    module: str
    cells: tuple[str, ...]
    files: dict[str, str] = {}
    given: dict[str, str] = {}
