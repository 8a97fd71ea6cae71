// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <optional>

/// Alif's ISP protocol, which the secure enclave (SE) of the AE3 speaks on its UART: in SERAM,
/// its normal firmware, or in SEROM when there is none that is valid.
///
/// A packet is length, command, payload, checksum; the length counts all of it, all bytes add up
/// to 0. Numbers are little-endian. Source: Alif Security Toolkit 1.110.0 (isp_core.py,
/// isp_protocol.py, isp_util.py, app-write-mram.py).
namespace omv::protocol::loader::alif {

inline constexpr std::uint32_t kBaudRate = 55000;  ///< of a rev B4 chip after reset
inline constexpr std::uint32_t kFastBaudRate = 921600;

inline constexpr std::size_t kMinPacket = 3;
inline constexpr std::size_t kMaxPacket = 255;  ///< as many as the length byte can say
inline constexpr std::size_t kMaxPayload = kMaxPacket - kMinPacket;

enum class Code : std::uint8_t {
    StartIsp = 0x00,
    StopIsp = 0x01,
    Abort = 0x02,
    DownloadStart = 0x03,
    DownloadData = 0x04,
    DownloadDone = 0x05,
    BurnMram = 0x08,
    ResetDevice = 0x09,
    PrintData = 0x0C,
    MramWrite = 0x0D,
    SecureDebug = 0x0E,
    Enquiry = 0x0F,
    GetBaudRate = 0x10,
    SetBaudRate = 0x11,
    VerifyImage = 0x12,
    Get = 0x14,
    EraseMram = 0x15,  ///< encode() refuses it: erasing the application area ends an AE3
    SetMaintenanceFlag = 0x16,
    OtpRead = 0x17,
    OtpWrite = 0x18,
    MramRead = 0x19,
    Set = 0x1A,
    Dmpu = 0x1B,
    SramWrite = 0x1C,
    VerifyAndExecute = 0x1D,
    OspiWrite = 0x1E,
    DataResponse = 0xFD,
    Ack = 0xFE,
    Nak = 0xFF,
};

/// What GET gets.
enum class Object : std::uint32_t {
    Toc = 1,
    Revision = 2,
    BaudRate = 3,
    Banner = 4,
    CpuStatus = 5,
};

/// The first payload byte of a NAK.
enum class Error : std::uint8_t {
    Success = 0x00,
    MramController = 0xE3,
    SeramJump = 0xE4,
    MfgDataMiscompare = 0xE5,
    InvalidCodeSize = 0xE6,
    CodeVerify = 0xE7,
    UnknownSetObject = 0xE8,
    MramLength = 0xE9,
    MramUnknown = 0xEA,
    MramOffsetAlignment = 0xEB,
    Alignment = 0xEC,
    Address = 0xED,
    UnknownGetObject = 0xEE,
    MramWrite = 0xEF,
    SecureDebug = 0xF0,
    ImageVerification = 0xF1,
    ImageAuthentication = 0xF2,
    AuthenticationToken = 0xF3,
    NotAllowed = 0xF4,
    HostAuthentication = 0xF5,
    UnexpectedCommand = 0xF6,
    Destination = 0xF7,
    PacketSize = 0xF8,
    NotSupported = 0xF9,
    Checksum = 0xFA,
    Stopped = 0xFB,
    UnknownCommand = 0xFC,
    WriteTimeout = 0xFD,
    ReadTimeout = 0xFE,
    Failed = 0xFF,
};

namespace mram {
inline constexpr std::uint32_t kBase = 0x80000000;
inline constexpr std::uint32_t kSize = 0x600000;
inline constexpr std::uint32_t kApplicationSize = 0x580000;  ///< the rest is Alif's
inline constexpr std::uint32_t kLine = 16;  ///< smallest piece that is written
inline constexpr std::uint32_t kSystemPackage = 0x80580000;
inline constexpr std::uint32_t kOffsetFile = 0x805FFFF0;
}  // namespace mram

struct Packet {
    Code code = Code::StartIsp;
    Bytes payload;  ///< inside what it was decoded from
};

using PacketBytes = std::array<std::uint8_t, kMaxPacket>;

/// Bytes written; 0 when `into` is too small, the payload too long, or `code` is EraseMram.
std::size_t encode(MutableBytes into, Code code, Bytes payload = {}) noexcept;
/// `bytes`: exactly one packet. Nothing when length or checksum are wrong.
std::optional<Packet> decodePacket(Bytes bytes) noexcept;
/// Of a NAK.
Error errorOf(const Packet& nak) noexcept;

/// Bytes of a file that go into one DOWNLOAD_DATA.
std::size_t chunkSize(std::uint32_t address, std::size_t fileSize) noexcept;

/// The answer to ENQUIRY.
struct Enquiry {
    bool serom = false;
    bool seram = false;
    std::uint32_t error = 0;
    std::uint32_t extendedError = 0;
    bool maintenance = false;
};
inline constexpr std::size_t kEnquirySize = 13;
std::optional<Enquiry> decodeEnquiry(const Packet& packet) noexcept;
std::array<std::uint8_t, kEnquirySize> encode(const Enquiry& enquiry) noexcept;

/// The answer to GET revision; with length, code and sum exactly 136 bytes.
struct Revision {
    std::array<std::uint8_t, 4> silicon{};
    std::array<char, 16> part{};  ///< NUL padded
    std::array<std::uint8_t, 16> hbk0{};  ///< all zero: keys were never provisioned
    std::array<std::uint8_t, 8> serial{};
    std::uint8_t lifeCycle = 0;

    friend bool operator==(const Revision&, const Revision&) = default;
};
inline constexpr std::size_t kRevisionPacket = 136;
inline constexpr std::array<std::uint8_t, 4> kRevisionB4{0x00, 0xB4, 0x00, 0x00};
/// What a chip without a part number is taken for.
inline constexpr std::array<char, 16> kBlankPart{'A', 'E', '7', '2', '2', 'F', '8', '0',
                                                 'F', '5', '5', 'D', '5', 'L', 'S', 0};
std::optional<Revision> decodeRevision(const Packet& packet) noexcept;
std::array<std::uint8_t, kRevisionPacket - kMinPacket> encode(const Revision& revision) noexcept;

/// An image that the table of contents (TOC) knows.
struct TocRecord {
    std::array<char, 8> name{};  ///< not always NUL ended
    std::uint32_t cpu = 0;
    std::uint32_t storeAddress = 0;
    std::uint32_t objectAddress = 0;
    std::uint32_t loadAddress = 0;
    std::uint32_t bootAddress = 0;
    std::uint32_t size = 0;
    std::uint32_t version = 0;
    std::uint32_t time = 0;
    std::array<char, 7> flags{};

    friend bool operator==(const TocRecord&, const TocRecord&) = default;
};
inline constexpr std::size_t kTocRecordSize = 47;

/// The first payload byte of a packet of the TOC.
namespace toc {
inline constexpr std::uint8_t kRecord = 0xA7;
inline constexpr std::uint8_t kEnd = 0xA8;
inline constexpr std::uint8_t kOldRecord = 0xA5;
inline constexpr std::uint8_t kOldEnd = 0xA6;
bool isRecord(const Packet& packet) noexcept;
bool isEnd(const Packet& packet) noexcept;
}  // namespace toc

/// Of a packet of which isRecord() holds.
std::optional<TocRecord> decodeTocRecord(const Packet& packet) noexcept;
/// With the marker kRecord before it.
std::array<std::uint8_t, 1 + kTocRecordSize> encode(const TocRecord& record) noexcept;

}  // namespace omv::protocol::loader::alif
