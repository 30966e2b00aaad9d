"""Reports: one result model in, one file per format out."""
