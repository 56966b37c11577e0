"""The reports. A module here with a `REPORT` is one; adding it edits no list."""
