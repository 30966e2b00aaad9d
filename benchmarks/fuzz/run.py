"""Fuzz the frame decoder and the readers of submissions, for a bounded time: see README.md."""

import argparse
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]


def guided(name: str, seconds: int) -> None:
    """With atheris: inputs that reach new code are kept and changed further."""
    import atheris

    with atheris.instrument_imports(include=["autograder"]):
        from targets import TARGETS
    target, seeds = TARGETS[name]
    folder = Path(tempfile.mkdtemp(prefix=f"kadai-fuzz-{name}-"))
    for number, seed in enumerate(seeds()):
        (folder / f"seed{number}").write_bytes(seed)
    flags = [
        f"-max_total_time={seconds}",
        "-max_len=65536",
        "-timeout=10",
        "-rss_limit_mb=1500",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={folder}/", str(folder)], target)
    atheris.Fuzz()


def blind(name: str, seconds: int, seed: int) -> None:
    """Without: well-formed inputs with a few bytes changed, cut or repeated."""
    from targets import TARGETS

    target, seeds = TARGETS[name]
    known = list(seeds())
    rng = random.Random(seed)
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        data = changed(bytearray(rng.choice(known)), rng)
        count += 1
        try:
            target(data)
        except Exception:
            traceback.print_exc()
            path = Path(tempfile.gettempdir(), f"kadai-fuzz-{name}-{count}")
            path.write_bytes(data)
            sys.exit(f"{name}: input number {count} (seed {seed}) raised; it is kept in {path}")
    print(f"{name}: {count} inputs in {seconds} s, seed {seed}: nothing but refusals")


def changed(data: bytearray, rng: random.Random) -> bytes:
    """A few random changes."""
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                data[at : at + 1] = bytes([rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))])
            case 1:
                del data[at : at + rng.randint(1, 8)]
            case 2:
                data[at:at] = data[at : at + rng.randint(1, 32)]
            case _:
                data[at:at] = rng.randbytes(rng.randint(1, 4))
    return bytes(data)


def main() -> None:
    """Choose the target and the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=["reply", "notebook", "module", "archive"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1, help="of the blind way")
    parser.add_argument("--blind", action="store_true", help="do not use atheris")
    options = parser.parse_args()
    try:
        if options.blind:
            raise ImportError
        import atheris  # noqa: F401
    except ImportError:
        blind(options.target, options.seconds, options.seed)
    else:
        guided(options.target, options.seconds)


if __name__ == "__main__":
    main()
