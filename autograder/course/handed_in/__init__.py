"""What students hand in, as it comes: folders, archives, notebooks; read as hostile bytes, to text."""
