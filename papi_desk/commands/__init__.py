"""THE COMMAND LINE: one function a command, the same services as the screens; no Qt."""
