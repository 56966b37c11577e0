"""Sources of measurements: what machines say about themselves, whoever runs them."""
