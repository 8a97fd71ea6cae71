# SPDX-License-Identifier: MIT
# ruff: noqa: F821
# Python modules frozen into the virtual camera.
include("$(MPY_DIR)/extmod/asyncio")
freeze("$(PORT_DIR)/../../../modules/python")
