"""What the browser gets: our own files, the list of packages, and the modules that make the built files."""
