"""Reports: what each one asks of the register, and the cases behind every figure; one file a noun."""
