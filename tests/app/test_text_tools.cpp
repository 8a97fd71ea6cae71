// SPDX-License-Identifier: MIT
#include "app/cli/text_tools.h"

#include "tests/support/catch.h"

using namespace omv::cli;

TEST_CASE("alignColumns sets text to the left and numeric columns to the right", "[cli]")
{
    CHECK(alignColumns({{"NAME", "SIZE"}, {"a", "7"}, {"long name", "1234"}}) ==
          "NAME       SIZE\na             7\nlong name  1234\n");
    CHECK(alignColumns({{"A", "B"}, {"12", "x"}, {"no", "y"}}) == "A   B\n12  x\nno  y\n");
    CHECK(alignColumns({}) == "");
}

TEST_CASE("alignColumns counts characters, not bytes", "[cli]")
{
    CHECK(alignColumns({{"\xC3\xA9\xC3\xA9", "x"}, {"ab", "y"}}) == "\xC3\xA9\xC3\xA9  x\nab  y\n");
}

TEST_CASE("hexDump shows sixteen bytes a line and what can be read of them", "[cli]")
{
    const std::vector<std::uint8_t> data{'h', 'i', 0,   0xFF, '4', '5', '6', '7', '8',
                                         '9', 'a', 'b', 'c',  'd', 'e', 'f', '!'};
    CHECK(hexDump(data) ==
          "00000000  68 69 00 ff 34 35 36 37  38 39 61 62 63 64 65 66  |hi..456789abcdef|\n"
          "00000010  21                                                |!|\n");
    CHECK(hexDump({}) == "");
}

TEST_CASE("base64 follows RFC 4648", "[cli]")
{
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64("\xFF\xFE\xFD") == "//79");
}

TEST_CASE("humanSize uses decimal units", "[cli]")
{
    CHECK(humanSize(999) == "999 B");
    CHECK(humanSize(1500) == "1.5 kB");
    CHECK(humanSize(2000000) == "2.0 MB");
}

TEST_CASE("nearest finds typing errors and leaves other words alone", "[cli]")
{
    const std::vector<std::string> verbs{"list", "info", "run", "stream", "stop"};
    CHECK(nearest("lsit", verbs) == "list");
    CHECK(nearest("rnu", verbs) == "run");
    CHECK(nearest("straem", verbs) == "stream");
    CHECK(nearest("frobnicate", verbs) == "");
    CHECK(nearest("", verbs) == "");
}

TEST_CASE("isUtf8 knows overlong forms, surrogates and cut characters", "[cli]")
{
    CHECK(isUtf8(""));
    CHECK(isUtf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
    CHECK_FALSE(isUtf8("\xC0\x80"));
    CHECK_FALSE(isUtf8("\xE0\x9F\xBF"));
    CHECK_FALSE(isUtf8("\xED\xA0\x80"));
    CHECK_FALSE(isUtf8("\xF4\x90\x80\x80"));
    CHECK_FALSE(isUtf8("\xE2\x82"));
    CHECK_FALSE(isUtf8("\x80"));
}

TEST_CASE("Utf8Cutter tears no character, however the text is chopped", "[cli]")
{
    const std::string text = "a\xC3\xA9z\xE2\x82\xAC\xF0\x9F\x98\x80!";
    const auto step = GENERATE(as<std::size_t>{}, 1, 2, 3, 5, 100);
    Utf8Cutter cutter;
    std::string joined;
    for (std::size_t at = 0; at < text.size(); at += step) {
        const std::string piece = cutter.feed(text.substr(at, step));
        CHECK(isUtf8(piece));
        joined += piece;
    }
    CHECK(joined == text);
    CHECK(cutter.rest() == "");
}

TEST_CASE("Utf8Cutter passes on what never becomes a character", "[cli]")
{
    Utf8Cutter cutter;
    CHECK(cutter.feed("a\xFF\x80\x80\x80\x80") == "a\xFF\x80\x80\x80\x80");
    CHECK(cutter.feed("\xE2\x82") == "");
    CHECK(cutter.rest() == "\xE2\x82");
}
