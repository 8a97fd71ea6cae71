// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz.h"
#include "widgets/language/script_error.h"

using omv::fuzz::require;
using omv::ui::parseScriptError;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto error = parseScriptError(text);
    if (!error)
        return 0;
    require(!error->frames.isEmpty() && error->frames.size() <= 64,
            "there are frames, not too many");
    require(!error->type.isEmpty() && !error->type.contains(QLatin1Char('\n')),
            "the type is one word");
    require(error->message.size() <= 4000, "the message is bounded");
    require(error->type != QLatin1String("KeyboardInterrupt"), "a stop is no error");
    require(error->frames.contains(error->marked()), "the marked frame is one of them");
    for (const QString& line : error->message.split(QLatin1Char('\n')))
        require(!line.startsWith(QLatin1String("MPY: soft reboot")),
                "the board's own words are no message");
    omv::ui::explainScriptError(*error);
    return 0;
}
