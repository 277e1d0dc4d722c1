"""A believable firm and one month of its work, the same for the same seed and day.

`seed_setup` is what stands before the connection to QuickBooks; `month` posts what comes after it, one unit of work
for each record.
"""

from __future__ import annotations

from matterbooks.demo.seed.firm import ADMIN, CLERK, PASSWORD, seed_setup
from matterbooks.demo.seed.month import MONTH_LENGTH, month, post_month

__all__ = ["ADMIN", "CLERK", "MONTH_LENGTH", "PASSWORD", "month", "post_month", "seed_setup"]
