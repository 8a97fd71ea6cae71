// SPDX-License-Identifier: MIT
#include "widgets/language/script_error.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace omv::ui {
namespace {

constexpr qsizetype kLookedAt = 64 * 1024;
constexpr qsizetype kMaxFrames = 64;
constexpr qsizetype kMaxMessage = 4000;
constexpr qsizetype kMaxMessageLines = 8;

const QRegularExpression& framePattern()
{
    static const QRegularExpression pattern(
        QLatin1String(R"re(^\s*File "([^"\n]*)", line (\d{1,9})(?:, in (\S.*?))?\s*$)re"));
    return pattern;
}

/// "MemoryError: memory ...", "E: mine", "module.Error", also a bare "StopIteration".
const QRegularExpression& exceptionPattern()
{
    static const QRegularExpression pattern(
        QLatin1String(R"(^([A-Za-z_][A-Za-z0-9_.]*)(?::(?:\s(.*))?)?\s*$)"));
    return pattern;
}

bool isStop(const QString& type, const QString& message)
{
    return type == QLatin1String("KeyboardInterrupt") ||
        (type == QLatin1String("Exception") && message == QLatin1String("IDE interrupt"));
}

std::optional<TraceFrame> frameOf(const QString& line)
{
    const auto match = framePattern().match(line);
    if (!match.hasMatch())
        return {};
    return TraceFrame{match.captured(1), match.captured(2).toInt(), match.captured(3)};
}

/// What the board prints by itself after a script.
bool isBoardTalk(const QString& line)
{
    return line.trimmed().isEmpty() || line.startsWith(QLatin1String("MPY: soft reboot")) ||
        line.startsWith(QLatin1String("MicroPython v")) ||
        line.startsWith(QLatin1String("OpenMV ")) ||
        line.startsWith(QLatin1String("Type \"help()\"")) || line.startsWith(QLatin1String(">>>"));
}

/// Nobody marks the end of a message. A few lines up to the end of the text belong to it; more
/// is what the script printed after it had caught the exception.
void readRest(const QStringList& lines, qsizetype from, ScriptError& error)
{
    qsizetype end = lines.size();
    while (end > from && isBoardTalk(lines[end - 1]))
        --end;
    error.last = end - from <= kMaxMessageLines;
    for (qsizetype i = from; i < end && error.last; ++i) {
        if (isBoardTalk(lines[i]))
            break;
        error.message += QLatin1Char('\n') + lines[i];
    }
}

/// The traceback whose frames begin at line `at`; `at` is moved behind its last frame.
std::optional<ScriptError> readTraceback(const QStringList& lines, qsizetype& at)
{
    ScriptError error;
    for (; at < lines.size(); ++at) {
        const auto frame = frameOf(lines[at]);
        if (!frame)
            break;
        if (error.frames.size() == kMaxFrames)
            error.frames.removeAt(kMaxFrames / 2);
        error.frames.append(*frame);
    }
    if (error.frames.isEmpty() || at >= lines.size())
        return {};
    const auto match = exceptionPattern().match(lines[at]);
    if (!match.hasMatch())
        return {};
    error.type = match.captured(1);
    error.message = match.captured(2);
    readRest(lines, at + 1, error);
    error.message.truncate(kMaxMessage);
    return error;
}

}  // namespace

const TraceFrame& ScriptError::marked() const
{
    const auto script = std::find_if(frames.rbegin(), frames.rend(),
                                     [](const TraceFrame& frame) { return frame.isScript(); });
    return script == frames.rend() ? raised() : *script;
}

QString ScriptError::text() const
{
    return message.isEmpty() ? type : type + QLatin1String(": ") + message;
}

std::optional<ScriptError> parseScriptError(const QString& printed)
{
    QString text = printed.right(kLookedAt);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    const QStringList lines = text.split(QLatin1Char('\n'));

    std::optional<ScriptError> last;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!frameOf(lines[i]))
            continue;
        const auto error = readTraceback(lines, i);
        if (error)
            last = error;
    }
    if (last && isStop(last->type, last->message))
        return {};
    return last;
}

}  // namespace omv::ui
