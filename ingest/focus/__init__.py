"""FOCUS bills of any vendor, from a folder or a bucket."""
