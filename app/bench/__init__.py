"""Measuring the portal: `portal bench`."""
