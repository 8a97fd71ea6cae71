// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/problem.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

namespace omv::ide {

enum class Encoding { Utf8, Utf8Bom, Utf16Le, Utf16LeBom, Utf16Be, Utf16BeBom, Latin1 };
enum class LineEnd { Lf, CrLf, Cr };

QString nameOf(Encoding encoding);  ///< "UTF-8", for the status bar
QString nameOf(LineEnd lineEnd);  ///< "LF"

/// How a text lies in its file.
struct FileFormat {
    Encoding encoding = Encoding::Utf8;
    LineEnd lineEnd = LineEnd::Lf;  ///< of new lines; that of most lines

    friend bool operator==(const FileFormat&, const FileFormat&) = default;
};

/// The bytes of a file as text: line ends stay in it as they were.
struct DecodedText {
    QString text;
    FileFormat format;
    bool mixedLineEnds = false;
};

/// Never loses a byte: what is not Unicode is taken for Latin-1. Nothing: not a text.
std::optional<DecodedText> decodeText(const QByteArray& bytes);

/// Nothing when a character has no place in the encoding; `at` then tells which one.
std::optional<QByteArray> encodeText(const QString& text, Encoding encoding,
                                     qsizetype* at = nullptr);

/// All bytes of a regular file of at most 64 MiB.
std::variant<QByteArray, Problem> readFile(const QString& path);

/// Replaces the file as a whole, or leaves the old one as it was: by a new file beside it that
/// takes its place, or, where the folder allows no new files, in place with the old bytes put
/// back on failure. Symbolic links are followed, permissions kept.
std::optional<Problem> writeFile(const QString& path, const QByteArray& bytes);

}  // namespace omv::ide
