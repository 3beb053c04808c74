"""Who sits at this desk: signing in, locking, what they may do."""
