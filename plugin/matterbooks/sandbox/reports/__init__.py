"""Reports of a sandbox company: one model of each report, written as Reports API JSON here and as files elsewhere."""
