// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/fault_error.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using protocol::loader::Fault;
using protocol::loader::FaultKind;

struct Word {
    LoaderKind kind;
    std::uint32_t code;
    std::string_view text;
};

/// What a loader's own codes mean. DFU 1.1, 6.1.2; MCU Bootloader Reference Manual, appendix;
/// Alif's ISP has one byte;
/// of SDP it is the word of the HAB.
constexpr Word kWords[] = {
    {LoaderKind::OpenMvDfu, 1, "the file is not for this device"},
    {LoaderKind::OpenMvDfu, 2, "the file is wrong, or the memory cannot be read"},
    {LoaderKind::OpenMvDfu, 3, "the memory cannot be written, or only be read"},
    {LoaderKind::OpenMvDfu, 4, "the memory cannot be erased"},
    {LoaderKind::OpenMvDfu, 5, "the memory was not empty after erasing"},
    {LoaderKind::OpenMvDfu, 6, "programming failed"},
    {LoaderKind::OpenMvDfu, 7, "what was programmed does not match"},
    {LoaderKind::OpenMvDfu, 8, "the address is outside the memory"},
    {LoaderKind::OpenMvDfu, 9, "the file ended too early"},
    {LoaderKind::OpenMvDfu, 10, "its firmware is broken"},
    {LoaderKind::OpenMvDfu, 14, "an unknown error"},
    {LoaderKind::OpenMvDfu, 15, "it did not expect this request"},
    {LoaderKind::Kboot, 1, "failed"},
    {LoaderKind::Kboot, 2, "can only be read"},
    {LoaderKind::Kboot, 3, "out of range"},
    {LoaderKind::Kboot, 4, "invalid argument"},
    {LoaderKind::Kboot, 10000, "unknown command"},
    {LoaderKind::Kboot, 10001, "not allowed by its security"},
    {LoaderKind::Kboot, 10200, "the memory range is invalid"},
    {LoaderKind::Kboot, 10201, "the memory cannot be read"},
    {LoaderKind::Kboot, 10202, "the memory cannot be written"},
    {LoaderKind::Kboot, 10203, "the memory was not erased"},
    {LoaderKind::Kboot, 10205, "the memory is not configured"},
    {LoaderKind::Kboot, 10206, "the address is not aligned"},
    {LoaderKind::Kboot, 10207, "what was programmed does not match"},
    {LoaderKind::Kboot, 10208, "the memory is write-protected"},
    {LoaderKind::Sdp, 0x33333333, "it does not accept the program"},
    {LoaderKind::AlifIsp, 0xFA, "the checksum of a packet was wrong"},
    {LoaderKind::AlifIsp, 0xF4, "not allowed"},
    {LoaderKind::AlifIsp, 0xF2, "the image is not authentic"},
    {LoaderKind::AlifIsp, 0xF1, "the image does not verify"},
    {LoaderKind::AlifIsp, 0xEF, "the MRAM cannot be written"},
    {LoaderKind::AlifIsp, 0xED, "the address is not allowed"},
    {LoaderKind::AlifIsp, 0xEC, "the address is not aligned"},
    {LoaderKind::AlifIsp, 0xE9, "the length is too large"},
};

std::string meaning(LoaderKind kind, std::uint32_t code)
{
    // DfuSe has the status codes of DFU.
    const LoaderKind table = kind == LoaderKind::DfuSe ? LoaderKind::OpenMvDfu : kind;
    const auto word = std::find_if(std::begin(kWords), std::end(kWords), [&](const Word& each) {
        return each.kind == table && each.code == code;
    });
    if (word != std::end(kWords))
        return fmt::format("It answered {}: {}", code, word->text);
    return code == 0 ? std::string("It refused the request") : fmt::format("It answered {}", code);
}

std::string progress(const Fault& fault)
{
    return fault.offset == 0 ? std::string() : fmt::format(", after {} bytes", fault.offset);
}

}  // namespace

Error errorOf(const Fault& fault, LoaderKind kind, std::string what)
{
    switch (fault.kind) {
    case FaultKind::None: break;
    case FaultKind::Cancelled: return makeError("OMV-E0724", std::move(what), "It was cancelled");
    case FaultKind::Gone:
        return makeError("OMV-E0726", std::move(what), "The board left" + progress(fault),
                         "Plug it into the computer itself, with a short cable");
    case FaultKind::NoAnswer:
    case FaultKind::Stuck:
        return makeError("OMV-E0727", std::move(what),
                         (fault.kind == FaultKind::Stuck ? "The loader stayed busy"
                                                         : "The loader did not answer") +
                             progress(fault),
                         "Unplug the board, plug it in again, and run the same again");
    case FaultKind::Refused:
        return makeError("OMV-E0728", std::move(what), meaning(kind, fault.code) + progress(fault),
                         "Look with omv image info whether the file is for this board");
    case FaultKind::BadReply:
    case FaultKind::WrongState:
        return makeError("OMV-E0728", std::move(what),
                         fmt::format("It answered out of turn ({}){}", fault.code, progress(fault)),
                         "Unplug the board, plug it in again, and run the same again");
    case FaultKind::WrongDevice:
        return makeError(
            "OMV-E0729", std::move(what),
            fmt::format("Part, revision or version is another one ({:#x})", fault.code),
            "Check that the right board is plugged in");
    case FaultKind::TooLarge:
    case FaultKind::Misaligned:
        return makeError("OMV-E0702", std::move(what), "It does not fit the board's memory",
                         "Choose the file for this board");
    case FaultKind::Forbidden:
        return makeError("OMV-E0708", std::move(what), "It would end the board for good");
    case FaultKind::Mismatch:
        return makeError("OMV-E0722", std::move(what),
                         fmt::format("Byte {} is another one", fault.offset));
    }
    return makeError("OMV-E0728", std::move(what));
}

}  // namespace omv::flasher
