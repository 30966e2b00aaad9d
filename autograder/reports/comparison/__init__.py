"""Two reports of one assignment side by side: what is found there, and how it is shown, one file per form."""
