"""Trekkportalen: employers report deducted union dues, unions run the work around it."""

import os
import sys
from types import ModuleType

os.environ.setdefault("PICCOLO_CONF", "app.piccolo_conf")

# Piccolo imports black to lay out the code that its generators write, which is nothing of ours: 7 MB of every process.
sys.modules.setdefault("black", ModuleType("black"))
