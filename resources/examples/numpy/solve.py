# SPDX-License-Identifier: MIT
# Solve equations: three equations with three unknowns, by the inverse of a matrix.

from ulab import numpy as np

A = np.array([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]])
b = np.array([8, -11, -3])
x = np.dot(np.linalg.inv(A), b)
print("x = %.1f, y = %.1f, z = %.1f" % (x[0], x[1], x[2]))
