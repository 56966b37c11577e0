"""The agent that samples one host: energy counters, power and utilisation, into a spool."""
