"""One module per exporter, each with its PRESET; found, never registered."""
