// SPDX-License-Identifier: MIT
#include "libopenmv/src/read_file.h"

#include <fstream>

#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using omv::readFile;
using omv::test::TempDirectory;

namespace {

std::string written(const TempDirectory& folder, std::size_t bytes)
{
    const std::string path = folder.path() + "/file";
    std::ofstream(path, std::ios::binary) << std::string(bytes, 'x');
    return path;
}

}  // namespace

TEST_CASE("A small file takes little memory, however large it may be")
{
    const TempDirectory folder;
    std::string problem;
    const auto text = readFile(written(folder, 100), std::size_t{1} << 28, problem);
    REQUIRE(text);
    CHECK(*text == std::string(100, 'x'));
    CHECK(text->capacity() < 100000);
}

TEST_CASE("A file may be as large as is allowed, and no larger")
{
    const TempDirectory folder;
    std::string problem;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4095},
                                   std::size_t{4096}, std::size_t{4097}, std::size_t{100000}}) {
        const std::string path = written(folder, size);
        const auto text = readFile(path, size, problem);
        INFO(size << problem);
        REQUIRE(text);
        CHECK(text->size() == size);
        if (size > 0)
            CHECK_FALSE(readFile(path, size - 1, problem));
    }
}

TEST_CASE("A file that does not tell its size is read to its end")
{
    std::string problem;
    const auto text = readFile("/proc/self/maps", 1000000, problem);
    REQUIRE(text);
    CHECK(text->find("[stack]") != std::string::npos);
    CHECK_FALSE(readFile("/proc/self/maps", 100, problem));
}
