"""Later: written down in the transaction, done afterwards."""

from app.jobs.actions.attendant import Attendant
from app.jobs.actions.doing import claim, drain, perform
from app.jobs.actions.later import again, later, sweep
from app.jobs.actions.recurring import run_due

__all__ = ["Attendant", "again", "claim", "drain", "later", "perform", "run_due", "sweep"]
