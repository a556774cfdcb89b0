"""The little grammar of the claims stages: words, verb groups, clauses, phrases, quotations, times, word tables."""
