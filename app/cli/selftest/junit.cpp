// SPDX-License-Identifier: MIT
#include "app/cli/selftest/junit.h"

#include "app/cli/text_tools.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

std::string escaped(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&apos;";
    case '\n': return "&#10;";
    case '\t': return "&#9;";
    default: return static_cast<unsigned char>(c) < 0x20 ? "?" : std::string(1, c);
    }
}

std::size_t countOf(const std::vector<CheckResult>& results, Verdict::Kind kind)
{
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(),
                      [kind](const auto& each) { return each.verdict.kind == kind; }));
}

std::string property(std::string_view name, const std::string& value)
{
    return fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xmlText(value));
}

std::string testCase(const CheckResult& result, const std::string& suite)
{
    const std::string_view name = result.check.name;
    std::string xml =
        fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\" time=\"{:.3f}\"", xmlText(suite),
                    name.substr(0, name.find('.')), name, result.took.count());
    const std::string note = xmlText(result.verdict.note);
    switch (result.verdict.kind) {
    case Verdict::Kind::Failed:
        return xml +
            fmt::format(">\n      <failure message=\"{0}\">{0}</failure>\n    </testcase>\n", note);
    case Verdict::Kind::Skipped:
        return xml + fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n", note);
    case Verdict::Kind::Passed: break;
    }
    return xml +
        (note.empty()
             ? "/>\n"
             : fmt::format(">\n      <system-out>{}</system-out>\n    </testcase>\n", note));
}

}  // namespace

std::string xmlText(std::string_view text)
{
    const bool valid = isUtf8(text);
    std::string out;
    for (const char c : text)
        out += !valid && static_cast<unsigned char>(c) >= 0x80 ? "?" : escaped(c);
    return out;
}

std::string junitXml(const DeviceInfo& info, const std::vector<CheckResult>& results)
{
    const std::string suite = info.boardId.empty() ? "camera" : info.boardId;
    std::chrono::duration<double> took{0};
    for (const CheckResult& result : results)
        took += result.took;
    const std::string counts =
        fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"{:.3f}\"",
                    results.size(), countOf(results, Verdict::Kind::Failed),
                    countOf(results, Verdict::Kind::Skipped), took.count());
    std::string xml = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<testsuites name=\"omv selftest\" {0}>\n"
                                  "  <testsuite name=\"{1}\" {0}>\n    <properties>\n",
                                  counts, xmlText(suite));
    xml += property("board", info.boardName) + property("serial", info.serial) +
        property("port", info.port) + property("firmware", omv::toString(info.firmware)) +
        property("protocol", omv::toString(info.protocol));
    xml += "    </properties>\n";
    for (const CheckResult& result : results)
        xml += testCase(result, suite);
    return xml + "  </testsuite>\n</testsuites>\n";
}

std::string junitXml(const Error& error)
{
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="omv selftest" {0}>
  <testsuite name="camera" {0}>
    <testcase classname="camera.port" name="port.open" time="0.000">
      <error type="{1}" message="{2}">{2}</error>
    </testcase>
  </testsuite>
</testsuites>
)",
        R"(tests="1" failures="0" errors="1" skipped="0" time="0.000")", xmlText(error.id),
        xmlText(fail(error).note));
}

}  // namespace omv::cli::selftest
