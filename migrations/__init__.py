"""The database's history: portable SQL, one file a step, run in order by `portal migrate`."""
