// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/rom_files.h"

#include "firmware/camera/input_file.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace omv::vcam {

namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr std::uint8_t kMagic[] = {0xD2, 0xCD, 0x31};
constexpr std::size_t kFileData = 2;
constexpr std::size_t kFile = 5;

void append(Buffer& out, protocol::Bytes bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// Seven bits a byte, the high ones first.
Buffer number(std::size_t value)
{
    Buffer out{static_cast<std::uint8_t>(value & 0x7F)};
    while (value >>= 7)
        out.push_back(static_cast<std::uint8_t>((value & 0x7F) | 0x80));
    std::reverse(out.begin(), out.end());
    return out;
}

Buffer record(std::size_t kind, protocol::Bytes payload)
{
    Buffer out = number(kind);
    append(out, number(payload.size()));
    append(out, payload);
    return out;
}

Buffer fileRecord(const std::string& name, protocol::Bytes data)
{
    Buffer payload = number(name.size());
    payload.insert(payload.end(), name.begin(), name.end());
    append(payload, record(kFileData, data));
    return record(kFile, payload);
}

// What a sound image holds, without its head.
protocol::Bytes contents(protocol::Bytes image)
{
    std::size_t at = sizeof kMagic;
    while (at < image.size() && image[at] & 0x80)
        ++at;
    return at < image.size() ? image.subspan(at + 1) : protocol::Bytes();
}

}  // namespace

std::vector<std::uint8_t> withModels(protocol::Bytes base, const std::string& folder,
                                     const std::vector<std::string>& names)
{
    Buffer records;
    std::string ignored;
    append(records, contents(base));
    for (const std::string& name : names) {
        for (const char* kind : {".tflite", ".txt"}) {
            const std::string path = folder + "/" + name + kind;
            if (const auto data =
                    firmware::readInputFile(path, firmware::kMaxInputFileBytes, ignored))
                append(records, fileRecord(name + kind, *data));
        }
    }
    if (records.empty())
        return {};
    Buffer out(std::begin(kMagic), std::end(kMagic));
    append(out, number(records.size()));
    append(out, records);
    return out;
}

}  // namespace omv::vcam
