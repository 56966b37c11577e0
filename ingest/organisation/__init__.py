"""The registers that an organisation keeps about itself: who owns what, and at what price."""
