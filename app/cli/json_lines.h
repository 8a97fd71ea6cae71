// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/exit_code.h"
#include "app/cli/link_rates.h"

#include <openmv/camera.h>
#include <openmv/discovery.h>
#include <openmv/flasher/boards.h>

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

/// Every line that --json prints is made here. The schema is docs/cli.md: fields
/// may be added, never renamed or removed without raising kSchema.
namespace omv::cli::json {

using Object = nlohmann::ordered_json;

inline constexpr int kSchema = 1;

/// One line without its line end. Strings that are not UTF-8 get U+FFFD.
std::string toLine(const Object& object);

Object hello(std::string_view version);
Object result(const Outcome& outcome);
Object help(std::string_view text);

/// `text` when it is UTF-8, else `bytes` in base64.
Object print(std::string_view text);
/// `number` counts from 1; `path` is left out when empty.
Object frame(const Frame& frame, std::uint64_t number, const std::string& path);
Object progress(std::string_view phase);
Object connected(const DeviceInfo& info);
/// `change`: "appeared", "vanished", or empty for a plain list.
Object camera(const CameraInfo& camera, std::string_view change);
/// One that does not run.
Object board(const flasher::SeenBoard& board, std::string_view change);
Object info(const DeviceInfo& info);
Object memory(const MemoryPool& pool);
Object stats(const LinkStatistics& stats);
/// `elapsed`: seconds since the beginning.
Object link(const LinkRates& rates, const LinkQuality& quality, double elapsed);
Object channel(const ChannelInfo& channel);
/// The bytes of a channel, or where they were written to.
Object channelData(std::string_view channel, std::span<const std::uint8_t> data,
                   const std::string& path);
Object stopped(bool wasRunning);
Object explanation(std::string_view id, std::string_view text);
Object version(std::string_view tool, std::string_view library);
/// A check of the self-test that there is, and one that was done.
Object check(std::string_view name, std::string_view title);
Object check(std::string_view name, std::string_view title, std::string_view verdict,
             double seconds, std::string_view note);
Object checksDone(std::size_t passed, std::size_t failed, std::size_t skipped, double seconds);

}  // namespace omv::cli::json
