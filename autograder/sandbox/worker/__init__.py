"""What runs in the untrusted process: the zygote and its workers.

These modules are loaded under the name ``kadai_sandbox`` (see ``boot``), so that the process never imports
``autograder`` itself and holds nothing of it but this package, ``wire`` and ``restrictions``.
"""
