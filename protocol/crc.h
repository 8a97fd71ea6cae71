// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

namespace omv::protocol {

/// Header checksum: polynomial 0xF94F, initial 0xFFFF, most significant bit
/// first, no reflection, no final xor. "123456789" gives 0xE541.
std::uint16_t crc16(Bytes data) noexcept;

/// Payload checksum: polynomial 0xFA567D89, initial 0xFFFFFFFF, most
/// significant bit first, no reflection, no final xor. "123456789" gives
/// 0x41B403D3. `seed`: the CRC of the bytes before these, to go on with it.
std::uint32_t crc32(Bytes data, std::uint32_t seed = 0xFFFFFFFFu) noexcept;

}  // namespace omv::protocol
