"""The border to the practice application: what it hands over, what it is asked, and the rules of what is pushed.

Nothing here knows QuickBooks. A host developer reads `source` first, then `documents`.
"""
