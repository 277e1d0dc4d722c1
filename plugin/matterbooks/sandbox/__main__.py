"""``python -m matterbooks.sandbox``."""

import sys

from matterbooks.sandbox.command_line import main

if __name__ == "__main__":
    sys.exit(main())
