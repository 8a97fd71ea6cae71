// SPDX-License-Identifier: MIT
// Uploads a script that makes a data channel, and reads that channel a few times.

#include <openmv/camera.h>

#include <algorithm>
#include <cctype>

#include "program.h"

using namespace std::chrono_literals;

namespace {

constexpr const char* kUsageText = R"(usage: read_channel PORT [CHANNEL SCRIPT.py]

Runs SCRIPT.py, waits until it has registered CHANNEL, and reads it five times.
Without them a script of the program's own is run, with a channel "reading".
PORT is auto, a device path, serial:NUMBER, tcp://HOST:PORT, or sim:ae3 for a
virtual camera.
)";

// The host asks for the size first and then for the bytes, so the text keeps its length
// when it changes in between.
constexpr const char* kScript = R"(import protocol, time

class Reading:
    def __init__(self):
        self.data = b"reading 00000"
    def size(self):
        return len(self.data)
    def read(self, offset, size):
        return self.data[offset:offset + size]
    def poll(self):
        return True

reading = Reading()
protocol.register(name="reading", backend=reading)
count = 0
while True:
    count += 1
    reading.data = b"reading %05d" % count
    time.sleep_ms(20)
)";

constexpr int kReadings = 5;

/// Waits until the script has registered its channel.
omv::Status awaitChannel(omv::Camera& camera, const std::string& name, std::stop_token stop)
{
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    for (;;) {
        const auto channels = camera.channels({.cancel = stop});
        if (!channels)
            return omv::Unexpected{channels.error()};
        const auto isIt = [&](const omv::ChannelInfo& channel) { return channel.name == name; };
        if (std::any_of(channels->begin(), channels->end(), isIt))
            return omv::Done{};
        if (auto end = camera.waitForScript({.timeout = 0ms}); end && end->raised)
            return omv::Unexpected{{omv::Errc::ScriptRaised, "OMV-E0301", "The script failed",
                                    end->traceback, "Correct the script"}};
        if (std::chrono::steady_clock::now() >= deadline)
            return omv::Unexpected{{omv::Errc::InvalidArgument, "OMV-E0207",
                                    "There is no channel " + name, "The script made none in 5 s",
                                    "Check the name that the script registers"}};
        std::this_thread::sleep_for(20ms);
    }
}

/// Text as it is, other bytes as hexadecimal numbers.
std::string shown(const std::vector<std::uint8_t>& data)
{
    const auto readable = [](std::uint8_t byte) { return std::isprint(byte) || byte == '\n'; };
    if (std::all_of(data.begin(), data.end(), readable))
        return {data.begin(), data.end()};
    std::string text;
    for (const std::uint8_t byte : data) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02x ", byte);
        text += digits;
    }
    return text;
}

omv::Status readSome(omv::Camera& camera, const std::string& channel, std::stop_token stop)
{
    if (auto there = awaitChannel(camera, channel, stop); !there)
        return there;
    for (int i = 0; i < kReadings; ++i) {
        const auto data = camera.readChannel(channel, {.cancel = stop});
        if (!data)
            return omv::Unexpected{data.error()};
        std::printf("%s: %zu bytes: %s\n", channel.c_str(), data->size(), shown(*data).c_str());
        std::this_thread::sleep_for(100ms);
    }
    return omv::Done{};
}

int run(const char* port, const std::string& channel, const std::string& script)
{
    const Interrupt interrupt;
    omv::Camera::Options options;
    options.cancel = interrupt.token();
    auto opened = omv::Camera::open(port, options);
    if (!opened)
        return report(opened.error());
    omv::Camera& camera = **opened;
    if (auto started = camera.run(script, {.cancel = interrupt.token()}); !started)
        return report(started.error());
    const auto read = readSome(camera, channel, interrupt.token());
    // The camera would go on without us; also after Ctrl+C, so this call is not cancelled.
    if (auto stopped = camera.stop(); !stopped && read)
        return report(stopped.error());
    return read ? kOk : report(read.error());
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 4) {
        std::fputs(kUsageText, stderr);
        return kUsage;
    }
    if (argc == 2)
        return run(argv[1], "reading", kScript);
    const auto script = readScript(argv[3]);
    return script ? run(argv[1], argv[2], *script) : kFailed;
}
