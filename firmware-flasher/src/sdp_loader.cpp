// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/sdp_loader.h"

#include <fmt/format.h>

#include "firmware-flasher/src/loader_session.h"
#include "firmware-flasher/src/sha256.h"
#include "firmware-flasher/src/text.h"
#include "libopenmv/src/error_catalog.h"
#include "protocol/loader/sdp_host.h"

namespace omv::flasher {

namespace {

namespace sdp = protocol::loader::sdp;

Status checkProgram(const RamProgram& program, std::span<const std::uint8_t> bytes)
{
    const auto wrong = [&](std::string why) {
        return fail(
            "OMV-E0733", fmt::format("{} is not the program for this board", program.file),
            std::move(why),
            fmt::format("Get {} from the maker of the chip, or of the board, again", program.file));
    };
    if (bytes.empty())
        return wrong("It is empty");
    if (program.bytes != 0 && bytes.size() != program.bytes)
        return wrong(fmt::format("It has {} bytes instead of {}", bytes.size(), program.bytes));
    if (program.sha256.empty())
        return Done{};
    if (const std::string sum = sha256Of(bytes); !sameWithoutCase(sum, program.sha256))
        return wrong(fmt::format("Its SHA-256 is {} instead of {}", sum, program.sha256));
    return Done{};
}

}  // namespace

SdpLoader::SdpLoader(std::unique_ptr<Pipe> pipe, WaitFor wait)
    : m_runner(LoaderKind::Sdp, std::move(pipe), std::move(wait))
{
}

Result<std::unique_ptr<LoaderSession>> SdpLoader::open(std::unique_ptr<Pipe> pipe, WaitFor wait)
{
    return std::unique_ptr<LoaderSession>(new SdpLoader(std::move(pipe), std::move(wait)));
}

Result<bool> SdpLoader::holds(const Partition&, std::span<const std::uint8_t>, const Watch&)
{
    return loaderCannot("read memory");
}

Status SdpLoader::write(const Partition& partition, std::span<const std::uint8_t>, const Watch&)
{
    return loaderCannot("write " + partition.name, "The chip's ROM only starts programs",
                        "Start the flash loader first");
}

Status SdpLoader::erase(const Partition& partition, std::uint64_t, const Watch&)
{
    return loaderCannot("erase " + partition.name, "The chip's ROM only starts programs",
                        "Start the flash loader first");
}

Status SdpLoader::leave()
{
    return loaderCannot("start the firmware", "The chip's ROM only starts programs",
                        "Unplug the board, and plug it in again");
}

Status SdpLoader::startProgram(const RamProgram& program, std::span<const std::uint8_t> bytes,
                               const Watch& watch)
{
    if (const Status right = checkProgram(program, bytes); !right)
        return right;
    const std::string what = fmt::format("Cannot start {}", program.file);
    sdp::WriteFile write(program.address, bytes);
    if (const Status done = m_runner.run(write, watch, what); !done)
        return done;
    sdp::Jump jump(program.address);
    return m_runner.run(jump, {}, what);
}

}  // namespace omv::flasher
