"""``python -m matterbooks.sandbox``."""

import sys

from matterbooks.sandbox.server import main

if __name__ == "__main__":
    sys.exit(main())
