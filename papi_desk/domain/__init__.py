"""The office's rules: calendar, deadlines, case life, fees, people and statistics; standard library only."""
