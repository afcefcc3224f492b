"""Settings, addresses and the WSGI entry: imports everything, imported by nothing."""
