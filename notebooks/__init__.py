"""The accountant's notebooks, shipped as `matterbooks.notebooks`; `matterbooks notebooks DIR` copies them out."""
