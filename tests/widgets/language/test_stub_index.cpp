// SPDX-License-Identifier: MIT
#include "app/ide/language/script_scan.h"
#include "app/ide/language/signature_text.h"
#include "app/ide/language/stub_files.h"
#include "app/ide/language/stub_index.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace omv::ide;
using namespace Qt::StringLiterals;
using omv::ui::CompletionItem;

class TestStubIndex final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void plainSignatures_data();
    void plainSignatures();
    void marksTheParameter();
    void readsEveryStubOfOurs();
    void completes_data();
    void completes();
    void proposesNothingInTextAndComments_data();
    void proposesNothingInTextAndComments();
    void looksUp_data();
    void looksUp();
    void signatures_data();
    void signatures();
    void knowsWhatOnlyAPcHas();
    void knowsWhereANameWasImportedFrom();
    void survivesAnything();
    void writesPackagesOnce();

private:
    StubIndex m_stubs;
};

namespace {

const QString kStubs = QStringLiteral(OMV_SOURCE_DIR "/resources/stubs");
const QString kCamera =
    u"import csi\nimport time\ncsi0 = csi.CSI()\nclock = time.clock()\nimg = csi0.snapshot()\n"_s;

bool has(const QList<CompletionItem>& items, const QString& name)
{
    return std::any_of(items.begin(), items.end(),
                       [&](const CompletionItem& item) { return item.name == name; });
}

}  // namespace

void TestStubIndex::initTestCase()
{
    m_stubs = readStubs(kStubs);
}

void TestStubIndex::plainSignatures_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("plain");
    QTest::newRow("stub") << u"def f(self, roi: Roi | None = None, *, n: int = 2) -> list[Line]:"_s
                          << u"f(roi=None, *, n=2) -> list[Line]"_s;
    QTest::newRow("nested") << u"f(a: dict[str, int] = {'x': (1, 2)}, b='),(') -> None"_s
                            << u"f(a={'x': (1, 2)}, b='),(')"_s;
    QTest::newRow("no brackets") << u"RGB565: int"_s << u"RGB565: int"_s;
    QTest::newRow("open") << u"f(a, b"_s << u"f(a, b"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestStubIndex::plainSignatures()
{
    QFETCH(QString, raw);
    QFETCH(QString, plain);
    QCOMPARE(plainSignature(raw), plain);
}

void TestStubIndex::marksTheParameter()
{
    const QString label = u"f(a, bb=1, *, roi=None)"_s;
    const auto part = [&](int index, const QString& keyword) {
        const auto info = markParameter(label, index, keyword);
        return label.mid(info.activeStart, info.activeLength);
    };
    QCOMPARE(part(0, {}), u"a"_s);
    QCOMPARE(part(1, {}), u"bb=1"_s);
    QCOMPARE(part(2, {}), QString());
    QCOMPARE(part(0, u"roi"_s), u"roi=None"_s);
    QCOMPARE(part(9, {}), QString());
}

void TestStubIndex::readsEveryStubOfOurs()
{
    const QStringList files = QDir(kStubs).entryList({u"*.pyi"_s});
    QCOMPARE(m_stubs.modules().size(), files.size());
    int functions = 0;
    for (const QString& module : m_stubs.modules()) {
        const auto* scope = m_stubs.scope(module);
        QVERIFY2(!scope->self.summary.isEmpty(), qPrintable(module));
        QStringList scopes{module};
        for (const CompletionItem& item : scope->names) {
            if (item.kind == CompletionItem::Kind::Class)
                scopes.append(module + u'.' + item.name);
        }
        for (const QString& each : scopes) {
            for (const CompletionItem& item : m_stubs.scope(each)->names) {
                // One sentence for each function, as a completion shows it.
                const bool function = item.kind == CompletionItem::Kind::Function;
                functions += function ? 1 : 0;
                QVERIFY2(!function || item.summary.endsWith(u'.'),
                         qPrintable(each + u'.' + item.name));
                QVERIFY2(!function || item.signature.contains(u'('), qPrintable(item.name));
            }
        }
    }
    QVERIFY(functions > 500);
}

void TestStubIndex::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const QString& text, const char* name) {
        QTest::addRow("%s %s", qPrintable(text.right(24)), name)
            << text << QString::fromLatin1(name);
    };
    row(u"import "_s, "csi");
    row(u"import cs"_s, "csi");
    row(u"import csi, ma"_s, "machine");
    row(u"from "_s, "image");
    row(u"from ml."_s, "utils");
    row(u"from ml.postprocessing."_s, "mediapipe");
    row(u"from machine import "_s, "LED");
    row(u"from machine import Pin, L"_s, "LED");
    row(u"import csi\ncsi."_s, "RGB565");
    row(u"import csi as c\nc."_s, "CSI");
    row(kCamera + u"csi0."_s, "framesize");
    row(kCamera + u"clock."_s, "fps");
    row(kCamera + u"while True:\n    img."_s, "find_blobs");
    row(kCamera + u"img.copy().gaussian(1)."_s, "find_edges");
    row(kCamera + u"img.find_blobs([(1, 2)])[0]."_s, "cx");
    row(kCamera + u"for blob in img.find_blobs(x):\n    blob."_s, "elongation");
    row(kCamera + u"img = img.to_grayscale()\nimg."_s, "find_lines");
    row(kCamera + u"t = img.find_apriltags()\ntag = t[0]\ntag."_s, "z_rotation");
    row(u"from machine import Pin as P\np = P('P0')\np."_s, "irq");
    row(u"import display\nd = display.RGBDisplay()\nd."_s, "write");
    row(u"from ulab import numpy as np\nnp."_s, "zeros");
    row(u"from ulab import numpy as np\na = np.zeros(3)\na."_s, "reshape");
    row(u"import math\nmath."_s, "sqrt");
    row(u"threshold_list = 1\nthr"_s, "threshold_list");
    row(u"whi"_s, "while");
    row(u"pri"_s, "print");
}

void TestStubIndex::completes()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QVERIFY(has(m_stubs.complete(text), name));
}

void TestStubIndex::proposesNothingInTextAndComments_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"# csi.", "x = \"csi.", "x = 'it\\'s csi.", "x = 3.", "x = 12"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestStubIndex::proposesNothingInTextAndComments()
{
    QFETCH(QString, text);
    QCOMPARE(m_stubs.complete(u"import csi\n"_s + text).size(), 0);
}

void TestStubIndex::looksUp_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("signature");
    QTest::newRow("constant") << u"import csi\nx = csi.QVGA"_s << u"QVGA: int"_s;
    QTest::newRow("method") << kCamera + u"csi0.framerate"_s << u"framerate(fps=...) -> int"_s;
    QTest::newRow("class") << u"import csi\ncsi.CSI"_s
                           << u"CSI(*, cid=-1, delays=True, fflush=True, stream=None)"_s;
    QTest::newRow("variable") << kCamera + u"img"_s << u"img: Image"_s;
    QTest::newRow("module") << u"import csi\ncsi"_s << u"csi"_s;
    QTest::newRow("unknown") << kCamera + u"img.nonsense"_s << QString();
    QTest::newRow("nothing") << u"x = "_s << QString();
}

void TestStubIndex::looksUp()
{
    QFETCH(QString, text);
    QFETCH(QString, signature);
    const auto found = m_stubs.lookUp(text);
    QCOMPARE(found ? found->signature : QString(), signature);
}

void TestStubIndex::signatures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("active");
    const QString blobs = kCamera + u"img.find_blobs("_s;
    QTest::newRow("first") << blobs << u"thresholds"_s;
    QTest::newRow("inside a list") << blobs + u"[(1, 2), (3, 4"_s << u"thresholds"_s;
    QTest::newRow("keyword") << blobs + u"[(1, 2)], pixels_threshold=4"_s
                             << u"pixels_threshold=10"_s;
    QTest::newRow("second") << kCamera + u"img.draw_line((0, 0, 1, 1), "_s << u"color=None"_s;
    QTest::newRow("closed") << kCamera + u"img.draw_line((0, 0, 1, 1))"_s << QString();
}

void TestStubIndex::signatures()
{
    QFETCH(QString, text);
    QFETCH(QString, active);
    const auto info = m_stubs.signature(text);
    const QString part = info ? info->label.mid(info->activeStart, info->activeLength) : QString();
    QCOMPARE(part, active);
}

void TestStubIndex::knowsWhatOnlyAPcHas()
{
    QVERIFY(m_stubs.moduleIsHostOnly(u"threading"_s));
    QVERIFY(m_stubs.moduleIsHostOnly(u"os.path"_s) == false);  // os is there, whatever it lacks
    QVERIFY(!m_stubs.moduleIsHostOnly(u"csi"_s));
    QVERIFY(!m_stubs.moduleIsHostOnly(u"json"_s));
    QVERIFY(m_stubs.nameIsHostOnly(u"builtins.str"_s, u"casefold"_s));
    QVERIFY(!m_stubs.nameIsHostOnly(u"builtins.str"_s, u"split"_s));
    QVERIFY(m_stubs.nameIsHostOnly(u"builtins"_s, u"breakpoint"_s));
    QVERIFY(!m_stubs.nameIsHostOnly(u"builtins"_s, u"print"_s));
    QVERIFY(m_stubs.nameIsHostOnly(u"os"_s, u"environ"_s));
    QVERIFY(!m_stubs.nameIsHostOnly(u"os"_s, u"listdir"_s));
    QVERIFY(m_stubs.nameIsHostOnly(u"math"_s, u"comb"_s));
    QVERIFY(!m_stubs.nameIsHostOnly(u"math"_s, u"sqrt"_s));
    QVERIFY(m_stubs.methodIsHostOnly(u"removeprefix"_s));
    QVERIFY(!m_stubs.methodIsHostOnly(u"format"_s));
    QVERIFY(!m_stubs.methodIsHostOnly(u"copy"_s));
    QVERIFY(!m_stubs.nameIsHostOnly(u"csi.CSI"_s, u"whatever"_s));
    StubIndex empty;
    QVERIFY(!empty.setMicroPython("no json"));
    QVERIFY(!empty.moduleIsHostOnly(u"threading"_s));
}

void TestStubIndex::knowsWhereANameWasImportedFrom()
{
    const QString text =
        u"import os, subprocess as sp, json\nfrom pathlib import (Path, PurePath)\n"
        "  from re import match as fits\n# import late\nnumber = 1\n"_s;
    QCOMPARE(importOf(text, u"os"_s), u"os"_s);
    QCOMPARE(importOf(text, u"json"_s), u"json"_s);
    QCOMPARE(importOf(text, u"sp"_s), u"subprocess"_s);
    QCOMPARE(importOf(text, u"subprocess"_s), QString());
    QCOMPARE(importOf(text, u"PurePath"_s), u"pathlib"_s);
    QCOMPARE(importOf(text, u"fits"_s), u"re"_s);
    for (const auto& none : {u"late"_s, u"number"_s, u"Pat"_s, QString()})
        QCOMPARE(importOf(text, none), QString());
}

void TestStubIndex::survivesAnything()
{
    const QString text = kCamera +
        u"for blob in img.find_blobs([(1, 2)], merge=True):\n    img.draw_detection(blob, "
        u"label=\"x\")\n"
        "from machine import Pin, (\nx = x.x[x(x)].y\nimport a as b as c, ,\n"_s;
    for (qsizetype length = 0; length <= text.size(); ++length) {
        const QString before = text.left(length);
        m_stubs.complete(before);
        m_stubs.lookUp(before);
        m_stubs.signature(before);
    }
    StubIndex broken;
    broken.addModule(u"x"_s,
                     u"class A(\n  def f(:\nclass B(A):\n    x: A\ndef g(a -> b:\n\"\"\""_s);
    QVERIFY(broken.scope(u"x"_s));
    // A name that is made of itself must not go round for ever.
    m_stubs.complete(u"a = b\nb = a\na."_s);
}

void TestStubIndex::writesPackagesOnce()
{
    const QTemporaryDir folder;
    QVERIFY(writeStubPackages(kStubs, folder.path()));
    for (const char* file :
         {"/csi-stubs/__init__.pyi", "/ml-stubs/__init__.pyi", "/ml-stubs/utils.pyi",
          "/ml-stubs/postprocessing/__init__.pyi", "/ml-stubs/postprocessing/mediapipe.pyi"})
        QVERIFY2(QFile::exists(folder.path() + QLatin1String(file)), file);
    const QString csi = folder.path() + u"/csi-stubs/__init__.pyi"_s;
    const auto time = QFileInfo(csi).lastModified();
    QVERIFY(writeStubPackages(kStubs, folder.path()));
    QCOMPARE(QFileInfo(csi).lastModified(), time);
    QVERIFY(!writeStubPackages(u"/nowhere"_s, folder.path()));
    QVERIFY(!writeStubPackages(kStubs, u"/proc/nowhere"_s));
}

QTEST_GUILESS_MAIN(TestStubIndex)
#include "test_stub_index.moc"
