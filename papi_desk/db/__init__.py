"""Tables: SQLAlchemy models, the engine and its transactions, and the migrations; no Qt."""
