"""What students are given: stubs, notebooks and handouts, made of references and tests."""
