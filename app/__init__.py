"""Trekkportalen: employers report deducted union dues, unions run the work around it."""

import os

os.environ.setdefault("PICCOLO_CONF", "app.piccolo_conf")
