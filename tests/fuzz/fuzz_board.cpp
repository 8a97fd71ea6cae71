// SPDX-License-Identifier: MIT
#include <openmv/board.h>

#include "tests/fuzz/fuzz.h"

using omv::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    const auto board = omv::BoardDatabase::parse(text, "input");
    if (!board) {
        require(!board.error().why.empty(), "an error says why");
        require(!omv::explain(board.error().id).empty(), "an error id is in the catalog");
        return 0;
    }
    const auto again = omv::BoardDatabase::parse(board->json, "again");
    require(again && *again == *board, "a board's text gives the board");
    require(!board->id.empty() && board->json == text, "a board keeps its text");
    require(!board->simulated || (!board->usbIds.empty() && !board->sensors.empty()),
            "a simulated board has an id and a sensor");
    return 0;
}
