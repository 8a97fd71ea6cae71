// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace omv {

/// The folder of the file that holds this library's code: of libopenmv.so, or of the
/// program when linked statically. An installed tree finds its own parts from
/// there, also when it was moved and whatever program loaded the library. Empty when unknown.
std::filesystem::path libraryDirectory();

}  // namespace omv
