// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace omv::cli {

/// Errors of the command line itself (OMV-E06xx); those of cameras and files
/// come from libopenmv. Ids are stable: add new ones, never reuse one.
Error usageError(std::string what, std::string why = {}, std::string fix = {});
Error unknownErrorId(std::string_view id, std::string fix);
Error cannotRead(const std::string& path, std::string why);
Error cannotWrite(const std::string& path, std::string why);
Error scriptEndedEarly(std::uint64_t frames, std::uint64_t wanted);
Error outputClosed();
Error interrupted();
/// `names`: not empty.
Error checksFailed(const std::vector<std::string>& names, std::size_t checks);
Error selftestTooLong(std::chrono::milliseconds limit);
/// These have their long text in libopenmv's catalog.
Error scriptRaised(std::string_view traceback);
/// OMV-E0741: at the port, or at any.
Error noBoard(std::string why);
Error noFrame(std::string why, std::string fix);
Error missingFrames(std::uint64_t frames, std::uint64_t wanted, double seconds);
/// `problems`: "2 problems".
Error problemsLeft(const std::string& problems, std::string why, std::string fix);
Error programNotFound(const std::string& program, std::string why);

/// The long text of any id, the command line's or libopenmv's; empty when unknown.
std::string_view explainAny(std::string_view id);

/// "No such file or directory (errno 2)"
std::string errnoText(int error);

}  // namespace omv::cli
