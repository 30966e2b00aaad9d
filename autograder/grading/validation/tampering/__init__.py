"""What turns a right module into a cheat. The files run in the worker, beside a reference.

`wrapping` stands between the module and whoever uses it from outside; `faking`, `spoiling` and `standing_in` are
what it can be told to do there. They import nothing of ours, nor each other.
"""
