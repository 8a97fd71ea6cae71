// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace omv::ui {

/// One `File "x", line n, in f` of a traceback.
struct TraceFrame {
    QString file;  ///< as printed: "<stdin>" for the script that the host sent
    int line = 0;  ///< from 1
    QString function;  ///< "<module>", a name, or empty (syntax errors)

    bool isScript() const { return file == QLatin1String("<stdin>"); }
    friend bool operator==(const TraceFrame&, const TraceFrame&) = default;
};

/// An exception that ended a script, as MicroPython printed it.
struct ScriptError {
    QList<TraceFrame> frames;  ///< outermost first; never empty, at most 64 are kept
    QString type;  ///< "OSError"
    QString message;  ///< "[Errno 2] ENOENT"; may be empty, may have several lines
    /// Nothing was printed behind it: it ended the script. Else the script caught and printed it.
    bool last = true;

    /// The innermost frame, where it was raised.
    const TraceFrame& raised() const { return frames.last(); }
    /// The innermost frame of the script itself, else raised(): the line to mark.
    const TraceFrame& marked() const;
    /// "OSError: [Errno 2] ENOENT"
    QString text() const;

    friend bool operator==(const ScriptError&, const ScriptError&) = default;
};

/// The last complete traceback in what a script printed. Nothing when there is none, or when it
/// is the mark of a stop (KeyboardInterrupt, "IDE interrupt") rather than of a mistake.
/// Text may have any line ends and anything before and after. Looks at the last 64 KiB only.
std::optional<ScriptError> parseScriptError(const QString& printed);

/// One plain sentence about what the error means and what to do, in the user's language.
/// Empty when there is nothing to say beyond the message.
QString explainScriptError(const ScriptError& error);

}  // namespace omv::ui
