// SPDX-License-Identifier: MIT
#include "app/cli/selftest/verdict.h"

namespace omv::cli::selftest {

Verdict pass(std::string remark)
{
    return {Verdict::Kind::Passed, std::move(remark), false};
}

Verdict skip(std::string reason)
{
    return {Verdict::Kind::Skipped, std::move(reason), false};
}

Verdict fail(const Error& error)
{
    std::string text = error.what;
    if (!error.why.empty())
        text += ": " + error.why;
    if (!error.id.empty())
        text += " (" + error.id + ")";
    return {Verdict::Kind::Failed, std::move(text), error.code == Errc::Disconnected};
}

Verdict fail(const std::string& expected, const std::string& got)
{
    return {Verdict::Kind::Failed, "expected " + expected + "; got " + got, false};
}

std::string toString(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Passed: return "passed";
    case Verdict::Kind::Failed: return "failed";
    case Verdict::Kind::Skipped: return "skipped";
    }
    return {};
}

}  // namespace omv::cli::selftest
