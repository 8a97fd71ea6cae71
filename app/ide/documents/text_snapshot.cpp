// SPDX-License-Identifier: MIT
#include "app/ide/documents/text_snapshot.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>

namespace omv::ide {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

Problem lacks(const QString& text, qsizetype at, Encoding encoding, const QString& title)
{
    const QStringView before = QStringView(text).left(at);
    const auto ends = std::max(before.count(u'\n'), before.count(u'\r'));
    return {tr("%1 was not saved. The file on disk is as it was.").arg(title),
            tr("Line %1 has the character \u201c%2\u201d, which %3 does not have.")
                .arg(ends + 1)
                .arg(text[at].isHighSurrogate() ? text.mid(at, 2) : QString(text[at]),
                     nameOf(encoding)),
            tr("Choose UTF-8 as the encoding, then save again.")};
}

}  // namespace

QString TextSnapshot::fileText() const
{
    QString text;
    const qsizetype lines = lineEnd.size() > 1 ? raw.count(QChar(QChar::ParagraphSeparator)) : 0;
    text.reserve(raw.size() + lines);
    auto other = others.begin();
    qsizetype from = 0;
    for (int line = 0;; ++line) {
        const qsizetype end = raw.indexOf(QChar(QChar::ParagraphSeparator), from);
        if (end < 0)
            break;
        text.append(QStringView(raw).mid(from, end - from));
        const bool differs = other != others.end() && other->first == line;
        text.append(differs ? (other++)->second : lineEnd);
        from = end + 1;
    }
    return text.append(QStringView(raw).mid(from));
}

std::optional<Problem> notEncodable(const QString& fileText, Encoding encoding,
                                    const QString& title)
{
    qsizetype at = 0;
    if (encodeText(fileText, encoding, &at))
        return std::nullopt;
    return lacks(fileText, at, encoding, title);
}

SavedFile writeText(const SaveJob& job)
{
    SavedFile saved;
    qsizetype at = 0;
    const QString text = job.text.fileText();
    const auto bytes = encodeText(text, job.encoding, &at);
    if (!bytes) {
        saved.problem = lacks(text, at, job.encoding, job.title);
        return saved;
    }
    saved.problem = writeFile(job.path, *bytes);
    if (saved.problem)
        return saved;
    saved.hash = QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256);
    const QFileInfo info(job.path);
    saved.size = info.size();
    saved.time = info.lastModified();
    return saved;
}

}  // namespace omv::ide
