"""Tables, split by noun: the window opens with the few it reads first; ``models.every`` knows them all."""
