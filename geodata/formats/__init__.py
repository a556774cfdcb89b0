"""Readers and writers of files: one pair a module."""
