# SPDX-License-Identifier: MIT
"""ml: running neural networks and reading what they say."""

from ml import preprocessing, utils
from ml.model import Model
