"""How the shipped models were made; not part of the wheel and never needed at run time."""
