// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/open_session.h"

#include <fmt/format.h>

#include "firmware-flasher/src/alif_loader.h"
#include "firmware-flasher/src/dfu_loader.h"
#include "firmware-flasher/src/dfuse_loader.h"
#include "firmware-flasher/src/kboot_loader.h"
#include "firmware-flasher/src/legacy_loader.h"
#include "firmware-flasher/src/sdp_loader.h"
#include "firmware-flasher/src/serial_pipe.h"
#include "firmware-flasher/src/usb_describe.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using Session = Result<std::unique_ptr<LoaderSession>>;

Session openDfu(std::unique_ptr<Pipe> pipe)
{
    const auto target = describeDfu(*pipe);
    if (!target)
        return Unexpected{target.error()};
    return DfuLoader::open(std::move(pipe), *target);
}

Session openDfuse(std::unique_ptr<Pipe> pipe, const Loader& loader)
{
    const auto target = describeDfu(*pipe);
    if (!target)
        return Unexpected{target.error()};
    const auto names = alternateNames(*pipe);
    if (!names)
        return Unexpected{names.error()};
    DfuseLoader::Maps maps;
    for (const auto& [alternate, name] : *names) {
        if (const auto map = protocol::loader::MemoryMap::parse({name.data(), name.size()}))
            maps.emplace(alternate, *map);
    }
    return std::unique_ptr<LoaderSession>(
        new DfuseLoader(std::move(pipe), *target, std::move(maps), loader.flashAddress));
}

Session openAlif(const std::string& port, const Loader& loader)
{
    auto pipe = openSerialPipe(port);
    if (!pipe)
        return Unexpected{pipe.error()};
    auto session = AlifLoader::open(std::move(*pipe), loader.chip.value_or(AlifChip{}));
    if (!session)
        return Unexpected{session.error()};
    return std::unique_ptr<LoaderSession>(std::move(*session));
}

Session openLegacy(const std::string& port, const UsbDevice& device, const Loader& loader)
{
    auto pipe = openSerialPipe(port);
    if (!pipe)
        return Unexpected{pipe.error()};
    return LegacyLoader::open(std::move(*pipe), loader.sectors.value_or(LegacySectors{}),
                              LegacyLoader::speedOf(device.serial));
}

}  // namespace

Session openSession(DeviceSource& source, const UsbDevice& device, const Loader& loader)
{
    switch (loader.kind) {
    case LoaderKind::OpenMvDfu:
    case LoaderKind::DfuSe: {
        auto pipe = source.openControl(device);
        if (!pipe)
            return Unexpected{pipe.error()};
        return loader.kind == LoaderKind::DfuSe ? openDfuse(std::move(*pipe), loader)
                                                : openDfu(std::move(*pipe));
    }
    case LoaderKind::Kboot:
    case LoaderKind::Sdp: {
        auto pipe = source.openHid(device);
        if (!pipe)
            return Unexpected{pipe.error()};
        return loader.kind == LoaderKind::Sdp ? SdpLoader::open(std::move(*pipe))
                                              : KbootLoader::open(std::move(*pipe));
    }
    case LoaderKind::AlifIsp:
    case LoaderKind::LegacyCdc: {
        const auto port = source.serialPort(device);
        if (!port)
            return Unexpected{port.error()};
        return loader.kind == LoaderKind::AlifIsp ? openAlif(*port, loader)
                                                  : openLegacy(*port, device, loader);
    }
    case LoaderKind::Bossa:
    case LoaderKind::Picoboot: break;
    }
    return fail("OMV-E0730", fmt::format("The loader {} cannot be spoken to", loader.name),
                fmt::format("It speaks {}", name(loader.kind)), "Use the maker's own program");
}

}  // namespace omv::flasher
