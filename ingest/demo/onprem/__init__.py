"""The made-up company's own machine room and the cage it rents: telemetry, meters, registers."""
