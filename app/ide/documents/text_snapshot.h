// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/text_file.h"

#include <QDateTime>
#include <QList>
#include <QPair>

class QTextDocument;

namespace omv::ide {

/// The text of a document at one moment. Cheap to take, also of a million lines; what takes time
/// is done with it in any thread.
struct TextSnapshot {
    QString raw;  ///< a character for each position, QChar::ParagraphSeparator between lines
    QString lineEnd;  ///< of most lines
    QList<QPair<int, QString>> others;  ///< lines (from 0, ascending) that end otherwise

    /// With its line ends, as it would lie in the file.
    QString fileText() const;
};

/// What is to be written, and where.
struct SaveJob {
    QString path;
    QString title;  ///< for what is said of a problem
    TextSnapshot text;
    Encoding encoding = Encoding::Utf8;
};

struct SavedFile {
    std::optional<Problem> problem;  ///< then the file is as it was
    QByteArray hash;  ///< SHA-256 of the bytes
    qint64 size = -1;
    QDateTime time;
};

/// Encodes and writes. Any thread; blocks as long as the disk does.
SavedFile writeText(const SaveJob& job);

/// The first character of the text that the encoding lacks, told with its line.
std::optional<Problem> notEncodable(const QString& fileText, Encoding encoding,
                                    const QString& title);

}  // namespace omv::ide
