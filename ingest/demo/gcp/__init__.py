"""What Google Cloud delivers to the made-up company: a billing export and its carbon footprint."""
