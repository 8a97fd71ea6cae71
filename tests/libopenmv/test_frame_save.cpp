// SPDX-License-Identifier: MIT
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libopenmv/src/frame_codecs.h"
#include "tests/libopenmv/frame_helpers.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using omv::PixelFormat;
using omv::test::makeFrame;
using omv::test::readText;
using omv::test::TempDirectory;

namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::uint8_t>;

const omv::Frame kColor = makeFrame(PixelFormat::Rgb565, 3, 2,
                                    {0x00, 0xF8, 0xE0, 0x07, 0x1F, 0x00,  //
                                     0xFF, 0xFF, 0x00, 0x00, 0x34, 0x12});
const omv::Frame kGray = makeFrame(PixelFormat::Grayscale, 3, 1, {1, 2, 3});

Bytes bytesOf(const std::string& path)
{
    const std::string text = readText(path);
    return Bytes(text.begin(), text.end());
}

std::string text(const Bytes& bytes)
{
    return std::string(bytes.begin(), bytes.end());
}

std::size_t filesIn(const std::string& folder)
{
    const auto entries = fs::directory_iterator(folder);
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

}  // namespace

TEST_CASE("a frame is saved in the format that the extension says, in either case")
{
    const TempDirectory folder;
    const auto rgb = omv::toRgb(kColor);
    REQUIRE(rgb);
    for (const char* name : {"a.png", "a.PNG"}) {
        REQUIRE(omv::save(kColor, folder / name));
        const auto image = omv::toRgb(makeFrame(PixelFormat::Png, 3, 2, bytesOf(folder / name)));
        REQUIRE(image);
        CHECK(image->pixels == rgb->pixels);
    }
    REQUIRE(omv::save(kColor, folder / "a.ppm"));
    CHECK(readText(folder / "a.ppm") == "P6\n3 2\n255\n" + text(rgb->pixels));
    REQUIRE(omv::save(kColor, folder / "a.raw"));
    CHECK(readText(folder / "a.raw").size() == 12);
    REQUIRE(omv::save(kGray, folder / "a.pgm"));
    CHECK(readText(folder / "a.pgm") == "P5\n3 1\n255\n\x01\x02\x03");
    REQUIRE(omv::save(kColor, folder / "b.pgm"));
    CHECK(readText(folder / "b.pgm").size() == std::string("P5\n3 2\n255\n").size() + 6);
    for (const char* name : {"a.jpg", "a.jpeg"}) {
        REQUIRE(omv::save(kColor, folder / name));
        CHECK(omv::toRgb(makeFrame(PixelFormat::Jpeg, 3, 2, bytesOf(folder / name))));
    }
    CHECK(filesIn(folder.path()) == 8);
}

TEST_CASE("a BMP has its rows from the bottom up, blue first and padded")
{
    const TempDirectory folder;
    REQUIRE(omv::save(kColor, folder / "a.bmp"));
    const Bytes bmp = bytesOf(folder / "a.bmp");
    REQUIRE(bmp.size() == 54 + 2 * 12);
    CHECK(bmp[0] == 'B');
    CHECK(bmp[2] == bmp.size());
    CHECK(bmp[18] == 3);
    CHECK(bmp[22] == 2);
    CHECK(bmp[28] == 24);
    const Bytes last(bmp.begin() + 54 + 12, bmp.end());
    CHECK(last == Bytes{0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0});
}

TEST_CASE("a JPEG or PNG frame is saved with the bytes that the camera sent")
{
    const TempDirectory folder;
    const Bytes jpeg{0xFF, 0xD8, 1, 2, 3};
    REQUIRE(omv::save(makeFrame(PixelFormat::Jpeg, 9, 9, jpeg), folder / "a.jpg"));
    CHECK(bytesOf(folder / "a.jpg") == jpeg);
    REQUIRE(omv::save(makeFrame(PixelFormat::Png, 9, 9, jpeg), folder / "a.png"));
    CHECK(bytesOf(folder / "a.png") == jpeg);
}

TEST_CASE("an unknown extension is refused and nothing is written")
{
    const TempDirectory folder;
    for (const char* name : {"a.gif", "a", "a.", "jpg"}) {
        const auto status = omv::save(kColor, folder / name);
        REQUIRE(!status);
        CHECK(status.error().code == omv::Errc::InvalidArgument);
        CHECK(status.error().id == "OMV-E0405");
    }
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("saving replaces an old file and follows a link to it")
{
    const TempDirectory folder;
    omv::test::writeText(folder / "real.ppm", "old");
    fs::create_symlink("real.ppm", folder / "link.ppm");
    REQUIRE(omv::save(kColor, folder / "link.ppm"));
    CHECK(fs::is_symlink(folder / "link.ppm"));
    CHECK(readText(folder / "real.ppm").starts_with("P6"));
    CHECK(filesIn(folder.path()) == 2);
}

TEST_CASE("a folder, a missing folder or a FIFO in the way is an error with the path")
{
    const TempDirectory folder;
    fs::create_directory(folder / "dir.ppm");
    REQUIRE(::mkfifo((folder / "fifo.ppm").c_str(), 0600) == 0);
    for (const char* name : {"dir.ppm", "missing/a.ppm", "fifo.ppm"}) {
        const auto status = omv::save(kColor, folder / name);
        REQUIRE(!status);
        CHECK(status.error().code == omv::Errc::System);
        CHECK(status.error().id == "OMV-E0406");
        CHECK(status.error().what == "Cannot write " + (folder / name));
        CHECK(!status.error().why.empty());
    }
    CHECK(filesIn(folder.path()) == 2);
}

TEST_CASE("when there is no room the old file stays and no half file is left")
{
    const TempDirectory folder;
    omv::test::writeText(folder / "a.ppm", "old");
    const pid_t child = ::fork();
    if (child == 0) {
        // A limit on the size of files stands for a full disk.
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{10, 10};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto status = omv::save(kColor, folder / "a.ppm");
        ::_exit(!status && status.error().id == "OMV-E0406" ? 0 : 1);
    }
    int result = -1;
    REQUIRE(::waitpid(child, &result, 0) == child);
    CHECK(result == 0);
    CHECK(readText(folder / "a.ppm") == "old");
    CHECK(filesIn(folder.path()) == 1);
}
