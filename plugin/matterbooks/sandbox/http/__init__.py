"""The HTTP/1.1 server under it all."""
