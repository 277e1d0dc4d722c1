"""``/sandbox/...``: what a test or a person does to the sandbox itself."""
