// SPDX-License-Identifier: MIT
#include <openmv/board.h>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    const auto board = omv::BoardDatabase::parse(text, "input");
    if (!board) {
        if (board.error().why.empty() || omv::explain(board.error().id).empty()) {
            std::abort();
        }
        return 0;
    }
    const auto again = omv::BoardDatabase::parse(board->json, "again");
    if (!again || !(*again == *board) || board->id.empty() || board->json != text) {
        std::abort();
    }
    if (board->simulated && (board->usbIds.empty() || board->sensors.empty())) {
        std::abort();
    }
    return 0;
}
