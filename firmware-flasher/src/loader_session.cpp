// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/loader_session.h"

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

Unexpected loaderCannot(const std::string& what, std::string why, std::string fix)
{
    return fail("OMV-E0732", "This loader cannot " + what, std::move(why), std::move(fix));
}

Status hasRoom(const Partition& partition, std::uint64_t bytes, const std::string& what)
{
    if (bytes <= partition.region.bytes)
        return Done{};
    return fail(
        "OMV-E0702", what,
        fmt::format("{} has {} bytes, not {}", partition.name, partition.region.bytes, bytes),
        "Choose the file for this board");
}

std::uint32_t addressOf(const Partition& partition)
{
    return static_cast<std::uint32_t>(partition.region.address);
}

Status LoaderSession::read(const Partition&, std::span<std::uint8_t>, const Watch&)
{
    return loaderCannot("read memory");
}

Status LoaderSession::startProgram(const RamProgram&, std::span<const std::uint8_t>, const Watch&)
{
    return loaderCannot("start a program");
}

Status LoaderSession::configure(const FlashSetup&, const Watch&)
{
    return loaderCannot("set up a flash chip");
}

Result<bool> LoaderSession::fuseIsSet(const FuseRule&)
{
    return loaderCannot("read fuses");
}

Status LoaderSession::burnFuse(const FuseRule&)
{
    return loaderCannot("burn fuses");
}

Status LoaderSession::writeSystemPackage(const SystemPackageFiles&, const Watch&)
{
    return loaderCannot("write a system package");
}

Status LoaderSession::rescueStorage(const StorageRescue&, const Partition&, const Watch&)
{
    return loaderCannot("bring a flash chip back");
}

}  // namespace omv::flasher
