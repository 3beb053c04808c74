"""What citizens say of how they were served, keyed in from paper and looked at."""
