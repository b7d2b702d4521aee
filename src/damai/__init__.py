"""Damai: the shared operations room for a peaceful election."""

import sys

try:
    # The system's SQLite may carry the WAL-reset bug (fixed in 3.51.3). pysqlite3 brings its own, newer one;
    # Django's SQLite backend and everything else that says `import sqlite3` then gets it.
    import pysqlite3
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # other platforms: settings refuse an SQLite that is too old
    pass

__version__ = "0.1.0"
