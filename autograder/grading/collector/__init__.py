"""The collector: a process that reads the tests of some assignments, to learn which checks they have."""
