"""Similar submissions: which code of one stands in another as well. Figures and places, and no verdict."""
