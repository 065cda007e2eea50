"""A real store for the tests: Ralph's own server, with statements in a file. Run by the Python of Ralph's environment.

    python ralph_server.py FOLDER PORT

The folder contains ``auth.json``; the server adds ``statements.jsonl``. The file system backend of Ralph 5.1.0 can
write to a file only once, because it creates where it should append. That setting is corrected here; everything else
is Ralph unchanged.
"""

import os
import sys
from pathlib import Path

folder, port = Path(sys.argv[1]), int(sys.argv[2])
os.environ.update(
    {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_HISTORY_FILE": str(folder / "history.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": "statements.jsonl",
        "RALPH_RUNSERVER_MAX_SEARCH_HITS_COUNT": "100000",
    }
)

from ralph.backends.data.base import BaseOperationType  # noqa: E402  reads the environment
from ralph.backends.lrs.fs import FSLRSBackend  # noqa: E402

FSLRSBackend.default_operation_type = BaseOperationType.APPEND

import uvicorn  # noqa: E402

uvicorn.run("ralph.api:app", host="127.0.0.1", port=port, log_level="warning")
