// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <memory>

#include "tests/support/bad_line.h"

namespace omv::test {

/// Wraps a transport and spoils, packet by packet, what is written. What is read stays as it is.
std::unique_ptr<Transport> makeSpoilt(std::unique_ptr<Transport> inner,
                                      const BadLine::Chances& chances, unsigned seed);

}  // namespace omv::test
