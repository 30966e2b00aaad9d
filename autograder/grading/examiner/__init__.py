"""The examiner: a trusted process that holds the hidden tests and asks sandboxed workers. Nothing else imports this.

``main`` is the process; ``../channel`` is what it and the grader say to each other.
"""
