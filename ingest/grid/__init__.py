"""Carbon intensity of electricity grids, hour by hour."""
