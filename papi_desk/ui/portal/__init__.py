"""The province's system beside the desk's own register: copying over, comparing, and what was down."""
