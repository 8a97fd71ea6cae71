// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

// The numbers of protocol V2 (version 1.0.2), as firmware 5.0 uses them.
// Source: the public OpenMV protocol specification and firmware 5.0.0.

namespace omv::protocol {

/// Bits of a packet's flags byte.
namespace flag {
inline constexpr std::uint8_t kAck = 0x01;
inline constexpr std::uint8_t kNak = 0x02;
inline constexpr std::uint8_t kRetransmission = 0x04;
inline constexpr std::uint8_t kAckRequest = 0x08;
inline constexpr std::uint8_t kFragment = 0x10;  ///< more packets of this reply follow
inline constexpr std::uint8_t kEvent = 0x20;
}  // namespace flag

/// Opcodes up to SysMemory belong to channel 0.
enum class Opcode : std::uint8_t {
    ProtoSync = 0x00,
    ProtoGetCaps = 0x01,
    ProtoSetCaps = 0x02,
    ProtoStats = 0x03,
    ProtoVersion = 0x04,
    SysReset = 0x10,
    SysBoot = 0x11,
    SysInfo = 0x12,
    SysEvent = 0x13,
    SysMemory = 0x14,
    ChannelList = 0x20,
    ChannelPoll = 0x21,
    ChannelLock = 0x22,
    ChannelUnlock = 0x23,
    ChannelShape = 0x24,
    ChannelSize = 0x25,
    ChannelRead = 0x26,
    ChannelWrite = 0x27,
    ChannelIoctl = 0x28,
    ChannelEvent = 0x29,
};

/// The u16 payload of a NAK.
enum class Status : std::uint16_t {
    Success = 0,
    Failed = 1,
    Invalid = 2,
    Timeout = 3,
    Busy = 4,
    Checksum = 5,
    Sequence = 6,
    Overflow = 7,
    Fragment = 8,
    Unknown = 9,
};

/// Ids of the channels that every camera has.
namespace channel {
inline constexpr std::uint8_t kTransport = 0;
inline constexpr std::uint8_t kStdin = 1;
inline constexpr std::uint8_t kStdout = 2;
inline constexpr std::uint8_t kStream = 3;
inline constexpr std::uint8_t kProfile = 4;  ///< only in builds with the profiler
inline constexpr std::size_t kMaxChannels = 32;
}  // namespace channel

/// Bits of a channel's flags.
namespace channel_flag {
inline constexpr std::uint8_t kRead = 0x01;
inline constexpr std::uint8_t kWrite = 0x02;
inline constexpr std::uint8_t kExec = 0x04;
inline constexpr std::uint8_t kLock = 0x08;
inline constexpr std::uint8_t kStream = 0x10;
inline constexpr std::uint8_t kDynamic = 0x20;  ///< made by a script; gone at soft reboot
inline constexpr std::uint8_t kPhysical = 0x40;
}  // namespace channel_flag

/// The u16 payload of an event. An event without payload means kNotify.
namespace event {
inline constexpr std::uint16_t kNotify = 0xFFFF;
// channel 0
inline constexpr std::uint16_t kChannelRegistered = 0;
inline constexpr std::uint16_t kChannelUnregistered = 1;
inline constexpr std::uint16_t kSoftReboot = 2;
// stdin
inline constexpr std::uint16_t kScriptStopped = 0;
inline constexpr std::uint16_t kScriptStarted = 1;
}  // namespace event

/// Requests of CHANNEL_IOCTL, by channel.
namespace ioctl {
inline constexpr std::uint32_t kStdinStop = 1;
inline constexpr std::uint32_t kStdinExec = 2;
inline constexpr std::uint32_t kStdinReset = 3;  ///< clears the upload buffer
inline constexpr std::uint32_t kStreamControl = 0;  ///< u32 enable
inline constexpr std::uint32_t kStreamRawControl = 1;  ///< u32 enable
inline constexpr std::uint32_t kStreamRawConfig = 2;  ///< u32 width, u32 height
inline constexpr std::uint32_t kStreamSource = 3;  ///< u32 sensor chip id
inline constexpr std::uint32_t kProfileMode = 0;  ///< u32, 1 = exclusive
inline constexpr std::uint32_t kProfileSetEvent = 1;  ///< u32 counter, u32 event
inline constexpr std::uint32_t kProfileReset = 2;
inline constexpr std::uint32_t kProfileStats = 3;
}  // namespace ioctl

inline constexpr std::size_t kHeaderSize = 10;
inline constexpr std::size_t kPayloadCrcSize = 4;
/// Bytes that a packet with a payload has beyond the payload.
inline constexpr std::size_t kPacketOverhead = kHeaderSize + kPayloadCrcSize;
inline constexpr std::uint16_t kMinMaxPayload = 50;
inline constexpr std::uint16_t kDefaultMaxPayload = 4082;

}  // namespace omv::protocol
