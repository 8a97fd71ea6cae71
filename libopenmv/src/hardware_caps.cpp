// SPDX-License-Identifier: MIT
#include "libopenmv/src/hardware_caps.h"

#include <fmt/format.h>

#include "protocol/payloads.h"

namespace omv {

namespace {

struct CapName {
    std::uint32_t bit;
    const char* name;
};
namespace cap = protocol::hardware_cap;
constexpr CapName kCapNames[] = {
    {cap::kGpu, "gpu"},
    {cap::kNpu, "npu"},
    {cap::kIsp, "isp"},
    {cap::kVideoEncoder, "venc"},
    {cap::kJpeg, "jpeg"},
    {cap::kDram, "dram"},
    {cap::kCrc, "crc"},
    {cap::kPmu, "pmu"},
    {cap::kWifi, "wifi"},
    {cap::kBluetooth, "bluetooth"},
    {cap::kSdCard, "sd"},
    {cap::kEthernet, "ethernet"},
    {cap::kUsbHighSpeed, "usb_hs"},
    {cap::kMultiCore, "multicore"},
};

struct SensorName {
    std::uint32_t chipId;
    const char* name;
};
// Chip ids as the drivers of firmware 5.0 report them.
constexpr SensorName kSensorNames[] = {
    {0x21, "GC2145"},          {0x26, "OV2640"},        {0x54, "Lepton"},
    {0x56, "OV5640"},          {0x60, "HM0360"},        {0x76, "OV7690"},
    {0x77, "OV7725"},          {0x96, "OV9650"},        {0xB0, "HM01B0"},
    {0xAE, "Boson"},           {0xAE32, "Boson 320"},   {0xAE64, "Boson 640"},
    {0x1311, "MT9V0X2"},       {0x1312, "MT9V0X2"},     {0x1313, "MT9V0X2"},
    {0x1413, "MT9V0X2"},       {0x1324, "MT9V0X4"},     {0x1424, "MT9V0X4"},
    {0x2020, "FROGEYE2020"},   {0x2481, "MT9M114"},     {0x50F7, "SoftCSI"},
    {0x5415, "Lepton 1.5"},    {0x5416, "Lepton 1.6"},  {0x5420, "Lepton 2.0"},
    {0x5425, "Lepton 2.5"},    {0x5430, "Lepton 3.0"},  {0x5431, "Lepton 3.1R"},
    {0x5432, "Lepton UW"},     {0x5435, "Lepton 3.5"},  {0x5520, "PS5520"},
    {0x6100, "PAJ6100"},       {0x7920, "PAG7920"},     {0x7936, "PAG7936"},
    {0x30501C01, "GENX320-S"}, {0xB0602003, "GENX320"},
};

}  // namespace

std::vector<std::string> hardwareCapNames(std::uint32_t caps)
{
    std::vector<std::string> names;
    for (const CapName& entry : kCapNames) {
        if (caps & entry.bit) {
            names.emplace_back(entry.name);
        }
    }
    return names;
}

std::optional<std::uint32_t> hardwareCapBit(std::string_view name)
{
    for (const CapName& entry : kCapNames) {
        if (name == entry.name) {
            return entry.bit;
        }
    }
    return {};
}

std::string sensorName(std::uint32_t chipId)
{
    for (const SensorName& entry : kSensorNames) {
        if (entry.chipId == chipId) {
            return entry.name;
        }
    }
    return fmt::format("0x{:x}", chipId);
}

}  // namespace omv
