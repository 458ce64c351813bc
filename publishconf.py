"""Settings of a published site: reviewed reports only, and the site's own address.

    pelican content -s publishconf.py

The address comes from the environment variable SITEURL, so that one checkout can be published to several places.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "https://example.org")  # example.org is nobody's: set your own
ANNALS_PREVIEW = False
