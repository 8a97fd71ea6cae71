// SPDX-License-Identifier: MIT
// The open documents, with real files and a program that is killed.
#include "app/ide/documents/documents.h"
#include "app/ide/documents/recent_files.h"
#include "app/ide/documents/recovery_store.h"
#include "app/ide/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTimer>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace omv::ide;
using namespace Qt::StringLiterals;

namespace {

constexpr int kDelayMs = 50;

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

void type(Document& document, const QString& text, int position = 0)
{
    QTextCursor cursor(document.text());
    cursor.setPosition(position);
    cursor.insertText(text);
}

Documents::Options optionsIn(const QString& folder)
{
    return {folder + u"/session.json"_s, folder + u"/recovery"_s, kDelayMs};
}

QStringList recoveryFiles(const QString& folder)
{
    QStringList files;
    const QDir root(folder + u"/recovery"_s);
    for (const QString& name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        for (const QString& file :
             QDir(root.filePath(name)).entryList({u"*.unsaved"_s}, QDir::Files))
            files.append(root.filePath(name + u'/' + file));
    return files;
}

/// A limit for the size of files, as long as it lives: what a full disk does to writing.
class SmallDisk {
public:
    SmallDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = 100;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    rlimit m_before{};
};

/// No rights to do everything, as long as it lives.
class Unprivileged {
public:
    Unprivileged()
        : m_root(geteuid() == 0)
    {
        constexpr uid_t kNobody = 65534;
        if (m_root && setresuid(kNobody, kNobody, 0) != 0)
            qFatal("setresuid");
    }
    ~Unprivileged()
    {
        if (m_root && setresuid(0, 0, 0) != 0)
            qFatal("setresuid");
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

private:
    bool m_root;
};

/// What the program does that is killed: types, each text longer than the one before.
int runChild(const QString& folder, const QString& file)
{
    Documents documents(optionsIn(folder));
    documents.restore();
    auto opened = documents.open(file);
    Document* document = std::get<Document*>(opened);
    Document* untitled = documents.create({}, u"Untitled 9"_s);
    SessionState session;
    session.tabs = {{document->id(), document->path(), {5, 5, 0, {}}}, {untitled->id(), {}, {}}};
    session.current = 1;
    documents.saveSession(session);
    QTimer typing;
    int count = 0;
    QObject::connect(&typing, &QTimer::timeout, document, [&] {
        type(*document, u"# typed %1\n"_s.arg(++count));
        type(*untitled, u"new %1\n"_s.arg(count));
    });
    typing.start(3);
    return QCoreApplication::exec();
}

}  // namespace

class TestDocuments : public QObject {
    Q_OBJECT
private slots:
    void bytesSurviveLoadAndSave_data();
    void bytesSurviveLoadAndSave();
    void linesKeepTheirEndsThroughEdits();
    void binaryFilesAreRefused();
    void aPipeStaysAPipe();
    void formatsChangeOnWish();
    void whatTheEncodingLacksIsSaid();
    void savesInTheBackground();
    void backgroundSavesThatFailKeepTheText();
    void closingDocumentsFinishesTheirSaves();
    void encodingsThatLackACharacterAreRefused();
    void modifiedFollowsUndoAndSave();
    void missingFilesAreSaid();
    void readOnlyFolderKeepsTheFile();
    void fullDiskKeepsTheOldFile();
    void fullDiskKeepsTheOldSettings();
    void fullDiskIsSaidWhenTextIsNotKept();
    void vanishedFolderIsSaid();
    void savesThroughLinksAndKeepsRights();
    void seesChangesOfOthers();
    void seesAVanishedFileComeBack();
    void reloadKeepsUndo();
    void keepMineSilencesTheChange();
    void opensAFileOnce();
    void findsInAllOpenFiles();
    void recentFilesAreEachOnce();
    void unsavedTextGoesToTheRecoveryFolder();
    void recoverySurvivesKill();
    void recoveryIsNeverTorn();
    void runningProgramsKeepTheirTexts();
    void brokenRecoveryIsMovedAside();
    void recoveredFileThatChangedIsTold();
    void recoveryThatFailsIsSaidOnce();
    void sessionComesBack();
    void brokenSessionIsMovedAside();
    void recoveryFileFormat();
};

void TestDocuments::bytesSurviveLoadAndSave_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<LineEnd>("lineEnd");
    const auto row = [](const char* name, const QByteArray& bytes, Encoding encoding,
                        LineEnd end = LineEnd::Lf) {
        QTest::newRow(name) << bytes << encoding << end;
    };
    row("empty", "", Encoding::Utf8);
    row("one line end", "\n", Encoding::Utf8);
    row("UTF-8", "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80\n", Encoding::Utf8);
    row("no last line end", "a\nb", Encoding::Utf8);
    row("several last line ends", "a\n\n\n", Encoding::Utf8);
    row("CRLF", "a\r\nb\r\n", Encoding::Utf8, LineEnd::CrLf);
    row("CRLF, no last one", "a\r\nb", Encoding::Utf8, LineEnd::CrLf);
    row("CR", "a\rb\r", Encoding::Utf8, LineEnd::Cr);
    row("mixed", "a\r\nb\nc\r\nd\re\r\n", Encoding::Utf8, LineEnd::CrLf);
    row("mark",
        "\xEF\xBB\xBF"
        "a\n",
        Encoding::Utf8Bom);
    row("only a mark", "\xEF\xBB\xBF", Encoding::Utf8Bom);
    row("mark within",
        "a\xEF\xBB\xBF"
        "b\n",
        Encoding::Utf8);
    row("UTF-16 LE",
        QByteArray("\xFF\xFE"
                   "a\0\r\0\n\0\xAC\x20",
                   10),
        Encoding::Utf16LeBom, LineEnd::CrLf);
    row("UTF-16 BE", QByteArray("\xFE\xFF\0a\0\n", 6), Encoding::Utf16BeBom);
    row("UTF-16 LE without a mark", QByteArray("a\0b\0\n\0", 6), Encoding::Utf16Le);
    row("UTF-16 BE without a mark", QByteArray("\0a\0b\0\n", 6), Encoding::Utf16Be);
    row("Latin-1", "gr\xFC\xDF\n", Encoding::Latin1);
    row("Latin-1 by its comment", "# -*- coding: latin-1 -*-\ngr\xC3\xBC\n", Encoding::Latin1);
    row("broken UTF-8", "ok \xC3\xA4, broken \xC3(\n", Encoding::Latin1);
    row("odd characters",
        "a\xC2\xA0"
        "b\xE2\x80\xA8"
        "c\t\x0C\x1B\xE2\x80\xA9"
        "d\n",
        Encoding::Utf8);
    row("characters that the text document keeps for itself",
        "a\xEF\xB7\x90"
        "b\n",
        Encoding::Latin1);
}

void TestDocuments::bytesSurviveLoadAndSave()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Encoding, encoding);
    QFETCH(LineEnd, lineEnd);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, bytes);
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QCOMPARE(document.format(), (FileFormat{encoding, lineEnd}));
    QVERIFY(!document.modified());
    QVERIFY(!document.text()->isUndoAvailable());
    type(document, u"x"_s);
    document.text()->undo();
    write(path, "other");
    QVERIFY(!document.save());
    QCOMPARE(read(path), bytes);
    QCOMPARE(document.diskState(), DiskState::Same);
}

void TestDocuments::linesKeepTheirEndsThroughEdits()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\r\nb\nc\r\nd\r\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QVERIFY(document.mixedLineEnds());
    type(document, u"new\n"_s);  // an ordinary line
    QTextCursor cursor(document.text()->findBlockByNumber(2));
    cursor.insertText(u"x"_s);
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("new\r\na\r\nxb\nc\r\nd\r\n"));
    document.setLineEnd(LineEnd::Lf);
    QVERIFY(document.modified());
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("new\na\nxb\nc\nd\n"));
}

void TestDocuments::binaryFilesAreRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.bin"_s);
    write(path,
          QByteArray("\x7F"
                     "ELF\0\0\1\2\0\0\0\0\xFF",
                     13));
    Document document(u"id"_s, u"Untitled"_s);
    const auto problem = document.load(path);
    QVERIFY(problem);
    QVERIFY(problem->why.contains(path));
    QVERIFY(!problem->remedy.isEmpty());
    QVERIFY(document.untitled());
}

void TestDocuments::aPipeStaysAPipe()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
    const int reader = ::open(path.toLocal8Bit().constData(), O_RDWR | O_NONBLOCK);
    QVERIFY(!writeFile(path, "abc"));
    char got[4] = {};
    QCOMPARE(::read(reader, got, 3), ssize_t{3});
    QCOMPARE(QByteArray(got), QByteArray("abc"));
    QVERIFY(!QFileInfo(path).isFile());
    ::close(reader);
}

void TestDocuments::formatsChangeOnWish()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "\xC3\xBC\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QSignalSpy modified(&document, &Document::modifiedChanged);
    document.setEncoding(Encoding::Utf16LeBom);
    QVERIFY(document.modified());
    QCOMPARE(modified.count(), 1);
    document.setLineEnd(LineEnd::CrLf);
    QVERIFY(!document.save());
    QVERIFY(!document.modified());
    QCOMPARE(read(path), QByteArray("\xFF\xFE\xFC\0\r\0\n\0", 8));
}

void TestDocuments::whatTheEncodingLacksIsSaid()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n\xFC\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QCOMPARE(document.format().encoding, Encoding::Latin1);
    type(document, u"\u03BB"_s, 2);
    const auto problem = document.save();
    QVERIFY(problem);
    QVERIFY(problem->why.contains(u"Line 2"_s));
    QVERIFY(problem->why.contains(u'\u03BB'));
    QCOMPARE(read(path), QByteArray("a\n\xFC\n"));
    document.setEncoding(Encoding::Utf8);
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("a\n\xCE\xBB\xC3\xBC\n"));
}

void TestDocuments::savesInTheBackground()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "one\r\ntwo\n");
    Documents documents(optionsIn(folder.path()));
    Document* document = std::get<Document*>(documents.open(path));
    type(*document, u"a"_s);
    QSignalSpy modified(document, &Document::modifiedChanged);
    int calls = 0;
    documents.save(document, path, [&](const auto& problem) {
        QVERIFY(!problem);
        ++calls;
    });
    QVERIFY(document->saving());
    QVERIFY(document->modified());
    // Typed while it is written: goes into the next save, not into this one.
    type(*document, u"b"_s);
    QCOMPARE(document->checkDisk(), DiskState::Same);
    QTRY_COMPARE(calls, 1);
    QCOMPARE(read(path), QByteArray("aone\r\ntwo\n"));
    QVERIFY(document->modified());
    document->text()->undo();
    QVERIFY(!document->modified());
    QVERIFY(!modified.isEmpty());
    QVERIFY(!modified.last()[0].toBool());
    QCOMPARE(document->checkDisk(true), DiskState::Same);
    // Two at once, and what follows both.
    type(*document, u"c"_s);
    documents.save(document, path, [&](const auto&) { ++calls; });
    type(*document, u"d"_s);
    documents.save(document, path, [&](const auto&) { ++calls; });
    bool after = false;
    documents.afterSaves([&] {
        after = true;
        QCOMPARE(calls, 3);
    });
    QVERIFY(!after);
    documents.finishSaves();
    QVERIFY(after);
    QCOMPARE(read(path), QByteArray("dcaone\r\ntwo\n"));
    QVERIFY(!document->modified());
    QTRY_VERIFY(recoveryFiles(folder.path()).isEmpty());
}

void TestDocuments::backgroundSavesThatFailKeepTheText()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"sub/a.py"_s);
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    write(path, "one\n");
    Documents documents(optionsIn(folder.path()));
    Document* document = std::get<Document*>(documents.open(path));
    type(*document, u"a"_s);
    QVERIFY(QDir(folder.filePath(u"sub"_s)).removeRecursively());
    std::optional<Problem> said;
    documents.save(document, path, [&](const auto& problem) { said = problem; });
    documents.finishSaves();
    QVERIFY(said);
    QVERIFY(!said->why.isEmpty() && !said->remedy.isEmpty());
    QVERIFY(document->modified());
    QCOMPARE(document->text()->toPlainText(), u"aone\n"_s);
    documents.flush();
    QCOMPARE(recoveryFiles(folder.path()).size(), 1);
}

void TestDocuments::closingDocumentsFinishesTheirSaves()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    bool called = false;
    {
        Documents documents(optionsIn(folder.path()));
        Document* document = documents.create(u"text\n"_s);
        type(*document, u"a"_s);
        documents.save(document, path, [&](const auto&) { called = true; });
    }
    QCOMPARE(read(path), QByteArray("atext\n"));
    QVERIFY(!called);  // who asked may be gone
    QVERIFY(recoveryFiles(folder.path()).isEmpty());
}

void TestDocuments::encodingsThatLackACharacterAreRefused()
{
    Document document(u"id"_s, u"Untitled 1"_s);
    document.setText(u"a\n\u03BB = 1\n"_s, false);
    const auto problem = document.setEncoding(Encoding::Latin1);
    QVERIFY(problem);
    QVERIFY(problem->what.contains(u"not changed"_s));
    QVERIFY(problem->why.contains(u"Line 2"_s));
    QVERIFY(!problem->remedy.isEmpty());
    QCOMPARE(document.format().encoding, Encoding::Utf8);
    QVERIFY(!document.modified());
    // Half a character has no place anywhere.
    document.setText(u"a"_s + QChar(0xD83D) + u"b"_s, false);
    QVERIFY(document.setEncoding(Encoding::Utf8Bom));
}

void TestDocuments::modifiedFollowsUndoAndSave()
{
    QTemporaryDir folder;
    Document document(u"id"_s, u"Untitled 1"_s);
    QSignalSpy modified(&document, &Document::modifiedChanged);
    QSignalSpy title(&document, &Document::titleChanged);
    document.setText(u"a"_s, false);
    QCOMPARE(document.title(), u"Untitled 1"_s);
    type(document, u"x"_s);
    QVERIFY(document.modified());
    document.text()->undo();
    QVERIFY(!document.modified());
    type(document, u"x"_s);
    QVERIFY(!document.saveAs(folder.filePath(u"b.py"_s)));
    QVERIFY(!document.modified());
    QCOMPARE(document.title(), u"b.py"_s);
    QCOMPARE(title.count(), 1);
    QVERIFY(modified.count() >= 4);
    QCOMPARE(modified.last()[0].toBool(), false);
    document.text()->undo();
    QVERIFY(document.modified());
}

void TestDocuments::missingFilesAreSaid()
{
    QTemporaryDir folder;
    Documents documents(optionsIn(folder.path()));
    for (const QString& path : {folder.filePath(u"no.py"_s), folder.path()}) {
        const auto opened = documents.open(path);
        const auto* problem = std::get_if<Problem>(&opened);
        QVERIFY(problem);
        QVERIFY(problem->why.contains(path));
        QVERIFY(!problem->what.isEmpty() && !problem->remedy.isEmpty());
    }
    QVERIFY(documents.all().empty());
}

void TestDocuments::readOnlyFolderKeepsTheFile()
{
    QTemporaryDir folder;
    const QString inner = folder.filePath(u"locked"_s);
    QVERIFY(QDir().mkpath(inner));
    const QString path = inner + u"/a.py"_s;
    write(path, "old\n");
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7755));
    QFile::setPermissions(path, QFile::Permissions(0x6444));
    QFile::setPermissions(inner, QFile::Permissions(0x5555));
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    type(document, u"new "_s);
    {
        const Unprivileged nobody;
        const auto problem = document.save();
        QVERIFY(problem);
        QVERIFY2(problem->why.contains(path), qPrintable(problem->why));
        QVERIFY(document.modified());
    }
    QCOMPARE(read(path), QByteArray("old\n"));
    // A file that may be written in a folder that may not is written in place.
    QFile::setPermissions(path, QFile::Permissions(0x6666));
    {
        const Unprivileged nobody;
        const auto problem = document.save();
        QVERIFY2(!problem, problem ? qPrintable(problem->why) : "");
    }
    QCOMPARE(read(path), QByteArray("new old\n"));
    QFile::setPermissions(inner, QFile::Permissions(0x7755));
}

void TestDocuments::fullDiskKeepsTheOldFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "old\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    type(document, QString(1000, u'x'));
    {
        const SmallDisk full;
        const auto problem = document.save();
        QVERIFY(problem);
        QVERIFY(!problem->why.isEmpty() && !problem->remedy.isEmpty());
    }
    QVERIFY(document.modified());
    QCOMPARE(read(path), QByteArray("old\n"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"a.py"_s});
    QVERIFY(!document.save());
    QCOMPARE(read(path).size(), 1004);
}

void TestDocuments::fullDiskKeepsTheOldSettings()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    Settings settings;
    QVERIFY(!storeSettings(path, settings));
    const QByteArray before = read(path);
    settings.appearance.theme = u"light"_s;
    {
        const SmallDisk full;
        const auto problem = storeSettings(path, settings);
        QVERIFY(problem);
        QVERIFY(!problem->why.isEmpty() && !problem->remedy.isEmpty());
    }
    QCOMPARE(read(path), before);
}

void TestDocuments::fullDiskIsSaidWhenTextIsNotKept()
{
    QTemporaryDir folder;
    RecoveryStore store(folder.path());
    QSignalSpy failed(&store, &RecoveryStore::failed);
    RecoveredText text;
    text.id = u"a"_s;
    TextSnapshot snapshot;
    snapshot.raw = QString(1000, u'x');
    {
        const SmallDisk full;
        store.put(text, snapshot);
        store.flush();
    }
    QTRY_COMPARE(failed.count(), 1);
}

void TestDocuments::vanishedFolderIsSaid()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    const QString path = folder.filePath(u"sub/a.py"_s);
    write(path, "old\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QVERIFY(QDir(folder.filePath(u"sub"_s)).removeRecursively());
    QCOMPARE(document.checkDisk(), DiskState::Vanished);
    const auto problem = document.save();
    QVERIFY(problem);
    QVERIFY(problem->remedy.contains(folder.filePath(u"sub"_s)));
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    QVERIFY(!document.save());
    QCOMPARE(document.diskState(), DiskState::Same);
    QCOMPARE(read(path), QByteArray("old\n"));
}

void TestDocuments::savesThroughLinksAndKeepsRights()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    const QString link = folder.filePath(u"link.py"_s);
    write(path, "old\n");
    QFile::setPermissions(path, QFile::Permissions(0x7700));
    QVERIFY(QFile::link(path, link));
    Document document(u"id"_s, {});
    QVERIFY(!document.load(link));
    type(document, u"new "_s);
    QVERIFY(!document.save());
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(read(path), QByteArray("new old\n"));
    QVERIFY(QFileInfo(path).isExecutable());
    QVERIFY(!QFileInfo(path).permission(QFile::ReadGroup));
}

void TestDocuments::seesChangesOfOthers()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "one\n");
    Documents documents(optionsIn(folder.path()));
    auto opened = documents.open(path);
    Document* document = std::get<Document*>(opened);
    QSignalSpy changed(&documents, &Documents::diskChanged);
    // Of the same length, and by another file that takes its place.
    write(path, "two\n");
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed[0][1].value<DiskState>(), DiskState::Changed);
    QVERIFY(!document->reload());
    QCOMPARE(document->text()->toPlainText(), u"two\n"_s);
    QCOMPARE(changed.count(), 2);  // back to the same
    const QString other = folder.filePath(u"b"_s);
    write(other, "three\n");
    QVERIFY(QFile::remove(path) && QFile::rename(other, path));
    QTRY_COMPARE(document->diskState(), DiskState::Changed);
    // Our own saving is no change.
    QVERIFY(!document->save());
    changed.clear();
    documents.checkDisk();
    QTest::qWait(400);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(document->diskState(), DiskState::Same);
}

void TestDocuments::seesAVanishedFileComeBack()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "one\n");
    Documents documents(optionsIn(folder.path()));
    auto opened = documents.open(path);
    Document* document = std::get<Document*>(opened);
    QVERIFY(QFile::remove(path));
    QTRY_COMPARE(document->diskState(), DiskState::Vanished);
    QCOMPARE(document->text()->toPlainText(), u"one\n"_s);
    // It is nowhere but here.
    QVERIFY(document->modified());
    documents.flush();
    QCOMPARE(recoveryFiles(folder.path()).size(), 1);
    write(path, "one\n");
    QTRY_COMPARE(document->diskState(), DiskState::Same);
    QVERIFY(!document->modified());
    write(path, "four\n");
    QTRY_COMPARE(document->diskState(), DiskState::Changed);
}

void TestDocuments::reloadKeepsUndo()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\nb\nc\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    type(document, u"mine "_s);
    QTextCursor caret(document.text()->findBlockByNumber(2));
    write(path, "a\nB\nB2\nc\n");
    QCOMPARE(document.checkDisk(), DiskState::Changed);
    QVERIFY(!document.reload());
    QVERIFY(!document.modified());
    QCOMPARE(document.text()->toPlainText(), u"a\nB\nB2\nc\n"_s);
    QCOMPARE(caret.block().text(), u"c"_s);  // the caret stays beside what it was beside
    document.text()->undo();
    QCOMPARE(document.text()->toPlainText(), u"mine a\nb\nc\n"_s);
    QVERIFY(document.modified());
}

void TestDocuments::keepMineSilencesTheChange()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    write(path, "theirs\n");
    QCOMPARE(document.checkDisk(), DiskState::Changed);
    document.keepMine();
    QVERIFY(document.modified());
    QCOMPARE(document.checkDisk(true), DiskState::Same);
    write(path, "theirs again\n");
    QCOMPARE(document.checkDisk(), DiskState::Changed);
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("a\n"));
}

void TestDocuments::opensAFileOnce()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n");
    Documents documents(optionsIn(folder.path()));
    auto first = documents.open(path);
    auto second =
        documents.open(folder.filePath(u"./../%1/a.py"_s.arg(QFileInfo(folder.path()).fileName())));
    QCOMPARE(std::get<Document*>(first), std::get<Document*>(second));
    QCOMPARE(documents.all().size(), std::size_t{1});
    QVERIFY(documents.create()->id() != documents.create()->id());
    QSignalSpy closed(&documents, &Documents::closed);
    documents.close(std::get<Document*>(first));
    QCOMPARE(closed.count(), 1);
    QVERIFY(!documents.byPath(path));
}

void TestDocuments::findsInAllOpenFiles()
{
    QTemporaryDir folder;
    Documents documents(optionsIn(folder.path()));
    documents.create(u"a\nneedle\n"_s);
    documents.create(u"nothing"_s);
    Document* third = documents.create(u"needle needle"_s);
    const auto hits = documents.find({u"needle"_s, false, false, false});
    QCOMPARE(hits.size(), 2);
    QCOMPARE(hits[0].lines.size(), 1);
    QCOMPARE(hits[0].lines[0].at, (omv::ui::TextPosition{2, 1}));
    QCOMPARE(hits[1].document, third);
    QCOMPARE(hits[1].lines.size(), 2);
    QCOMPARE(documents.find({u"needle"_s, false, false, false}, 1).size(), 1);
}

void TestDocuments::recentFilesAreEachOnce()
{
    RecentFiles recent(3);
    QSignalSpy changed(&recent, &RecentFiles::changed);
    recent.add(u"/a"_s);
    recent.add(u"/b"_s);
    recent.add(u"/x/../a"_s);
    QCOMPARE(recent.paths(), (QStringList{u"/a"_s, u"/b"_s}));
    recent.add(u"/c"_s);
    recent.add(u"/d"_s);
    QCOMPARE(recent.paths(), (QStringList{u"/d"_s, u"/c"_s, u"/a"_s}));
    QCOMPARE(changed.count(), 5);
    recent.add(u"/d"_s);
    QCOMPARE(changed.count(), 5);
    recent.remove(u"/c"_s);
    QCOMPARE(recent.paths(), (QStringList{u"/d"_s, u"/a"_s}));
    recent.clear();
    QVERIFY(recent.paths().isEmpty());
}

void TestDocuments::unsavedTextGoesToTheRecoveryFolder()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\r\n");
    {
        Documents documents(optionsIn(folder.path()));
        auto opened = documents.open(path);
        Document* document = std::get<Document*>(opened);
        type(*document, u"typed"_s);
        QTRY_COMPARE(recoveryFiles(folder.path()).size(), 1);
        const auto text = decodeRecovery(read(recoveryFiles(folder.path()).first()));
        QVERIFY(text);
        QCOMPARE(text->text, u"typeda\r\n"_s);
        QCOMPARE(text->path, path);
        QVERIFY(!document->save());
        QTRY_COMPARE(recoveryFiles(folder.path()).size(), 0);
        type(*document, u"x"_s);
        document->text()->undo();
        documents.flush();
        QCOMPARE(recoveryFiles(folder.path()).size(), 0);
        type(*document, u"last words "_s);
    }
    // Ending is no reason to lose them either.
    QCOMPARE(recoveryFiles(folder.path()).size(), 1);
    Documents documents(optionsIn(folder.path()));
    QCOMPARE(documents.restore().recovered, 1);
    documents.close(documents.all().front());
    documents.flush();
    QCOMPARE(recoveryFiles(folder.path()).size(), 0);
}

void TestDocuments::recoverySurvivesKill()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "original\n");
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder.path(), path});
    QVERIFY(child.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(recoveryFiles(folder.path()).size(), 2, 20000);
    child.kill();
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QCOMPARE(restored.recovered, 2);
    QVERIFY(restored.problems.empty());
    QCOMPARE(restored.session.tabs.size(), 2);
    QCOMPARE(restored.session.current, 1);
    QCOMPARE(restored.session.tabs[0].view.caret, 5);
    Document* document = documents.byPath(path);
    QVERIFY(document && document->modified());
    QVERIFY(document->text()->toPlainText().startsWith(u"# typed "_s));
    QVERIFY(document->text()->toPlainText().endsWith(u"original\n"_s));
    QCOMPARE(document->diskState(), DiskState::Same);
    Document* untitled = documents.byId(restored.session.tabs[1].documentId);
    QCOMPARE(untitled->title(), u"Untitled 9"_s);
    QVERIFY(untitled->text()->toPlainText().startsWith(u"new "_s));
    QVERIFY(!document->save());
    QVERIFY(read(path).startsWith("# typed "));
}

void TestDocuments::recoveryIsNeverTorn()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "original\n");
    for (int round = 0; round < 5; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder.path(), path});
        QVERIFY(child.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(!recoveryFiles(folder.path()).isEmpty(), 20000);
        QTest::qWait(7 * round);  // somewhere in the middle of its writing
        child.kill();
        QVERIFY(child.waitForFinished());
        for (const QString& file : recoveryFiles(folder.path())) {
            const auto text = decodeRecovery(read(file));
            QVERIFY(text);
            QVERIFY(text->text.endsWith(u'\n'));
        }
    }
}

void TestDocuments::runningProgramsKeepTheirTexts()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "original\n");
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder.path(), path});
    QVERIFY(child.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(recoveryFiles(folder.path()).size(), 2, 20000);
    {
        Documents documents(optionsIn(folder.path()));
        const auto restored = documents.restore();
        QCOMPARE(restored.recovered, 0);
        QVERIFY(restored.session.tabs.isEmpty());
        QVERIFY(!documents.saveSession({}));
    }
    QCOMPARE(recoveryFiles(folder.path()).size(), 2);
    child.kill();
    QVERIFY(child.waitForFinished());
    Documents documents(optionsIn(folder.path()));
    QCOMPARE(documents.restore().session.tabs.size(), 2);
}

void TestDocuments::brokenRecoveryIsMovedAside()
{
    QTemporaryDir folder;
    const QString dead = folder.filePath(u"recovery/dead"_s);
    QVERIFY(QDir().mkpath(dead));
    write(dead + u"/x.unsaved"_s, "nonsense");
    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QCOMPARE(restored.recovered, 0);
    QCOMPARE(restored.problems.size(), std::size_t{1});
    QCOMPARE(read(folder.filePath(u"recovery/x.unsaved.broken"_s)), QByteArray("nonsense"));
}

void TestDocuments::recoveredFileThatChangedIsTold()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n");
    {
        Documents documents(optionsIn(folder.path()));
        auto opened = documents.open(path);
        type(*std::get<Document*>(opened), u"typed "_s);
    }
    write(path, "theirs\n");
    Documents documents(optionsIn(folder.path()));
    documents.restore();
    Document* document = documents.byPath(path);
    QVERIFY(document);
    QCOMPARE(document->diskState(), DiskState::Changed);
    QCOMPARE(document->text()->toPlainText(), u"typed a\n"_s);
    // It may be gone altogether: the text is what counts.
    documents.flush();
}

void TestDocuments::recoveryThatFailsIsSaidOnce()
{
    QTemporaryDir folder;
    write(folder.filePath(u"recovery"_s), "a file where the folder should be");
    Documents documents(optionsIn(folder.path()));
    QSignalSpy failed(&documents, &Documents::recoveryFailed);
    Document* document = documents.create();
    type(*document, u"x"_s);
    QTRY_COMPARE(failed.count(), 1);
    type(*document, u"y"_s);
    documents.flush();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!failed[0][0].value<Problem>().remedy.isEmpty());
}

void TestDocuments::sessionComesBack()
{
    QTemporaryDir folder;
    const QString a = folder.filePath(u"a.py"_s);
    const QString b = folder.filePath(u"b.py"_s);
    const QString c = folder.filePath(u"c.py"_s);
    for (const QString& path : {a, b, c})
        write(path, path.toUtf8());
    {
        Documents documents(optionsIn(folder.path()));
        SessionState session;
        for (const QString& path : {b, a, c}) {
            auto opened = documents.open(path);
            session.tabs.append({std::get<Document*>(opened)->id(), path, {3, 1, 2, {4, 7}}});
        }
        session.current = 2;
        QVERIFY(!documents.saveSession(session));
    }
    QVERIFY(QFile::remove(a));
    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QCOMPARE(restored.session.tabs.size(), 2);
    QCOMPARE(restored.session.tabs[0].path, b);
    QCOMPARE(restored.session.tabs[0].view, (omv::ui::ViewState{3, 1, 2, {4, 7}}));
    QCOMPARE(restored.session.current, 1);
    QCOMPARE(documents.byId(restored.session.tabs[1].documentId)->path(), c);
    QCOMPARE(restored.problems.size(), std::size_t{1});
    QVERIFY(restored.problems[0].why.contains(a));
}

void TestDocuments::brokenSessionIsMovedAside()
{
    QTemporaryDir folder;
    write(folder.filePath(u"session.json"_s), "{ \"version\": 1, ");
    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QVERIFY(restored.session.tabs.isEmpty());
    QCOMPARE(restored.problems.size(), std::size_t{1});
    QVERIFY(QFileInfo::exists(folder.filePath(u"session.json.broken"_s)));
    QVERIFY(!documents.saveSession({}));
    QVERIFY(documents.restore().problems.empty());
}

void TestDocuments::recoveryFileFormat()
{
    const RecoveredText text{u"id-1"_s,
                             u"/a \u00FC.py"_s,
                             {},
                             {Encoding::Latin1, LineEnd::Cr},
                             QByteArray("\1\2\0", 3),
                             u"a\rb\n{\"x\""_s};
    const QByteArray bytes = encodeRecovery(text);
    QCOMPARE(decodeRecovery(bytes), text);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!decodeRecovery(bytes.left(size)));
    QVERIFY(!decodeRecovery(bytes + 'x'));
    QByteArray outside = bytes;
    outside.replace("id-1", "../x");
    QVERIFY(!decodeRecovery(outside));
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--child"_L1)
        return runChild(arguments.value(2), arguments.value(3));
    TestDocuments tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "test_documents.moc"
