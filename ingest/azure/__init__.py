"""What Microsoft Azure delivers: cost exports, FOCUS exports and its carbon figures."""
