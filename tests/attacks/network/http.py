"""Asks a web server for the answer."""

import http.client

LAYERS = ("seccomp", "landlock", "namespaces")
ENDS = ("PermissionError", "OSError", "ConnectionRefusedError")


def attack(arena):
    connection = http.client.HTTPConnection("127.0.0.1", arena["tcp"], timeout=5)
    connection.request("GET", "/")
    return "open"
