"""What the desk does: one function is one transaction."""
