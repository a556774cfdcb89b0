"""What all tests share."""

from hypothesis import settings

# A deadline per example fails on a busy machine and says nothing about the program.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")
