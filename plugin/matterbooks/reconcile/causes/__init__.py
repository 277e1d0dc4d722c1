"""Why two books differ: each module looks at one kind of evidence and names the causes that it supports."""
