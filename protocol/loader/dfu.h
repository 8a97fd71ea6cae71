// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/machine.h"

#include <array>
#include <optional>

// The numbers of DFU 1.1 ("USB Device Class Specification for Device Firmware Upgrade",
// revision 1.1) and of DfuSe, ST's extension of it.

namespace omv::protocol::loader {

/// bRequest of the class requests (DFU 1.1, table 3.2). The recipient is the interface.
enum class DfuRequest : std::uint8_t {
    Detach = 0,
    Download = 1,
    Upload = 2,
    GetStatus = 3,
    ClearStatus = 4,
    GetState = 5,
    Abort = 6,
};

/// bState (DFU 1.1, 6.1.2).
enum class DfuState : std::uint8_t {
    AppIdle = 0,
    AppDetach = 1,
    Idle = 2,
    DownloadSync = 3,
    DownloadBusy = 4,
    DownloadIdle = 5,
    ManifestSync = 6,
    Manifest = 7,
    ManifestWaitReset = 8,
    UploadIdle = 9,
    Error = 10,
};

/// bStatus (DFU 1.1, 6.1.2).
enum class DfuError : std::uint8_t {
    Ok = 0,
    Target = 1,
    File = 2,
    Write = 3,
    Erase = 4,
    CheckErased = 5,
    Program = 6,
    Verify = 7,
    Address = 8,
    NotDone = 9,
    Firmware = 10,
    Vendor = 11,
    UsbReset = 12,
    PowerOnReset = 13,
    Unknown = 14,
    StalledPacket = 15,
};

/// As the specification spells them: "dfuIDLE", "errWRITE". Never null.
const char* name(DfuState state) noexcept;
const char* name(DfuError error) noexcept;

/// The answer to GETSTATUS (DFU 1.1, 6.1.2).
///
///     0  1  bStatus
///     1  3  bwPollTimeout, ms, little-endian
///     4  1  bState
///     5  1  iString
struct DfuStatus {
    static constexpr std::size_t kWireSize = 6;

    DfuError error = DfuError::Ok;
    std::uint32_t pollTimeout = 0;  ///< ms, 24 bits: not to ask again before
    DfuState state = DfuState::Idle;
    std::uint8_t string = 0;

    friend bool operator==(const DfuStatus&, const DfuStatus&) = default;
};
std::array<std::uint8_t, DfuStatus::kWireSize> encode(const DfuStatus& status) noexcept;
/// Nothing for another length and for a state or status that the specification does not know.
std::optional<DfuStatus> decodeDfuStatus(Bytes wire) noexcept;

inline constexpr std::uint8_t kDfuInterfaceClass = 0xFE;
inline constexpr std::uint8_t kDfuInterfaceSubclass = 0x01;
inline constexpr std::uint8_t kDfuProtocolRuntime = 1;
inline constexpr std::uint8_t kDfuProtocolMode = 2;
inline constexpr std::uint16_t kDfuseVersion = 0x011A;  ///< bcdDFUVersion that means DfuSe

/// The DFU functional descriptor (DFU 1.1, 4.1.3; without the version, 7 bytes: DFU 1.0).
///
///     0  1  bLength, 9
///     1  1  bDescriptorType, 0x21
///     2  1  bmAttributes
///     3  2  wDetachTimeOut, ms
///     5  2  wTransferSize, bytes
///     7  2  bcdDFUVersion
struct DfuFunctional {
    static constexpr std::size_t kWireSize = 9;
    static constexpr std::size_t kOldWireSize = 7;
    static constexpr std::uint8_t kType = 0x21;

    bool canDownload = false;
    bool canUpload = false;
    bool manifestationTolerant = false;
    bool willDetach = false;
    std::uint16_t detachTimeout = 0;  ///< ms
    std::uint16_t transferSize = 0;  ///< bytes
    std::uint16_t version = 0x0100;  ///< BCD

    bool isDfuse() const { return version == kDfuseVersion; }
    friend bool operator==(const DfuFunctional&, const DfuFunctional&) = default;
};
std::array<std::uint8_t, DfuFunctional::kWireSize> encode(const DfuFunctional& value) noexcept;
std::optional<DfuFunctional> decodeDfuFunctional(Bytes wire) noexcept;

/// Asks the device for the functional descriptor itself, where the configuration lacks it.
Setup getDfuFunctional(std::uint16_t interfaceNumber) noexcept;

/// The blocks that the host cuts data into: what the device says, 1024 where it says 0, never
/// below its packets, and never above 4096: Linux' usbfs moves no more in one control transfer
/// (both as dfu-util does).
inline constexpr std::uint16_t kMaxDfuBlock = 4096;
std::uint16_t dfuBlockSize(std::uint16_t transferSize, std::uint8_t maxPacket0) noexcept;

/// The DFU interface of a configuration: its alternate settings, each a partition or a memory.
struct DfuInterface {
    static constexpr std::size_t kMaxAlternates = 32;
    struct Alternate {
        std::uint8_t number = 0;
        std::uint8_t string = 0;  ///< index of its name, 0: none

        friend bool operator==(const Alternate&, const Alternate&) = default;
    };

    std::uint8_t number = 0;
    std::uint8_t protocol = 0;  ///< kDfuProtocolRuntime: an application that can be detached
    std::array<Alternate, kMaxAlternates> alternates{};
    std::size_t count = 0;
    /// Nothing: to be asked for by getDfuFunctional().
    std::optional<DfuFunctional> functional{};

    bool inDfuMode() const { return protocol != kDfuProtocolRuntime; }
};

/// Looks for the first DFU interface in a configuration descriptor with all that belongs to it
/// (USB 2.0, 9.4.3). The functional descriptor may stand before the interfaces or behind any
/// alternate setting; more than kMaxAlternates of these are left out. What is cut off or damaged
/// ends the search, and what was found until then counts.
std::optional<DfuInterface> findDfuInterface(Bytes configuration) noexcept;

/// The text of a string descriptor, what is not ASCII as '?'. How many characters were stored.
std::size_t stringDescriptorText(Bytes descriptor, std::span<char> into) noexcept;

}  // namespace omv::protocol::loader
