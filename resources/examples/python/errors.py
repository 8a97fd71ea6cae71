# SPDX-License-Identifier: MIT
# Errors: catch those that are expected, and see the others with their line.

import sys

try:
    open("/flash/not_there.txt")
except OSError as error:
    print("expected:", error.errno)

try:
    print([1, 2, 3][5])
except IndexError as error:
    sys.print_exception(error)

print("and on it goes")
