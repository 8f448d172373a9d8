"""Checks of a built server, shared by scripts/endurance and scripts/promises."""
