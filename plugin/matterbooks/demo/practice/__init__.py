"""The practice's own tables; nothing here knows of matterbooks."""
