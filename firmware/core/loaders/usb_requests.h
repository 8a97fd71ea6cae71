// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// Numbers of USB 2.0: tables 9-2, 9-4 and 9-5.

namespace omv::firmware::loaders::usb {

constexpr std::uint8_t kGetStatus = 0;
constexpr std::uint8_t kClearFeature = 1;
constexpr std::uint8_t kSetFeature = 3;
constexpr std::uint8_t kSetAddress = 5;
constexpr std::uint8_t kGetDescriptor = 6;
constexpr std::uint8_t kGetConfiguration = 8;
constexpr std::uint8_t kSetConfiguration = 9;
constexpr std::uint8_t kGetInterface = 10;
constexpr std::uint8_t kSetInterface = 11;

constexpr std::uint8_t kDeviceType = 1;
constexpr std::uint8_t kConfigurationType = 2;
constexpr std::uint8_t kStringType = 3;
constexpr std::uint8_t kInterfaceType = 4;
constexpr std::uint8_t kQualifierType = 6;
constexpr std::uint8_t kOtherSpeedType = 7;

// Of class requests: which way their data goes.
constexpr std::uint8_t kToInterface = 0x21;
constexpr std::uint8_t kFromInterface = 0xA1;

}  // namespace omv::firmware::loaders::usb
