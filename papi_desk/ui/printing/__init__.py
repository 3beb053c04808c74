"""Papers on their way to the printer: seen first, printed, saved, copied to where the office keeps them."""
