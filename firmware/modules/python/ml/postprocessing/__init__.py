# SPDX-License-Identifier: MIT
"""Readers of model outputs, by where the models come from."""
