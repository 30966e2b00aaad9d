"""A computational graph, in which edges are marked that are wrong, missing, or too many."""

import math
from typing import Any, NamedTuple

from autograder.pictures.svg import INK, SOFT, WRONG, Part, Picture, drawing, label, line_of, rectangle
from autograder.text import Text

MOST = 24  # nodes
COLUMN, ROW, TALL = 118, 54, 26  # pixels
_STATES = {  # how an edge is drawn: dashes, the sign on it, and what is said of it
    "wrong": ("", "×", Text("wrong", "違う辺")),
    "missing": ("3 4", "?", Text("missing", "足りない辺")),
    "extra": ("8 3", "+", Text("too many", "余分な辺")),
}


class Edge(NamedTuple):
    """From one node to another, by position; `state` is empty where it is right."""

    start: int
    end: int
    state: str


def graph(drawn: Any) -> Picture | None:
    """Nodes from left to right in the order in which they are computed.

    Args:
        drawn: ``nodes``, a list of names, and ``edges``, a list of ``[start, end, state]`` with positions in it; a
            state is "" (right), "wrong", "missing" or "extra".

    Returns:
        None for anything else, and for what runs in a circle.
    """
    known = drawn if isinstance(drawn, dict) else {}
    nodes, edges = known.get("nodes"), known.get("edges")
    if not isinstance(nodes, list) or not isinstance(edges, list) or not 2 <= len(nodes) <= MOST:
        return None
    try:
        found = [Edge(int(start), int(end), str(state)) for start, end, state in edges]
    except (TypeError, ValueError):
        return None
    if not all(0 <= e.start < len(nodes) and 0 <= e.end < len(nodes) and e.state in ("", *_STATES) for e in found):
        return None
    depths = _depths(len(nodes), [edge for edge in found if edge.state != "extra"])
    if depths is None:
        return None
    places = _places(depths)
    halves = [min(max(8 * len(str(name)) + 14, 30), COLUMN - 24) / 2 for name in nodes]
    parts: list[Part] = []
    counted: dict[tuple[int, int], int] = {}
    for edge in found:
        again = counted.get((edge.start, edge.end), 0)
        counted[edge.start, edge.end] = again + 1
        (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
        ends = (x1 + halves[edge.start], y1), (x2 - halves[edge.end] - 2, y2)
        parts += _edge(*ends, _bend(depths[edge.start], depths[edge.end], again), edge.state)
    for name, half, (x, y) in zip(nodes, halves, places, strict=True):
        parts.append(rectangle(x - half - 1, y - TALL / 2 - 1, 2 * half + 2, TALL + 2, INK))
        parts.append(rectangle(x - half, y - TALL / 2, 2 * half, TALL, "#ffffff"))
        parts.append(label(x, y + 4, str(name)[:14], "middle", INK, 12))
    width = max(x for x, _ in places) + COLUMN / 2
    height = max(y for _, y in places) + ROW
    return drawing(width, height, parts, _caption(nodes, found))


def _depths(count: int, edges: list[Edge]) -> list[int] | None:
    """By node, how many edges the longest way to it has; None where one leads back to itself."""
    depths = [0] * count
    for _ in range(count + 1):
        before = list(depths)
        for edge in edges:
            depths[edge.end] = max(depths[edge.end], depths[edge.start] + 1)
        if depths == before:
            return depths
    return None


def _places(depths: list[int]) -> list[tuple[float, float]]:
    """Where nodes lie: columns by depth, each centred; every other one is shifted, so that lines do not pass nodes."""
    tallest = max(depths.count(depth) for depth in set(depths))
    seen: dict[int, int] = {}
    places = []
    for depth in depths:
        row = seen.get(depth, 0)
        seen[depth] = row + 1
        middle = row - (depths.count(depth) - 1) / 2
        shift = ROW * 0.35 * (1 if depth % 2 else -1) if tallest == 1 or depths.count(depth) == 1 else 0.0
        places.append((COLUMN / 2 + depth * COLUMN, ROW * (tallest + 1) / 2 + ROW * middle + shift + ROW * 0.3))
    return places


def _bend(start: int, end: int, again: int) -> float:
    """How far a line between two columns is bent, to pass the nodes between, and others between the same two."""
    passed = end - start - 1
    around = 0.0 if passed < 1 else ROW * (1 if passed == 1 and (start + 1) % 2 == 0 else -1) * (1.2 - 0.4 / passed)
    return around + 22 * ((again + 1) // 2) * (-1 if again % 2 else 1)


def _edge(start: tuple[float, float], end: tuple[float, float], bend: float, state: str) -> list[Part]:
    """A bent line with its head."""
    (x1, y1), (x2, y2) = start, end
    control_x, control_y = (x1 + x2) / 2, (y1 + y2) / 2 + 2 * bend
    dashes, sign, _ = _STATES.get(state, ("", "", None))
    colour, width = (WRONG, 3.0) if state else (SOFT, 1.5)
    parts: list[Part] = [
        line_of(f"M{x1:.1f} {y1:.1f}Q{control_x:.1f} {control_y:.1f} {x2:.1f} {y2:.1f}", colour, width, dashes),
        _head(x2, y2, math.atan2(y2 - control_y, x2 - control_x), colour),
    ]
    if sign:
        x, y = control_x, (y1 + y2) / 4 + control_y / 2
        parts += [rectangle(x - 8, y - 9, 16, 18, "#ffffff"), label(x, y + 5, sign, "middle", WRONG, 16)]
    return parts


def _head(x: float, y: float, angle: float, colour: str) -> str:
    corners = ((8, 0.0), (7, 2.3), (7, -2.3))
    points = " ".join(f"{x + far * math.cos(angle + a):.1f},{y + far * math.sin(angle + a):.1f}" for far, a in corners)
    return f'<polygon points="{points}" fill="{colour}"/>'


def _caption(nodes: list[Any], edges: list[Edge]) -> Text:
    said = []
    for state, (_, _, called) in _STATES.items():
        listed = ", ".join(f"{nodes[e.start]} → {nodes[e.end]}" for e in edges if e.state == state)
        if listed:
            said.append(Text(f"{called.en}: {listed}", f"{called.ja}: {listed}"))
    if not said:
        return Text("The graph.", "計算グラフです。")
    en, ja = "; ".join(text.en for text in said), "、".join(text.ja for text in said)
    return Text(f"Edges of the graph, {en}.", f"グラフの{ja}。")
