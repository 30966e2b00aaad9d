"""A Jupyter kernel in the sandbox: notebooks can be run cell by cell for those who look at plots and written answers.

    client ── TCP ──▶ launcher (trusted) ── unix sockets ──▶ kernel (untrusted; no network, no files)

The launcher is what the kernelspec names. It starts the kernel's process, carries bytes, and ends it in time.
"""
