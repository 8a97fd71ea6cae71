// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/fault_error.h"

#include "tests/support/catch.h"

using namespace omv::flasher;
using omv::Errc;
using omv::protocol::loader::Fault;
using omv::protocol::loader::FaultKind;

TEST_CASE("Every fault is said in parts, with a code that a program can act on")
{
    const std::pair<FaultKind, Errc> expected[] = {
        {FaultKind::Cancelled, Errc::Cancelled},   {FaultKind::Gone, Errc::Disconnected},
        {FaultKind::NoAnswer, Errc::Timeout},      {FaultKind::Stuck, Errc::Timeout},
        {FaultKind::Refused, Errc::Refused},       {FaultKind::BadReply, Errc::Refused},
        {FaultKind::WrongState, Errc::Refused},    {FaultKind::WrongDevice, Errc::Incompatible},
        {FaultKind::TooLarge, Errc::Incompatible}, {FaultKind::Misaligned, Errc::Incompatible},
        {FaultKind::Forbidden, Errc::Unsupported}, {FaultKind::Mismatch, Errc::VerificationFailed},
    };
    for (const auto& [kind, code] : expected) {
        INFO(static_cast<int>(kind));
        const omv::Error error = errorOf({kind, 3, 4096}, LoaderKind::OpenMvDfu, "Cannot write X");
        CHECK(error.code == code);
        CHECK(error.what == "Cannot write X");
        CHECK_FALSE(error.why.empty());
    }
}

TEST_CASE("The loader's own codes are explained, and how far it came")
{
    const auto why = [](LoaderKind kind, std::uint32_t code) {
        return errorOf({FaultKind::Refused, code, 8192}, kind, "x").why;
    };
    CHECK(why(LoaderKind::DfuSe, 8) ==
          "It answered 8: the address is outside the memory, after 8192 bytes");
    CHECK(why(LoaderKind::Kboot, 10203) ==
          "It answered 10203: the memory was not erased, after 8192 bytes");
    CHECK(why(LoaderKind::AlifIsp, 0x42) == "It answered 66, after 8192 bytes");
    CHECK(why(LoaderKind::LegacyCdc, 0) == "It refused the request, after 8192 bytes");
}
