"""Dateline's engine: from an article's text to places, statements, speakers and certainty, as pandas frames."""
