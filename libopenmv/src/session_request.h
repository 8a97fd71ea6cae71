// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <array>
#include <optional>
#include <string>

#include "protocol/host_link.h"

namespace omv::session {

using protocol::Bytes;
using protocol::Duration;
using protocol::MutableBytes;
using protocol::Opcode;
using protocol::Outcome;
using protocol::Reply;
using protocol::Time;

/// A protocol::Command that may be passed around: the start of its payload lies inside.
/// `body` and `into` are borrowed from the operation that made it.
struct Request {
    Opcode opcode = Opcode::ProtoSync;
    std::uint8_t channel = 0;
    std::array<std::uint8_t, 8> head{};
    std::size_t headSize = 0;
    Bytes body{};
    MutableBytes into{};
    Duration timeout = 0;  ///< 0: that of the session
    Duration gapTimeout = 0;  ///< as protocol::Command has it
    std::uint32_t replyPackets = 1;  ///< as protocol::Command has it
    bool fullPackets = false;  ///< as protocol::Command has it
    /// Reading takes it away from the camera: with acknowledgements the camera shall repeat
    /// what got lost.
    bool readsOnce = false;
};

Request plainRequest(Opcode opcode, std::uint8_t channel = 0, MutableBytes into = {});
Request readRequest(std::uint8_t channel, std::uint32_t offset, MutableBytes into);
Request writeRequest(std::uint8_t channel, std::uint32_t offset, Bytes data);
Request ioctlRequest(std::uint8_t channel, std::uint32_t request, Bytes arguments = {});

/// Bytes lost or damaged, or nothing came: asking again after a resync may help.
bool isTrouble(const Reply& reply);

/// "CHANNEL_READ"
std::string name(Opcode opcode);
/// "FAILED (1)"
std::string name(protocol::Status status);

// Errors of a call whose purpose is `what`: "Cannot read channel demo".
Error refusedError(std::string what, const Reply& reply);
/// Timeout or Damaged.
Error troubleError(std::string what, const Reply& reply);
Error malformedError(std::string what, std::string why);
Error timeoutError(std::string what, std::string why = {});
Error cancelledError(std::string what);

}  // namespace omv::session
