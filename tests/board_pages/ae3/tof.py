# SPDX-License-Identifier: MIT
# expect: min: \d+\.?\d* mm  max: \d+
import tof

tof.init()
while True:
    depth, depth_min, depth_max = tof.read_depth()
    print("min:", depth_min, "mm  max:", depth_max, "mm")
