"""The demonstration as one walk: start everything, do what people do in their browsers, and show what came of it."""
