"""Tests run as on a developer's machine, in a folder of their own."""

import os
import tempfile

os.environ.setdefault("DAMAI_ENV", "dev")
os.environ.setdefault("DAMAI_HOME", tempfile.mkdtemp(prefix="damai-test-"))
