// SPDX-License-Identifier: MIT
#include "widgets/language/script_error.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace omv::ui {
namespace {

class Help {
    Q_DECLARE_TR_FUNCTIONS(ScriptErrorHelp)

public:
    static QString memory(const QString& message);
    static QString os(const QString& message);
    static QString import(const QString& message);
    static QString runtime(const QString& message);
    static QString attribute(const QString& message);
    static QString name(const QString& message);
    static QString syntax(const QString& message);
    static QString indentation(const QString& message);
    static QString type(const QString& message);
    static QString value(const QString& message);
    static QString other(const QString& type);

private:
    static QString errorNumber(int number);
    static QString camera(const QString& message);
};

QRegularExpressionMatch match(const QString& text, const char* pattern)
{
    return QRegularExpression(QLatin1String(pattern)).match(text);
}

bool has(const QString& text, const char* part)
{
    return text.contains(QLatin1String(part), Qt::CaseInsensitive);
}

/// "48.8 MB", as the look wants sizes.
QString sizeText(double bytes)
{
    if (bytes < 1024)
        return Help::tr("%1 bytes").arg(bytes, 0, 'f', 0);
    if (bytes < 1024 * 1024)
        return Help::tr("%1 KB").arg(bytes / 1024, 0, 'f', bytes < 10240 ? 1 : 0);
    return Help::tr("%1 MB").arg(bytes / (1024 * 1024), 0, 'f', 1);
}

QString Help::memory(const QString& message)
{
    if (has(message, "heap is locked"))
        return tr(
            "Memory cannot be taken inside an interrupt: make buffers before, or hand the work "
            "on with micropython.schedule().");
    const auto bytes = match(message, R"(allocating (\d+) bytes)");
    if (bytes.hasMatch())
        return tr("The script asked for %1 in one piece and so much is not free: use a smaller "
                  "frame "
                  "size or csi.GRAYSCALE, or change pictures in place instead of copying them.")
            .arg(sizeText(bytes.captured(1).toDouble()));
    return tr(
        "The board has no memory left: use a smaller frame size, or let go of pictures and lists "
        "that are not needed any more.");
}

QString Help::os(const QString& message)
{
    const auto number = match(message, R"(^(?:\[Errno (-?\d+)\].*|(-?\d+))$)");
    if (number.hasMatch())
        return errorNumber((number.captured(1) + number.captured(2)).toInt());
    if (has(message, "unavailable") || has(message, "not supported"))
        return tr("This board's firmware is built without that function.");
    if (has(message, "roi"))
        return tr(
            "The region must be at least one pixel wide and high and lie within the picture.");
    return {};
}

QString Help::errorNumber(int number)
{
    switch (number) {
    case 1:
    case 13: return tr("The board does not allow this.");
    case 2:
        return tr("There is no such file or folder on the board: check the path, which begins with "
                  "/flash, /sdcard or /rom.");
    case 5:
        return tr("Reading or writing failed: a device does not answer, or the card or drive is "
                  "damaged.");
    case 9: return tr("The file or socket was closed already.");
    case 11: return tr("Nothing is there yet: try again a little later.");
    case 12: return tr("The board has no memory left for this.");
    case 16: return tr("The device is in use already.");
    case 17: return tr("A file or folder of that name exists already.");
    case 19: return tr("The device does not answer: check its wiring, address and power.");
    case 20: return tr("Part of the path is a file, not a folder.");
    case 21: return tr("The path is a folder, not a file.");
    case 22: return tr("The device or file does not take that value.");
    case 27: return tr("The file would become too large for this drive.");
    case 28: return tr("The board's drive is full: delete files that are no longer needed.");
    case 30: return tr("That drive can only be read, as /rom always.");
    case 39: return tr("The folder is not empty.");
    case 95: return tr("That operation is not supported here.");
    case 98: return tr("The network port is in use already.");
    case 103:
    case 104: return tr("The other side closed the connection.");
    case 107: return tr("There is no connection.");
    case 110:
    case 116: return tr("The device or the network did not answer in time.");
    case 111: return tr("Nobody listens at that address and port.");
    case 113: return tr("The network has no way to that address.");
    case 114:
    case 115: return tr("The operation is still on its way.");
    case -2: return tr("The host name could not be found: check it, and the network connection.");
    default: return {};
    }
}

QString Help::import(const QString& message)
{
    static const QHash<QString, const char*> instead = {
        {QStringLiteral("numpy"), "from ulab import numpy as np"},
        {QStringLiteral("cv2"), "import image"},
        {QStringLiteral("PIL"), "import image"},
        {QStringLiteral("picamera"), "import csi"},
        {QStringLiteral("serial"), "from machine import UART"},
        {QStringLiteral("RPi"), "from machine import Pin"},
        {QStringLiteral("threading"), "import asyncio"},
        {QStringLiteral("datetime"), "import time"},
        {QStringLiteral("pathlib"), "import os"},
        {QStringLiteral("logging"), "import sys"},
        {QStringLiteral("tensorflow"), "import ml"},
    };
    const auto missing = match(message, R"(no module named '?([\w.]+)'?)");
    if (missing.hasMatch()) {
        const QString module = missing.captured(1);
        const auto found = instead.constFind(module.section(QLatin1Char('.'), 0, 0));
        if (found != instead.constEnd())
            return tr("MicroPython has no %1; the way here is: %2")
                .arg(module, QLatin1String(*found));
        return tr("This board's firmware has no module %1 and its drive no %1.py: copy the file to "
                  "the "
                  "drive, or do without.")
            .arg(module);
    }
    const auto name = match(message, R"(can't import name (\S+))");
    if (name.hasMatch())
        return tr("The module is there, but it has no %1 on this board: check the spelling and the "
                  "firmware version.")
            .arg(name.captured(1));
    return {};
}

/// Sentences of the camera driver: of firmware 5.0 and 4.x, and of the virtual camera.
QString Help::camera(const QString& message)
{
    if (has(message, "timed out") || has(message, "timeout"))
        return tr("The sensor delivered no frame in time: reset() it first, and check the sensor "
                  "module, its cable, and triggered mode.");
    if (has(message, "sensor") && (has(message, "detect") || has(message, "found")))
        return tr("No such sensor answers: check that the module is seated, and the cid if one was "
                  "given.");
    if (has(message, "control") && has(message, "failed"))
        return tr(
            "The sensor refused this setting: not every sensor has every frame size, format and "
            "effect.");
    if (has(message, "control") && has(message, "support"))
        return tr("This sensor does not have that setting.");
    if (has(message, "not supported for this pixel format"))
        return tr("That setting does not work with the chosen pixel format.");
    if (has(message, "pixel format") || has(message, "pixformat"))
        return tr("Choose pixformat() after reset() and before snapshot(), and one that this "
                  "sensor has.");
    if (has(message, "frame size") || has(message, "framesize"))
        return tr("Choose framesize() after reset() and before snapshot(), and one that this "
                  "sensor has.");
    if (has(message, "frame buffer") || has(message, "framebuffer"))
        return tr(
            "The frame does not fit into the frame buffer: use a smaller frame size, a lower JPEG "
            "quality, or fewer buffers.");
    if (has(message, "frame rate"))
        return tr("This sensor cannot deliver that frame rate at this frame size.");
    if (has(message, "window"))
        return tr("The window must lie within the frame size, which must be set before.");
    if (has(message, "capture") && has(message, "failed"))
        return tr(
            "The sensor delivered a damaged frame: try again, then check the sensor module and "
            "its cable.");
    if (has(message, "image sensor") && has(message, "failed"))
        return tr("The sensor does not answer: check the sensor module and its cable.");
    return {};
}

QString Help::runtime(const QString& message)
{
    if (has(message, "maximum recursion depth"))
        return tr(
            "A function calls itself too often: boards have room for few nested calls, so use a "
            "loop.");
    if (has(message, "schedule queue full"))
        return tr("Interrupts come faster than their handlers run: do less in them.");
    if (has(message, "invalid argument"))
        return tr("The sensor does not take these arguments: check their number and range.");
    return camera(message);
}

QString Help::attribute(const QString& message)
{
    const auto found = match(message, R"('(\w+)' object has no attribute '(\w+)')");
    if (!found.hasMatch())
        return {};
    const QString owner = found.captured(1);
    const QString name = found.captured(2);
    if (owner == QLatin1String("NoneType"))
        return tr("The value before .%1 is None: the call that made it found or returned nothing.")
            .arg(name);
    if (owner == QLatin1String("module"))
        return tr("The module has no %1 on this board: check the spelling, and that no file of "
                  "yours "
                  "has the module's name.")
            .arg(name);
    return tr("%1 has no %2 on this board: check the spelling and the firmware version.")
        .arg(owner, name);
}

QString Help::name(const QString& message)
{
    const auto found = match(message, R"(name '(\w+)' isn't defined)");
    if (found.hasMatch())
        return tr("Nothing is called %1 here: check the spelling, or import or assign it first.")
            .arg(found.captured(1));
    if (has(message, "local variable"))
        return tr("The name gets its value later in this function: assign it first, or declare it "
                  "global.");
    return {};
}

QString Help::syntax(const QString& message)
{
    if (has(message, "outside function"))
        return tr("This statement only works inside a function.");
    if (has(message, "outside loop"))
        return tr("This statement only works inside a loop.");
    if (has(message, "native") || has(message, "inline assembler"))
        return tr("This board cannot compile native code.");
    return tr(
        "The line is not valid Python: look for a missing bracket, quote, colon or comma, also in "
        "the line before, and for an empty block.");
}

QString Help::indentation(const QString& message)
{
    if (has(message, "unexpected indent"))
        return tr(
            "The line is further to the right than its block: make the blanks before it equal.");
    return tr("The blanks before the line fit no block: make them equal, and do not mix tabs and "
              "spaces.");
}

QString Help::type(const QString& message)
{
    auto found = match(message, R"(takes (\d+) positional arguments but (\d+) were given)");
    if (found.hasMatch())
        return tr("The function wants %1 arguments and got %2; a method counts the object itself.")
            .arg(found.captured(1), found.captured(2));
    found = match(message, R"(missing (\d+) required positional arguments)");
    if (found.hasMatch())
        return tr("The call lacks %1 arguments.").arg(found.captured(1));
    if (has(message, "extra positional arguments"))
        return tr(
            "The call has too many arguments: since firmware 5.0 points, lines and boxes are one "
            "tuple, as in draw_line((0, 0, 10, 10)).");
    if (has(message, "keyword argument"))
        return tr(
            "The call names an argument that the function does not have: check the spelling.");
    found = match(message, R"(unsupported types? for \w+: '(\w+)'(?:, '(\w+)')?)");
    if (found.hasMatch() && !found.captured(2).isEmpty())
        return tr("This operator does not work between %1 and %2: convert one of them first.")
            .arg(found.captured(1), found.captured(2));
    if (has(message, "object isn't callable"))
        return tr(
            "What stands before the brackets is no function; since firmware 5.0 results such as "
            "blob.cx are values, without brackets.");
    if (has(message, "isn't iterable"))
        return tr(
            "A loop or unpacking needs a list or tuple here; check whether the value is None.");
    if (has(message, "isn't subscriptable"))
        return tr(
            "Square brackets need a list, tuple or dict here; check whether the value is None.");
    if (has(message, "can't convert"))
        return tr("The value is of a kind that is not accepted here: convert it first.");
    return {};
}

QString Help::value(const QString& message)
{
    if (has(message, "invalid syntax for integer") || has(message, "invalid syntax for number"))
        return tr("The text is no number: remove blanks and other signs, or check it first.");
    if (match(message, R"(^Pin\(.*\) doesn't exist)").hasMatch())
        return tr("This board has no pin or LED of that name.");
    if (has(message, "tuple/list has wrong length") ||
        match(message, R"(requested length \d+)").hasMatch())
        return tr("A tuple has the wrong number of items: points have 2, boxes and lines 4.");
    if (has(message, "need more than") || has(message, "too many values to unpack"))
        return tr(
            "The number of names on the left differs from the number of values on the right.");
    if (has(message, "syntax error in JSON"))
        return tr("The text is not valid JSON.");
    return {};
}

QString Help::other(const QString& type)
{
    if (type == QLatin1String("IndexError"))
        return tr(
            "The list or tuple is shorter than the index: check len() first, counting from 0.");
    if (type == QLatin1String("KeyError"))
        return tr("The dict has no such key: use get(), or check with 'in' first.");
    if (type == QLatin1String("ZeroDivisionError"))
        return tr("The divisor is 0: check it first.");
    if (type == QLatin1String("AssertionError"))
        return tr("A condition that the script asserts does not hold.");
    if (type == QLatin1String("NotImplementedError"))
        return tr("MicroPython does not have this part of Python.");
    if (type == QLatin1String("EOFError"))
        return tr("There is nothing more to read.");
    if (type == QLatin1String("StopIteration"))
        return tr("next() was called at the end: give it a default value.");
    if (type == QLatin1String("UnicodeError"))
        return tr("The bytes are not UTF-8 text.");
    if (type == QLatin1String("OverflowError"))
        return tr("The number is too large here.");
    return {};
}

}  // namespace

QString explainScriptError(const ScriptError& error)
{
    using Explainer = QString (*)(const QString&);
    static const QHash<QString, Explainer> explainers = {
        {QStringLiteral("MemoryError"), Help::memory},
        {QStringLiteral("OSError"), Help::os},
        {QStringLiteral("ImportError"), Help::import},
        {QStringLiteral("RuntimeError"), Help::runtime},
        {QStringLiteral("AttributeError"), Help::attribute},
        {QStringLiteral("NameError"), Help::name},
        {QStringLiteral("SyntaxError"), Help::syntax},
        {QStringLiteral("IndentationError"), Help::indentation},
        {QStringLiteral("TypeError"), Help::type},
        {QStringLiteral("ValueError"), Help::value},
    };
    const auto explainer = explainers.constFind(error.type);
    return explainer != explainers.constEnd() ? (*explainer)(error.message)
                                              : Help::other(error.type);
}

}  // namespace omv::ui
