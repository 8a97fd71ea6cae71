// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/alif_loader.h"

#include <algorithm>
#include <array>
#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "firmware-flasher/src/loader_session.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

namespace alif = protocol::loader::alif;

using Silicon = std::array<std::uint8_t, 4>;

/// What a chip of this revision says; nothing: not known, and no chip is taken for it.
std::optional<Silicon> siliconOf(std::string_view revision)
{
    if (revision == "B4")
        return alif::kRevisionB4;
    return std::nullopt;
}

std::string partOf(const alif::Revision& revision)
{
    const auto end = std::find(revision.part.begin(), revision.part.end(), '\0');
    std::string part(revision.part.begin(), end);
    // It comes from a wire.
    std::replace_if(
        part.begin(), part.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return part;
}

/// All of `inner`.
bool holdsAll(const Region& outer, const Region& inner)
{
    return inner.address >= outer.address && inner.bytes <= outer.bytes &&
        inner.address - outer.address <= outer.bytes - inner.bytes;
}

std::vector<std::uint8_t> wholeLines(std::span<const std::uint8_t> bytes)
{
    std::vector<std::uint8_t> padded(bytes.begin(), bytes.end());
    padded.resize((bytes.size() + alif::mram::kLine - 1) / alif::mram::kLine * alif::mram::kLine);
    return padded;
}

Status checkPackage(const SystemPackageFiles& files)
{
    const auto wrong = [](std::string why) {
        return fail("OMV-E0735", "This is not Alif's system package", std::move(why),
                    "Take both files and their signatures from one release of Alif's toolkit");
    };
    if (files.package.empty() || files.package.size() % alif::mram::kLine != 0)
        return wrong(fmt::format("The package has {} bytes", files.package.size()));
    if (files.packageSignature.empty() || files.offsetSignature.empty())
        return wrong("A signature is missing");
    if (files.offset.size() != alif::mram::kLine)
        return wrong(fmt::format("The offset file has {} bytes", files.offset.size()));
    constexpr std::uint32_t kPlace = alif::mram::kSystemPackage - alif::mram::kBase;
    const std::uint32_t place = protocol::loadU32(files.offset.first<4>());
    if (place != kPlace)
        return wrong(fmt::format("The offset file says {:#x} instead of {:#x}", place, kPlace));
    return Done{};
}

}  // namespace

/// Text comes in pieces that need not end where lines do.
void AlifLoader::Printer::print(protocol::Bytes text)
{
    constexpr std::size_t kLongest = 500;
    for (const std::uint8_t byte : text) {
        if (byte >= ' ' && byte <= '~')
            line += static_cast<char>(byte);
        if ((byte != '\n' && line.size() < kLongest) || line.empty())
            continue;
        if (note)
            note(line);
        line.clear();
    }
}

AlifLoader::AlifLoader(std::unique_ptr<Pipe> pipe, AlifChip chip, WaitFor wait, Note note)
    : m_runner(LoaderKind::AlifIsp, std::move(pipe), std::move(wait))
    , m_chip(std::move(chip))
{
    m_printer.note = std::move(note);
}

Result<std::unique_ptr<AlifLoader>> AlifLoader::open(std::unique_ptr<Pipe> pipe,
                                                     const AlifChip& chip, WaitFor wait, Note note)
{
    std::unique_ptr<AlifLoader> loader(
        new AlifLoader(std::move(pipe), chip, std::move(wait), std::move(note)));
    if (const Status known = loader->identify({}, "Cannot talk to the board's secure enclave");
        !known)
        return Unexpected{known.error()};
    return loader;
}

Result<std::unique_ptr<AlifLoader>> AlifLoader::openDuringReset(std::unique_ptr<Pipe> pipe,
                                                                const AlifChip& chip,
                                                                const Watch& watch, WaitFor wait,
                                                                Note note)
{
    std::unique_ptr<AlifLoader> loader(
        new AlifLoader(std::move(pipe), chip, std::move(wait), std::move(note)));
    const std::string what = "Cannot wake the board's secure enclave";
    alif::HardMaintenance knock;
    if (const Status heard = loader->run(knock, {watch.cancel, {}}, what); !heard)
        return Unexpected{heard.error()};
    if (const Status known = loader->identify(watch, what); !known)
        return Unexpected{known.error()};
    return loader;
}

Status AlifLoader::run(alif::AlifJob& job, const Watch& watch, const std::string& what)
{
    job.setPrinter(&m_printer);
    return m_runner.run(job, watch, what);
}

Status AlifLoader::identify(const Watch& watch, const std::string& what)
{
    alif::Identify machine;
    if (const Status done = run(machine, {watch.cancel, {}}, what); !done)
        return done;
    m_identity = machine.identity();
    return checkChip(what);
}

Status AlifLoader::checkChip(const std::string& what) const
{
    const std::string part = partOf(m_identity.revision());
    const bool known =
        std::find(m_chip.parts.begin(), m_chip.parts.end(), part) != m_chip.parts.end();
    const auto silicon = siliconOf(m_chip.revision);
    if (known && silicon && *silicon == m_identity.revision().silicon)
        return Done{};
    return fail("OMV-E0729", what,
                fmt::format("The chip is {}, revision {:02x}; the board has {}, revision {}", part,
                            fmt::join(m_identity.revision().silicon, " "),
                            fmt::join(m_chip.parts, " or "), m_chip.revision),
                "Check that the right board is plugged in");
}

alif::Target AlifLoader::target() const
{
    alif::Target target;
    target.part = m_identity.revision().part;
    target.silicon = m_identity.revision().silicon;
    return target;
}

/// Another chip may be there by now: it is asked each time.
Status AlifLoader::maintain(const Watch& watch, const std::string& what)
{
    if (const Status known = identify(watch, what); !known)
        return known;
    if (needsSystemPackage() || m_identity.enquiry().maintenance)
        return Done{};
    alif::SetMaintenance enter;
    if (const Status done = run(enter, {watch.cancel, {}}, what); !done)
        return done;
    return identify(watch, what);
}

Result<bool> AlifLoader::holds(const Partition&, std::span<const std::uint8_t>, const Watch&)
{
    return loaderCannot("read memory");
}

Status AlifLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                         const Watch& watch)
{
    const std::string what = "Cannot write " + partition.name;
    if (!holdsAll(m_chip.memory, partition.region))
        return loaderCannot("write " + partition.name,
                            "The chip's secure enclave writes MRAM only, and it is not there",
                            "Write it by the board's normal loader");
    const std::vector<std::uint8_t> padded = wholeLines(bytes);
    if (const Status room = hasRoom(partition, padded.size(), what); !room)
        return room;
    if (const Status ready = maintain(watch, what); !ready)
        return ready;
    if (needsSystemPackage())
        return fail("OMV-E0734", what,
                    "The chip has no valid firmware of its own (SEROM answers, not SERAM)",
                    "Write Alif's system package for this part and revision first: omv recover "
                    "--system-package, with its files in the release");
    const std::array images{alif::MramImage{addressOf(partition), padded, {}, 0}};
    alif::WriteMram machine(m_identity, target(), images, alif::AfterWrite::Stay);
    return run(machine, watch, what);
}

Status AlifLoader::erase(const Partition& partition, std::uint64_t, const Watch&)
{
    return loaderCannot("erase " + partition.name, "Erasing MRAM can end the board for good",
                        "Write over it, or use the board's normal loader");
}

std::string AlifLoader::chipPart() const
{
    return partOf(m_identity.revision());
}

Status AlifLoader::leave()
{
    alif::Reset machine;
    return run(machine, {}, "Cannot leave the secure enclave");
}

Status AlifLoader::writeSystemPackage(const SystemPackageFiles& files, const Watch& watch)
{
    if (const Status right = checkPackage(files); !right)
        return right;
    const std::string what = "Cannot write the system package";
    if (const Status ready = maintain(watch, what); !ready)
        return ready;
    // Any numbers will do: each ties an image to the signature before it.
    std::random_device random;
    const std::array images{
        alif::MramImage{alif::mram::kSystemPackage, files.package, files.packageSignature,
                        random()},
        alif::MramImage{alif::mram::kOffsetFile, files.offset, files.offsetSignature, random()}};
    // A chip with half a package is SEROM's, which takes minutes.
    const Watch uncancelled{{}, watch.progress};
    if (needsSystemPackage()) {
        alif::SeromWrite machine(m_identity, target(), images);
        return run(machine, uncancelled, what);
    }
    alif::WriteMram machine(m_identity, target(), images);
    return run(machine, uncancelled, what);
}

}  // namespace omv::flasher
