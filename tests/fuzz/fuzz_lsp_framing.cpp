// SPDX-License-Identifier: MIT
// The first byte says into how small pieces the rest is cut.
#include "app/ide/language/lsp_framing.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <string>
#include <vector>

using omv::fuzz::require;
using omv::ide::frameLspMessage;
using omv::ide::LspFraming;

namespace {

struct Read {
    std::vector<std::string> bodies;
    bool broken = false;

    friend bool operator==(const Read&, const Read&) = default;
};

Read readAll(const std::string& stream, std::size_t piece)
{
    LspFraming framing;
    Read read;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        framing.feed(std::string_view(stream).substr(at, piece));
        while (auto body = framing.next())
            read.bodies.push_back(*body);
    }
    read.broken = framing.broken();
    return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::fuzz::Input input(data, size);
    const std::size_t piece = input.byte() % 32 + 1U;
    const auto rest = input.rest();
    const std::string stream(rest.begin(), rest.end());

    const Read read = readAll(stream, piece);
    require(read == readAll(stream, std::max<std::size_t>(stream.size(), 1)),
            "pieces do not change what is read");
    std::size_t total = 0;
    std::string again;
    for (const std::string& body : read.bodies) {
        total += body.size();
        require(stream.find(body) != std::string::npos, "a body is part of the stream");
        again += frameLspMessage(body);
    }
    require(total <= stream.size(), "bodies are no larger than the stream");
    const Read second = readAll(again, piece);
    require(second.bodies == read.bodies && !second.broken,
            "what was read can be framed and read again");
    return 0;
}
