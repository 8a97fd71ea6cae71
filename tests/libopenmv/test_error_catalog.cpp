// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>

#include "libopenmv/src/error_catalog.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "OMV-E";
constexpr std::size_t kIdSize = 9;

/// E06xx are the command line's own, with a table and test there.
bool isId(std::string_view text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() == kIdSize && text.starts_with(kPrefix) && text[5] == '0' &&
        text[6] >= '1' && text[6] <= '7' && text[6] != '6' && isDigit(text[7]) && isDigit(text[8]);
}

/// The ids that the sources below `folder` name, the catalog itself excepted.
std::set<std::string> idsIn(const fs::path& folder)
{
    std::set<std::string> ids;
    if (!fs::exists(folder)) {
        return ids;
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string file = entry.path().filename().string();
        const bool source = file.ends_with(".cpp") || file.ends_with(".h");
        if (!source || file.starts_with("error_catalog")) {
            continue;
        }
        const std::string text = omv::test::readText(entry.path().string());
        for (auto at = text.find(kPrefix); at != text.npos; at = text.find(kPrefix, at + 1)) {
            if (const std::string id = text.substr(at, kIdSize); isId(id)) {
                ids.insert(id);
            }
        }
    }
    return ids;
}

std::set<std::string> usedIds()
{
    std::set<std::string> ids;
    for (const char* folder : {"libopenmv/src", "firmware-flasher/src", "app"}) {
        ids.merge(idsIn(fs::path(OMV_SOURCE_DIR) / folder));
    }
    return ids;
}

std::set<std::string> knownIds()
{
    std::set<std::string> ids;
    for (const auto& entry : omv::errorCatalog()) {
        ids.emplace(entry.id);
    }
    return ids;
}

std::set<std::string> difference(const std::set<std::string>& a, const std::set<std::string>& b)
{
    std::set<std::string> result;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(),
                        std::inserter(result, result.end()));
    return result;
}

}  // namespace

TEST_CASE("every error id in the sources is in the catalog")
{
    CHECK(usedIds().size() > 20);
    CHECK(difference(usedIds(), knownIds()) == std::set<std::string>());
}

TEST_CASE("every error id in the catalog is used by the sources")
{
    CHECK(difference(knownIds(), usedIds()) == std::set<std::string>());
}

TEST_CASE("the catalog is sorted, its ids are well formed and unique")
{
    const auto all = omv::errorCatalog();
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.id < b.id; }));
    CHECK(knownIds().size() == all.size());
    for (const auto& entry : all) {
        CHECK(isId(entry.id));
    }
}

TEST_CASE("each long text has a title line and a body of lines that fit a terminal")
{
    for (const auto& entry : omv::errorCatalog()) {
        INFO(entry.id);
        CHECK(entry.title().size() > 5);
        CHECK(entry.text.size() > entry.title().size() + 60);
        CHECK(entry.text.substr(entry.title().size(), 2) == "\n\n");
        std::istringstream lines{std::string(entry.text)};
        for (std::string line; std::getline(lines, line);) {
            CHECK(line.size() <= 80);
        }
    }
}

TEST_CASE("explain finds an id in any case and nothing for an unknown one")
{
    CHECK(omv::explain("OMV-E0104").starts_with("Access to the port denied\n"));
    CHECK(omv::explain("omv-e0104") == omv::explain("OMV-E0104"));
    CHECK(omv::explain("OMV-E9999").empty());
    CHECK(omv::explain("").empty());
}

TEST_CASE("an error takes its code from the catalog")
{
    CHECK(omv::makeError("OMV-E0105", "x").code == omv::Errc::Busy);
    CHECK(omv::makeError("OMV-E0104", "x").code == omv::Errc::PermissionDenied);
}

TEST_CASE("an error is written in one line, with as many parts as it has")
{
    omv::Error error = omv::makeError("OMV-E0103", "Cannot open /dev/x", "no\nsuch file", "List");
    CHECK(omv::toString(error) == "Cannot open /dev/x: no such file. List");
    error.fix.clear();
    CHECK(omv::toString(error) == "Cannot open /dev/x: no such file");
    error.why.clear();
    CHECK(omv::toString(error) == "Cannot open /dev/x");
}
