"""What run trackers wrote about training runs and model calls: their own files, read as history."""
