"""The screens: each view checks what the person may do, calls one service, and shows what came of it.

Read `blueprint` for the addresses, then the view modules; `host` is all that they ask of the extension.
"""
