"""The certification lane: one line a paper, fee at once, numbers in sequence; many cases in one go."""
