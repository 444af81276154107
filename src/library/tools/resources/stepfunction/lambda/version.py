"""Describes this Python in a line of JSON: its executable, its version, and whether there is a terminal. It runs on any Python 3."""

import json
import sys


def has_terminal():
    try:
        open("/dev/tty", "rb", buffering=0).close()
        return True
    except OSError:
        return False


print(json.dumps({"executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3], "terminal": has_terminal()}))
