// SPDX-License-Identifier: MIT
// The texts are what the virtual camera prints (MicroPython 1.25), unless said otherwise.
#include "widgets/language/script_error.h"

#include <QTest>

using namespace omv::ui;
using namespace Qt::StringLiterals;

class TestScriptError final : public QObject {
    Q_OBJECT

private slots:
    void readsFileLineFunctionTypeAndMessage();
    void takesAnyLineEnds();
    void marksTheScriptsLineWhenALibraryRaised();
    void readsSyntaxErrorsWithoutAFunction();
    void takesTheLastOfSeveral();
    void keepsMessagesOfSeveralLines();
    void knowsThatAPrintedExceptionDidNotEndTheScript();
    void isNotFooledByStops_data();
    void isNotFooledByStops();
    void findsNothingInOrdinaryOutput_data();
    void findsNothingInOrdinaryOutput();
    void boundsDeepTracebacks();
    void explains_data();
    void explains();
};

namespace {

QString trace(const QString& last, int line = 3)
{
    return u"Traceback (most recent call last):\n  File \"<stdin>\", line %1, in <module>\n%2\n"_s
        .arg(line)
        .arg(last);
}

}  // namespace

void TestScriptError::readsFileLineFunctionTypeAndMessage()
{
    const auto error = parseScriptError(
        u"hello\nTraceback (most recent call last):\n  File \"<stdin>\", line 12, in <module>\n"
        "  File \"<stdin>\", line 7, in work\nOSError: [Errno 2] ENOENT\n"_s);
    QVERIFY(error);
    QCOMPARE(error->frames.size(), 2);
    QCOMPARE(error->raised(), (TraceFrame{u"<stdin>"_s, 7, u"work"_s}));
    QCOMPARE(error->marked().line, 7);
    QCOMPARE(error->type, u"OSError"_s);
    QCOMPARE(error->message, u"[Errno 2] ENOENT"_s);
    QCOMPARE(error->text(), u"OSError: [Errno 2] ENOENT"_s);
    QVERIFY(error->last);
}

void TestScriptError::takesAnyLineEnds()
{
    const QString text = u"x\n"_s + trace(u"KeyError: k"_s);
    for (const QString& end : {u"\n"_s, u"\r\n"_s, u"\r"_s}) {
        const auto error = parseScriptError(QString(text).replace(u'\n', end));
        QVERIFY(error);
        QCOMPARE(error->message, u"k"_s);
    }
}

void TestScriptError::marksTheScriptsLineWhenALibraryRaised()
{
    const auto error = parseScriptError(
        u"Traceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n"
        "  File \"machine.py\", line 11, in __init__\nValueError: Pin(NOPE) doesn't exist\n"_s);
    QVERIFY(error);
    QCOMPARE(error->raised().file, u"machine.py"_s);
    QCOMPARE(error->marked(), (TraceFrame{u"<stdin>"_s, 2, u"<module>"_s}));
}

void TestScriptError::readsSyntaxErrorsWithoutAFunction()
{
    const auto error = parseScriptError(
        u"Traceback (most recent call last):\n  File \"<stdin>\", line 2\nSyntaxError: invalid syntax\n"_s);
    QVERIFY(error);
    QCOMPARE(error->raised(), (TraceFrame{u"<stdin>"_s, 2, {}}));
}

void TestScriptError::takesTheLastOfSeveral()
{
    const auto error = parseScriptError(trace(u"KeyError: a"_s, 1) + trace(u"IndexError: b"_s, 9));
    QVERIFY(error);
    QCOMPARE(error->type, u"IndexError"_s);
    QCOMPARE(error->raised().line, 9);
}

void TestScriptError::keepsMessagesOfSeveralLines()
{
    const auto error =
        parseScriptError(trace(u"Exception: multi\nline"_s) + u"\nMPY: soft reboot\n"_s);
    QVERIFY(error);
    QCOMPARE(error->message, u"multi\nline"_s);
    QVERIFY(error->last);
}

void TestScriptError::knowsThatAPrintedExceptionDidNotEndTheScript()
{
    QString more;
    for (int i = 0; i < 20; ++i)
        more += u"frame %1\n"_s.arg(i);
    const auto error = parseScriptError(trace(u"OSError: 28"_s) + more);
    QVERIFY(error);
    QVERIFY(!error->last);
    QCOMPARE(error->message, u"28"_s);
}

void TestScriptError::isNotFooledByStops_data()
{
    QTest::addColumn<QString>("last");
    QTest::newRow("board") << u"KeyboardInterrupt: "_s;
    QTest::newRow("bare") << u"KeyboardInterrupt:"_s;
    QTest::newRow("firmware 4") << u"Exception: IDE interrupt"_s;
}

void TestScriptError::isNotFooledByStops()
{
    QFETCH(QString, last);
    QVERIFY(!parseScriptError(trace(last)));
}

void TestScriptError::findsNothingInOrdinaryOutput_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("prints") << u"ValueError: only printed\n640x480, 60.0 fps\n"_s;
    QTest::newRow("a frame alone") << u"  File \"<stdin>\", line 3, in <module>\n"_s;
    QTest::newRow("a frame and no error")
        << u"  File \"<stdin>\", line 3, in <module>\n640 x 480, 60 fps\n"_s;
    QTest::newRow("cut in the middle")
        << u"Traceback (most recent call last):\n  File \"<stdin>\", line 3, in <mod"_s;
}

void TestScriptError::findsNothingInOrdinaryOutput()
{
    QFETCH(QString, text);
    QVERIFY(!parseScriptError(text));
}

void TestScriptError::boundsDeepTracebacks()
{
    QString text =
        u"Traceback (most recent call last):\n  File \"<stdin>\", line 3, in <module>\n"_s;
    for (int i = 0; i < 1000; ++i)
        text += u"  File \"<stdin>\", line 2, in f\n"_s;
    const auto error =
        parseScriptError(text + u"RuntimeError: maximum recursion depth exceeded\n"_s);
    QVERIFY(error);
    QCOMPARE(error->frames.size(), 64);
    QCOMPARE(error->frames.first().line, 3);
    QCOMPARE(error->raised().line, 2);
    // Far above what is looked at: the end counts.
    const auto late = parseScriptError(QString(200000, u'x') + u'\n' + trace(u"KeyError: k"_s));
    QVERIFY(late);
}

void TestScriptError::explains_data()
{
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* last, const char* part) {
        QTest::newRow(last) << QString::fromUtf8(last) << QString::fromUtf8(part);
    };
    row("MemoryError: memory allocation failed, allocating 100000000 bytes", "95.4 MB");
    row("MemoryError: memory allocation failed, allocating 4000 bytes", "3.9 KB");
    row("MemoryError: memory allocation failed, heap is locked", "interrupt");
    row("RuntimeError: maximum recursion depth exceeded", "loop");
    row("ImportError: no module named 'threading'", "asyncio");
    row("ImportError: no module named 'numpy'", "from ulab import numpy as np");
    row("ImportError: no module named 'my_lib'", "my_lib.py");
    row("ImportError: can't import name I2C", "no I2C on this board");
    row("OSError: [Errno 2] ENOENT", "no such file");
    row("OSError: 28", "drive is full");
    row("OSError: [Errno 17] EEXIST", "exists already");
    row("OSError: [Errno 110] ETIMEDOUT", "answer in time");
    row("OSError: [Errno 19] ENODEV", "wiring");
    row("RuntimeError: Camera control failed", "refused");
    row("RuntimeError: Sensor control failed", "refused");
    row("RuntimeError: Frame capture timed out", "no frame in time");
    row("RuntimeError: Frame capture has timed out", "no frame in time");
    row("RuntimeError: Pixel format is not set or not supported", "pixformat()");
    row("RuntimeError: Frame size is not set or not supported", "framesize()");
    row("RuntimeError: No image sensor was detected", "seated");
    row("RuntimeError: Frame is larger than the frame buffer", "smaller frame size");
    row("SyntaxError: invalid syntax", "bracket");
    row("SyntaxError: 'return' outside function", "inside a function");
    row("IndentationError: unexpected indent", "blanks");
    row("NameError: name 'undefined_name' isn't defined", "undefined_name");
    row("AttributeError: 'module' object has no attribute 'snap'", "no snap");
    row("AttributeError: 'NoneType' object has no attribute 'x'", "None");
    row("AttributeError: 'Image' object has no attribute 'find_x'", "Image has no find_x");
    row("TypeError: function takes 2 positional arguments but 1 were given",
        "2 arguments and got 1");
    row("TypeError: extra positional arguments given", "one tuple");
    row("TypeError: extra keyword arguments given", "spelling");
    row("TypeError: unsupported types for __add__: 'str', 'int'", "between str and int");
    row("TypeError: 'int' object isn't callable", "blob.cx");
    row("ValueError: invalid syntax for integer with base 10", "no number");
    row("ValueError: Pin(NOPE) doesn't exist", "no pin or LED");
    row("IndexError: list index out of range", "len()");
    row("KeyError: k", "get()");
    row("ZeroDivisionError: divide by zero", "divisor");
}

void TestScriptError::explains()
{
    QFETCH(QString, last);
    QFETCH(QString, part);
    const auto error = parseScriptError(trace(last));
    QVERIFY(error);
    const QString help = explainScriptError(*error);
    QVERIFY2(help.contains(part), qPrintable(help));
    // Errors of the script's own kinds have nothing to be explained.
    QCOMPARE(explainScriptError(*parseScriptError(trace(u"E: mine"_s))), QString());
}

QTEST_MAIN(TestScriptError)
#include "test_script_error.moc"
