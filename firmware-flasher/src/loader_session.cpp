// SPDX-License-Identifier: MIT
#include <openmv/flasher/executor.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

Unexpected cannot(const std::string& what)
{
    return fail("OMV-E0732", "This loader cannot " + what, {}, "Use another way into the board");
}

}  // namespace

Status LoaderSession::read(const Partition&, std::span<std::uint8_t>, const Watch&)
{
    return cannot("read memory");
}

Status LoaderSession::startProgram(const RamProgram&, std::span<const std::uint8_t>, const Watch&)
{
    return cannot("start a program");
}

Status LoaderSession::configure(const FlashSetup&, const Watch&)
{
    return cannot("set up a flash chip");
}

Result<bool> LoaderSession::fuseIsSet(const FuseRule&)
{
    return cannot("read fuses");
}

Status LoaderSession::burnFuse(const FuseRule&)
{
    return cannot("burn fuses");
}

}  // namespace omv::flasher
