"""What Microsoft Azure delivers to the made-up company: exports of actual and amortized cost."""
