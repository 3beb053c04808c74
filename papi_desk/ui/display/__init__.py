"""The screen for citizens: a second monitor or a touch kiosk that shows what is public and nothing else."""
