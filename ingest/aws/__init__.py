"""What Amazon Web Services delivers: bills, and later its carbon figures."""
