// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

namespace omv::ide {

/// An error of connecting in the user's language, where its sentences are known here. What the
/// system or a virtual camera says by itself stays as it is.
Error inWords(const Error& error);

}  // namespace omv::ide
