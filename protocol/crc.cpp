// SPDX-License-Identifier: MIT
#include "protocol/crc.h"
