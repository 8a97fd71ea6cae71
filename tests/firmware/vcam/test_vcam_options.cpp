// SPDX-License-Identifier: MIT
// Options of omv-vcam that contradict each other or say nothing, and what is told of them.
#include "tests/support/catch.h"
#include "tests/support/vcam_process.h"
