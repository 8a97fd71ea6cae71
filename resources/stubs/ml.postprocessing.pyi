# SPDX-License-Identifier: MIT
"""What makes results of the outputs of networks: darknet, ultralytics, edgeimpulse, mediapipe."""
