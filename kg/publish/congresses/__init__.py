"""Congresses: who did what on which day, and what is known of each side by side."""
