// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/monitor.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

namespace omv::vcam {

namespace {

constexpr std::size_t kMostFrames = 64;
constexpr std::uint8_t kTv = 0;
constexpr std::uint8_t kBroadcast = 15;

// Operation codes of HDMI-CEC 1.4.
enum : std::uint8_t {
    kFeatureAbort = 0x00,
    kImageViewOn = 0x04,
    kTextViewOn = 0x0D,
    kStandby = 0x36,
    kGiveName = 0x46,
    kSetName = 0x47,
    kGivePhysicalAddress = 0x83,
    kReportPhysicalAddress = 0x84,
    kVendor = 0x87,
    kGiveVendor = 0x8C,
    kGivePowerStatus = 0x8F,
    kReportPowerStatus = 0x90,
    kVersion = 0x9E,
    kGetVersion = 0x9F,
};
constexpr std::uint8_t kPowerOn = 0;
constexpr std::uint8_t kPowerStandby = 1;
constexpr std::uint8_t kVersion14 = 5;
constexpr std::uint8_t kUnknownOpcode = 0;

void put(std::uint8_t* at, std::string_view text)
{
    std::copy(text.begin(), text.end(), at);
}

/// A text descriptor: a tag, and at most 13 characters that end with a line feed and blanks.
void describe(std::uint8_t* at, std::uint8_t tag, std::string_view text)
{
    at[3] = tag;
    std::fill_n(at + 5, 13, std::uint8_t{' '});
    put(at + 5, text);
    at[5 + text.size()] = '\n';
}

/// CEA-861's 1280x720 at 60 Hz: 74.25 MHz, 370 and 30 of blanking.
void detailedTiming(std::uint8_t* at)
{
    constexpr std::uint8_t kTiming[18] = {0x01, 0x1D, 0x00, 0x72, 0x51, 0xD0, 0x1E, 0x20, 0x6E,
                                          0x28, 0x55, 0x00, 0x80, 0x68, 0x21, 0x00, 0x00, 0x1E};
    std::copy(std::begin(kTiming), std::end(kTiming), at);
}

}  // namespace

std::array<std::uint8_t, 128> Monitor::edid()
{
    std::array<std::uint8_t, 128> data{};
    std::fill_n(data.begin() + 1, 6, std::uint8_t{0xFF});
    // Manufacturer "OMV", five bits a letter; product 1, week 1 of 2026; EDID 1.3.
    constexpr unsigned kMaker = 15U << 10 | 13U << 5 | 22U;
    const std::uint8_t head[] = {kMaker >> 8, kMaker & 0xFF, 1, 0, 1, 0, 0, 0, 1, 36, 1, 3};
    std::copy(std::begin(head), std::end(head), data.begin() + 8);
    // Digital input, 64 x 36 cm, gamma 2.2, RGB, preferred timing first; the colours of sRGB.
    const std::uint8_t basics[] = {0x80, 64,   36,   120,  0x0A, 0xEE, 0x91, 0xA3,
                                   0x54, 0x4C, 0x99, 0x26, 0x0F, 0x50, 0x54};
    std::copy(std::begin(basics), std::end(basics), data.begin() + 20);
    std::fill_n(data.begin() + 38, 16, std::uint8_t{1});  // no standard timings
    data[35] = 0x20;  // 640x480 at 60 Hz
    detailedTiming(&data[54]);
    describe(&data[72], 0xFC, "Virtual HDMI");
    describe(&data[90], 0xFF, "0000000001");
    // 56 to 75 Hz, 30 to 83 kHz, 80 MHz at most.
    const std::uint8_t limits[] = {0, 0, 0, 0xFD, 0, 56, 75, 30, 83, 8, 0, '\n'};
    std::fill_n(data.begin() + 108, 18, std::uint8_t{' '});
    std::copy(std::begin(limits), std::end(limits), data.begin() + 108);
    const auto sum = std::accumulate(data.begin(), data.end() - 1, 0U);
    data[127] = static_cast<std::uint8_t>(0U - sum);
    return data;
}

void Monitor::changed() const
{
    if (onChange)
        onChange();
}

bool Monitor::connected() const
{
    const std::lock_guard guard(m_mutex);
    return m_connected;
}

bool Monitor::send(const Frame& frame)
{
    if (frame.empty() || frame.size() > kMostBytes)
        return false;
    const std::uint8_t to = frame[0] & 0x0F;
    const std::lock_guard guard(m_mutex);
    if (!m_connected || (to != kTv && to != kBroadcast))
        return false;
    m_sent.push_back(frame);
    if (m_sent.size() > kMostFrames)
        m_sent.pop_front();
    answer(frame);
    return true;
}

/// A television's replies. What it does not know it refuses, unless it was told to everybody.
void Monitor::answer(const Frame& frame)
{
    if (frame.size() < 2)
        return;  // somebody asked whether this address is taken
    const std::uint8_t from = frame[0] >> 4;
    const auto reply = [&](Frame body, bool toAll = false) {
        body.insert(body.begin(), toAll ? kBroadcast : from);
        m_toScript.push_back(std::move(body));
    };
    const std::uint8_t opcode = frame[1];
    switch (opcode) {
    case kImageViewOn:
    case kTextViewOn:
        m_awake = true;
        reply({kGiveName});  // whom it will show
        break;
    case kStandby: m_awake = false; break;
    case kGiveName: reply({kSetName, 'V', 'i', 'r', 't', 'u', 'a', 'l', ' ', 'T', 'V'}); break;
    case kGivePhysicalAddress: reply({kReportPhysicalAddress, 0, 0, 0}, true); break;
    case kGiveVendor: reply({kVendor, 0, 0, 0}, true); break;
    case kGivePowerStatus: reply({kReportPowerStatus, m_awake ? kPowerOn : kPowerStandby}); break;
    case kGetVersion: reply({kVersion, kVersion14}); break;
    case kSetName:
    case kVendor:
    case kReportPhysicalAddress:
    case kReportPowerStatus:
    case kVersion:
    case kFeatureAbort: break;
    default:
        if ((frame[0] & 0x0F) != kBroadcast)
            reply({kFeatureAbort, opcode, kUnknownOpcode});
    }
    while (m_toScript.size() > kMostFrames)
        m_toScript.pop_front();
}

Monitor::Frame Monitor::receive()
{
    const std::lock_guard guard(m_mutex);
    if (m_toScript.empty())
        return {};
    Frame frame = std::move(m_toScript.front());
    m_toScript.pop_front();
    return frame;
}

void Monitor::reset()
{
    const std::lock_guard guard(m_mutex);
    m_toScript.clear();
}

void Monitor::plug(bool in)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_connected == in)
            return;
        m_connected = in;
        m_awake = false;
        m_toScript.clear();
    }
    changed();
}

bool Monitor::inject(const Frame& frame)
{
    {
        const std::lock_guard guard(m_mutex);
        if (!m_connected || frame.empty() || frame.size() > kMostBytes ||
            m_toScript.size() >= kMostFrames)
            return false;
        m_toScript.push_back(frame);
    }
    changed();
    return true;
}

std::vector<Monitor::Frame> Monitor::sent()
{
    const std::lock_guard guard(m_mutex);
    const auto frames = std::exchange(m_sent, {});
    return {frames.begin(), frames.end()};
}

}  // namespace omv::vcam
