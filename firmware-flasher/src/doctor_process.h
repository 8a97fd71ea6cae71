// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/doctor.h>

#include <chrono>

namespace omv::flasher::doctor {

/// Runs a program, searched in PATH and in the folders for root's programs, with nothing to read,
/// and takes what it says on both outputs (the first 64 KiB). After `limit` it is killed and
/// counts as failed.
System::Ran runCaptured(const Command& command, std::chrono::milliseconds limit);

/// Runs a program with our standard input; its standard output is our standard error. Waits
/// until it ends. -1: could not be started.
int runInForeground(const Command& command);

/// Whether a program is in PATH or in the folders for root's programs.
bool isInPath(const std::string& program);

}  // namespace omv::flasher::doctor
