"""Grammar: what a clause's subject is, whether it happened, and when."""
