"""Hands in an xz file called tar.gz, whose header asks for gigabytes of memory."""

SAYS = "is not a tar file, or it is damaged"


def hand_in(folder, outside):
    import lzma

    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 26}]
    (folder / "mallory.tar.gz").write_bytes(lzma.compress(b"x" * 10_000, filters=filters))
