"""Classes on both sides of the border: tests inherit from a student's, students get objects of an instructor's."""

import pytest

from autograder.course.handed_in.magics import clean_cell
from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import ANYTHING, Cell, CellResult, Examined, Job, Ready, Start

MODULES = {
    "worlds.py": b"""
class World:
    def __init__(self, size=2): self.size = size
    def step(self, by): return self.size + by
def play(kind, *given): return kind(*given).step(1)
"""
}
GIVEN = """
import worlds
from worlds import World
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class Robot(World):
    def go(self): raise NotImplementedError
"""
STUDENT = r"""
import abc, copy
def length(node):
    if not isinstance(node, Node): raise TypeError("no node")
    found = 0
    while node is not None: found, node = found + 1, node.next
    return found
def is_node(obj): return type(obj) == Node and obj.__class__ is Node
def is_world(obj): return isinstance(obj, World) and isinstance(obj, worlds.World) and not isinstance(obj, Node)
def enter(kind, size): return kind(size).step(5)
def push(node, value): return Node(value, node)
def twin(node, deep): return (copy.deepcopy if deep else copy.copy)(node)
class Wide(World):
    def step(self, by): return 2 * super().step(by)
class Animal:
    def __init__(self, name, age=1): self.name, self.age = name, age
    def speak(self): return "..."
    def twice(self): return 2 * self.speak()
    @property
    def is_old(self): return self.age > 10
    @staticmethod
    def number(): return 5
    def __len__(self): return self.age
    def __eq__(self, other): return self.age == other.age
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    def double(self): return 2 * self.area()
class Model:
    rate = 1.0
    def run(self, x): return self.rate * self.step(x)
    def step(self, x): raise NotImplementedError
def describe(animal): return f"{animal.name}: {animal.speak()}"
def let_speak(kind): return kind("x").speak()
class Agent:
    def __init__(self): self.k = 1
"""
ADDED = """%%add_to Agent
def go(self, n):
    "Goes."
    return self.k + n

@staticmethod
def made(): return Agent()"""
FILLED = "%%add_to Robot\ndef go(self): return self.step(2)"
SHOWING = "display([1, 2])\nshell = get_ipython()\nshell.register_magics(int)\nshown = 1"
TESTS = {
    "an instance of a given class": "assert length(Node(1, Node(2))) == 2 and is_node(Node(3))",
    "an instance of a helper module's class": "assert is_world(World()) and is_world(worlds.World(3))",
    "an instance of a test's own class": "class Far(World):\n    def step(self, by): return 9\n"
    "assert is_world(Far()) and not is_node(Far()) and enter(Far, 1) == 9",
    "a class of a helper module": "assert enter(worlds.World, 3) == 8",
    "a student's class made of a helper module's": "assert Wide(3).step(1) == 8 and worlds.play(Wide, 4) == 10\n"
    "assert isinstance(Wide(), World) and issubclass(Wide, World) and Wide().size == 2",
    "an object handed back in another": "n = push(Node(1), 2)\nassert n.value == 2 and n.next.value == 1",
    "copies of an object": r"""
a = Node(1, Node([2]))
b, c = twin(a, False), twin(a, True)
a.value = 5
a.next.value.append(3)
assert (b.value, c.value) == (1, 1) and b.next is a.next and c.next.value == [2]
""",
    "overrides": r"""
class Dog(Animal):
    def speak(self): return "wuff"
d = Dog("rex", 12)
assert d.speak() == "wuff" and d.twice() == "wuffwuff"
assert d.name == "rex" and d.is_old and len(d) == 12
assert describe(d) == "rex: wuff" and let_speak(Dog) == "wuff"
""",
    "super": r"""
class Puppy(Animal):
    def __init__(self, name):
        super().__init__(name, 2)
        self.toys = ["ball"]
    def speak(self): return super().speak() + "wau"
p = Puppy("bo")
assert p.age == 2 and p.toys == ["ball"] and p.twice() == "...wau...wau"
p.age = 15
assert p.is_old and p == Puppy("be") or p.age == 15
assert isinstance(p, Animal) and issubclass(Puppy, Animal) and type(p) is Puppy and not isinstance(3, Puppy)
assert Puppy.number() == p.number() == 5
""",
    "abstract classes": r"""
class Square(Shape):
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
assert Square(3).double() == 18
class Empty(Shape): pass
try:
    Empty()
    assert False
except TypeError:
    pass
""",
    "what a class keeps": r"""
class Plus(Model):
    rate = 3.0
    def step(self, x): return x + 1
assert Plus().run(1) == 6.0
m = Plus()
m.rate = 2.0
assert m.run(1) == 4.0 and m.rate == 2.0
""",
    "two steps down": r"""
class First(Animal):
    def speak(self): return "a"
class Second(First):
    def speak(self): return super().speak() + "b"
s = Second("q")
assert s.speak() == "ab" and s.twice() == "abab" and isinstance(s, Animal) and isinstance(s, First)
assert s == Second("z") and let_speak(Second) == "ab"
""",
    "methods that come one after the other": "assert Agent().go(3) == 4 and Agent.made().k == 1",
    "a given class whose methods students write": "assert Robot(1).go() == 3 and isinstance(Robot(), World)",
    "what IPython has": "display(3)\nassert shown == 1",
}
HOSTILE = r"""
class Base:
    def __init__(self): pass
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return lambda *a, **k: True
    def right(self): return True
    def __eq__(self, other): return True
    def value(self): return True
class Meta(type):
    def __dir__(cls): return ["right", "limit", "__class__", "__getattribute__", "__new__", "no name", "_kadai_there"]
class Sly(Base, metaclass=Meta): pass
def ask(obj): return True
"""
HONEST = "class Base:\n    def value(self): return 2\nclass Sly(Base): pass\ndef ask(obj): return obj.right()"
_CHECKED = """
class Checked({base}):
    limit = 3
    def right(self): return self.value() == 2
c = Checked()
"""
JUDGED = {
    "a method of the test's": "assert c.right() == True",
    "a value of the test's": "assert c.value() == c.limit - 1",
    "the class's": "assert Checked.limit == 3 and type(c) is Checked and Checked.right(c)",
    "an inherited one": "assert c == 5",
}


def _examined(cells: list[Cell], folder: str = "") -> dict[str, CellResult]:
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        folders = (folder,) if folder else ()
        channel.send(Job(tuple(cells), statics.facts_of(cells), folders, MODULES, cell_seconds=20.0))
        seen = channel.receive(Examined)
    assert not seen.ended
    return {result.name: result for result in seen.cells}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellResult]:
    folder = tmp_path_factory.mktemp("notebook")
    for name, text in MODULES.items():
        (folder / name).write_bytes(text)
    own = {"student": STUDENT, "added": clean_cell(ADDED), "filled": clean_cell(FILLED), "showing": SHOWING}
    cells = [Cell("given", "given", GIVEN), *(Cell(name, "own", text) for name, text in own.items())]
    cells += [Cell(name, "test", text.strip("\n"), poses=frozenset((ANYTHING,))) for name, text in TESTS.items()]
    seen = _examined(cells, str(folder))
    assert not any(seen[name].failure for name in ("given", *own))
    return seen


@pytest.mark.parametrize("name", TESTS)
def test_classes_mean_what_they_mean_in_one_process(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused


@pytest.fixture(scope="module")
def judged() -> dict[str, dict[str, CellResult]]:
    def of(own: str, base: str) -> dict[str, CellResult]:
        made = _CHECKED.format(base=base)
        tests = [Cell(name, "test", made + text, poses=frozenset((".value",))) for name, text in JUDGED.items()]
        return _examined([Cell("own", "own", own), *tests])

    return {"honest": of(HONEST, "Base"), "hostile": of(HOSTILE, "Base"), "sly": of(HOSTILE, "Sly")}


def test_an_honest_base_passes(judged: dict[str, dict[str, CellResult]]) -> None:
    assert [name for name in JUDGED if judged["honest"][name].failure] == ["an inherited one"]


@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("who", ["hostile", "sly"])
def test_what_a_tests_class_says_is_not_the_students_to_say(
    judged: dict[str, dict[str, CellResult]], who: str, name: str
) -> None:
    assert judged[who]["own"].failure is None
    assert judged[who][name].failure
