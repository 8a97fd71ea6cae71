// SPDX-License-Identifier: MIT
#include "app/ide/documents/document.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

// Of a block whose line ends otherwise than most; so that it goes with the line through edits
// and undo. Its value: the line end itself.
constexpr int kLineEndProperty = QTextFormat::UserProperty + 1;

QString textOf(LineEnd lineEnd)
{
    switch (lineEnd) {
    case LineEnd::Lf: return u"\n"_s;
    case LineEnd::CrLf: return u"\r\n"_s;
    case LineEnd::Cr: return u"\r"_s;
    }
    return u"\n"_s;
}

/// Text with "\n" for each line end, and where the ends were others than most.
struct Lines {
    QString text;
    QList<QPair<int, QString>> others;  ///< line, from 0
};

Lines linesOf(const QString& fileText, const QString& usual)
{
    Lines lines;
    lines.text.reserve(fileText.size());
    int line = 0;
    for (qsizetype i = 0; i < fileText.size(); ++i) {
        const QChar c = fileText[i];
        // The text document breaks lines at this one as well.
        const bool end = c == u'\n' || c == u'\r' || c == QChar(QChar::ParagraphSeparator);
        if (!end) {
            lines.text += c;
            continue;
        }
        const bool both = c == u'\r' && i + 1 < fileText.size() && fileText[i + 1] == u'\n';
        const QString found = both ? u"\r\n"_s : QString(c);
        if (found != usual)
            lines.others.append({line, found});
        lines.text += u'\n';
        ++line;
        i += both ? 1 : 0;
    }
    return lines;
}

/// Replaces what differs, as one undo step: the caret stays beside what it was beside.
void replaceText(QTextDocument* document, const QString& text)
{
    QString old = document->toRawText();
    std::replace(old.begin(), old.end(), QChar(QChar::ParagraphSeparator), QChar(u'\n'));
    const qsizetype most = std::min(old.size(), text.size());
    qsizetype start = 0;
    while (start < most && old[start] == text[start])
        ++start;
    qsizetype end = 0;
    while (end < most - start && old[old.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    QTextCursor cursor(document);
    cursor.setPosition(static_cast<int>(start));
    cursor.setPosition(static_cast<int>(old.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(start, text.size() - end - start));
}

}  // namespace

Document::Document(const QString& id, const QString& untitledName, QObject* parent)
    : QObject(parent)
    , m_id(id)
    , m_untitledName(untitledName)
    , m_text(new QTextDocument(this))
{
    connect(m_text, &QTextDocument::modificationChanged, this,
            [this] { emit modifiedChanged(modified()); });
    // contentsChange() would only come with a layout, that is: with an editor.
    connect(m_text, &QTextDocument::contentsChanged, this, &Document::edited);
}

Document::~Document()
{
    m_text->disconnect(this);
}

QString Document::title() const
{
    return untitled() ? m_untitledName : QFileInfo(m_path).fileName();
}

bool Document::modified() const
{
    return m_formatChanged || m_unsaved || m_disk == DiskState::Vanished || m_text->isModified();
}

void Document::setModified(bool modified)
{
    const bool before = this->modified();
    m_formatChanged = false;
    {
        const QSignalBlocker blocker(m_text);
        m_text->setModified(modified);
    }
    if (before != this->modified())
        emit modifiedChanged(!before);
}

/// Takes line ends out of the text and keeps those that differ with their lines.
void Document::setFileText(const QString& fileText, bool undoable)
{
    const Lines lines = linesOf(fileText, textOf(m_format.lineEnd));
    m_mixed = !lines.others.isEmpty();
    m_hadOthers = m_mixed || (undoable && m_hadOthers);
    if (!undoable) {
        m_text->setUndoRedoEnabled(false);
        m_text->setPlainText(lines.text);
    }
    QTextCursor cursor(m_text);
    cursor.beginEditBlock();
    if (undoable) {
        replaceText(m_text, lines.text);
        clearLineEnds(cursor);
    }
    for (const auto& [line, end] : lines.others) {
        cursor.setPosition(m_text->findBlockByNumber(line).position());
        QTextBlockFormat format;
        format.setProperty(kLineEndProperty, end);
        cursor.mergeBlockFormat(format);
    }
    cursor.endEditBlock();
    m_text->setUndoRedoEnabled(true);
}

void Document::clearLineEnds(QTextCursor& cursor)
{
    for (QTextBlock block = m_text->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        if (!format.hasProperty(kLineEndProperty))
            continue;
        format.clearProperty(kLineEndProperty);
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
}

TextSnapshot Document::snapshot() const
{
    TextSnapshot snapshot{m_text->toRawText(), textOf(m_format.lineEnd), {}};
    if (!m_hadOthers)
        return snapshot;
    int line = 0;
    for (QTextBlock block = m_text->begin(); block.isValid(); block = block.next(), ++line) {
        const QTextBlockFormat format = block.blockFormat();
        if (format.hasProperty(kLineEndProperty))
            snapshot.others.append({line, format.stringProperty(kLineEndProperty)});
    }
    return snapshot;
}

std::optional<Problem> Document::load(const QString& path)
{
    return read(path, false);
}

std::optional<Problem> Document::reload()
{
    return read(m_path, true);
}

std::optional<Problem> Document::read(const QString& path, bool undoable)
{
    auto result = readFile(path);
    if (auto* problem = std::get_if<Problem>(&result))
        return *problem;
    const QByteArray& bytes = std::get<QByteArray>(result);
    const auto decoded = decodeText(bytes);
    if (!decoded) {
        return Problem{
            tr("%1 was not opened.").arg(QFileInfo(path).fileName()),
            tr("%1 holds zero bytes: it is no text.").arg(QDir::toNativeSeparators(path)),
            tr("Open it with the program that it was made with.")};
    }
    const bool moved = path != m_path;
    m_path = QFileInfo(path).absoluteFilePath();
    m_format = decoded->format;
    setFileText(decoded->text, undoable);
    remember(bytes);
    setModified(false);
    if (moved)
        emit titleChanged();
    emit formatChanged();
    return std::nullopt;
}

std::optional<Problem> Document::save()
{
    return saveAs(m_path);
}

std::optional<Problem> Document::saveAs(const QString& path)
{
    const SaveJob job = beginSave(path);
    const SavedFile saved = writeText(job);
    endSave(job, saved);
    return saved.problem;
}

SaveJob Document::beginSave(const QString& path)
{
    m_unsaved = modified();
    ++m_saves;
    m_formatChanged = false;
    // From here on the text tells by itself whether more was typed, and undone.
    const QSignalBlocker blocker(m_text);
    m_text->setModified(false);
    return {path, title(), snapshot(), m_format.encoding};
}

void Document::endSave(const SaveJob& job, const SavedFile& saved)
{
    const bool before = modified();
    --m_saves;
    if (saved.problem && m_saves == 0 && m_unsaved) {
        const QSignalBlocker blocker(m_text);
        m_text->setModified(true);
    }
    m_unsaved = m_unsaved && m_saves > 0;
    if (saved.problem)
        return;
    const QString absolute = QFileInfo(job.path).absoluteFilePath();
    const bool moved = absolute != m_path;
    m_path = absolute;
    m_hash = saved.hash;
    m_size = saved.size;
    m_time = saved.time;
    setDisk(DiskState::Same);
    if (before && !modified())
        emit modifiedChanged(false);
    if (moved)
        emit titleChanged();
}

void Document::setText(const QString& text, bool modified)
{
    setFileText(text, false);
    setModified(modified);
}

std::optional<Problem> Document::setEncoding(Encoding encoding)
{
    if (encoding == m_format.encoding)
        return std::nullopt;
    if (auto problem = notEncodable(fileText(), encoding, title())) {
        problem->what = tr("The encoding of %1 was not changed.").arg(title());
        problem->remedy = tr("Replace the character, or choose UTF-8.");
        return problem;
    }
    m_format.encoding = encoding;
    formatTouched();
    return std::nullopt;
}

void Document::setLineEnd(LineEnd lineEnd)
{
    if (lineEnd == m_format.lineEnd && !m_mixed)
        return;
    m_format.lineEnd = lineEnd;
    m_mixed = false;
    QTextCursor cursor(m_text);
    cursor.beginEditBlock();
    clearLineEnds(cursor);
    cursor.endEditBlock();
    formatTouched();
}

void Document::formatTouched()
{
    const bool before = modified();
    m_formatChanged = true;
    if (!before)
        emit modifiedChanged(true);
    emit formatChanged();
    emit edited();
}

void Document::remember(const QByteArray& bytes)
{
    m_hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    const QFileInfo info(m_path);
    m_size = info.size();
    m_time = info.lastModified();
    setDisk(DiskState::Same);
}

void Document::setDisk(DiskState state)
{
    if (state == m_disk)
        return;
    const bool before = modified();
    m_disk = state;
    if (before != modified())
        emit modifiedChanged(!before);
    emit diskChanged(state);
}

DiskState Document::checkDisk(bool thorough)
{
    if (untitled())
        return DiskState::Same;
    // Half of it may be our own doing; who saves looks again afterwards.
    if (saving())
        return m_disk;
    const QFileInfo info(m_path);
    if (!info.exists()) {
        m_size = -1;
        setDisk(DiskState::Vanished);
        return m_disk;
    }
    if (!thorough && info.size() == m_size && info.lastModified() == m_time)
        return m_disk;
    const auto result = readFile(m_path);
    const auto* bytes = std::get_if<QByteArray>(&result);
    if (!bytes)  // it is there, but cannot be read now: nothing is known
        return m_disk;
    m_size = info.size();
    m_time = info.lastModified();
    const bool same = QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256) == m_hash;
    setDisk(same ? DiskState::Same : DiskState::Changed);
    return m_disk;
}

void Document::keepMine()
{
    if (untitled())
        return;
    const auto result = readFile(m_path);
    if (const auto* bytes = std::get_if<QByteArray>(&result))
        remember(*bytes);
    setModified(true);
}

void Document::restore(const QString& path, const QString& fileText, const FileFormat& format,
                       const QByteArray& baseHash)
{
    m_path = path;
    m_format = format;
    m_hash = baseHash;
    setFileText(fileText, false);
    setModified(true);
    emit titleChanged();
    emit formatChanged();
}

}  // namespace omv::ide
