"""All tables and all SQL of matterbooks. No HTTP, no Flask views.

`models` shows the nouns, `engines` how transactions begin, `outbox` how work is claimed and settled.
"""
