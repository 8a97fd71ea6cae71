// SPDX-License-Identifier: MIT
#include "app/ide/documents/text_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStorageInfo>
#include <QStringConverter>

#include <algorithm>
#include <cerrno>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostBytes = 64 * 1024 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

struct Mark {
    Encoding encoding;
    QByteArray bytes;
};

const QList<Mark>& marks()
{
    static const QList<Mark> all = {{Encoding::Utf8Bom, QByteArray("\xEF\xBB\xBF", 3)},
                                    {Encoding::Utf16LeBom, QByteArray("\xFF\xFE", 2)},
                                    {Encoding::Utf16BeBom, QByteArray("\xFE\xFF", 2)}};
    return all;
}

QStringConverter::Encoding converterOf(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
    case Encoding::Utf8Bom: return QStringConverter::Utf8;
    case Encoding::Utf16Le:
    case Encoding::Utf16LeBom: return QStringConverter::Utf16LE;
    case Encoding::Utf16Be:
    case Encoding::Utf16BeBom: return QStringConverter::Utf16BE;
    case Encoding::Latin1: return QStringConverter::Latin1;
    }
    return QStringConverter::Utf8;
}

std::optional<QString> decode(const QByteArray& bytes, Encoding encoding)
{
    QStringDecoder decoder(converterOf(encoding),
                           QStringConverter::Flag::Stateless |
                               QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    // The text document takes these two for marks of its own.
    const bool reserved = text.contains(QChar(0xFDD0)) || text.contains(QChar(0xFDD1));
    if (decoder.hasError() || reserved || text.contains(QChar(u'\0')))
        return std::nullopt;
    return text;
}

/// UTF-16 without a mark: most characters of a script have a zero byte on the same side.
std::optional<Encoding> guessUtf16(const QByteArray& bytes)
{
    if (bytes.size() < 4 || bytes.size() % 2 != 0)
        return std::nullopt;
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    const qsizetype most = bytes.size() * 2 / 5;
    if (zeros[1] >= most && zeros[0] == 0)
        return Encoding::Utf16Le;
    if (zeros[0] >= most && zeros[1] == 0)
        return Encoding::Utf16Be;
    return std::nullopt;
}

/// What Python's coding comment in the first two lines says.
bool saysLatin1(const QByteArray& bytes)
{
    static const QRegularExpression cookie(
        u"^[ \\t\\f]*#.*?coding[:=][ \\t]*(latin-?1|iso-?8859-?1)\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    const qsizetype second = bytes.indexOf('\n', bytes.indexOf('\n') + 1);
    return cookie.match(QString::fromLatin1(bytes.left(std::clamp<qsizetype>(second, 0, 400))))
        .hasMatch();
}

void countLineEnds(DecodedText& decoded)
{
    qsizetype count[3] = {0, 0, 0};
    const QString& text = decoded.text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\n') {
            ++count[0];
        } else if (text[i] == u'\r') {
            const bool both = i + 1 < text.size() && text[i + 1] == u'\n';
            ++count[both ? 1 : 2];
            i += both ? 1 : 0;
        }
    }
    const auto most = std::max_element(count, count + 3) - count;
    decoded.format.lineEnd = static_cast<LineEnd>(most);
    decoded.mixedLineEnds = count[0] + count[1] + count[2] > count[most];
}

Problem notRead(const QString& path, const QString& why, const QString& remedy)
{
    return {tr("%1 was not opened.").arg(QFileInfo(path).fileName()),
            tr("%1: %2").arg(QDir::toNativeSeparators(path), why), remedy};
}

Problem notWritten(const QString& path, const QString& why, qint64 size)
{
    const QFileInfo info(path);
    const QString folder = info.absolutePath();
    Problem problem;
    problem.what = info.exists() ? tr("%1 was not saved. The file on disk is as it was.")
                                 : tr("%1 was not saved.");
    problem.what = problem.what.arg(info.fileName());
    problem.why = tr("%1: %2").arg(QDir::toNativeSeparators(path), why);
    const QStorageInfo storage(folder);
    const bool full = why.contains(qt_error_string(ENOSPC)) ||
        (storage.isValid() && storage.bytesAvailable() < size);
    if (!QFileInfo(folder).isDir())
        problem.remedy = tr("Make the folder %1 again, or save under another name.")
                             .arg(QDir::toNativeSeparators(folder));
    else if (full)
        problem.remedy = tr("Make room on the disk, then save again.");
    else
        problem.remedy = tr("Save under another name, or allow writing to the folder %1.")
                             .arg(QDir::toNativeSeparators(folder));
    return problem;
}

bool writeAll(QFileDevice& file, const QByteArray& bytes)
{
    return file.write(bytes) == bytes.size() && file.flush();
}

/// For a file that may be written in a folder that may not. The old bytes come back when the
/// new ones do not fit.
std::optional<Problem> writeInPlace(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return notWritten(path, file.errorString(), bytes.size());
    const QByteArray old = file.readAll();
    if (file.seek(0) && writeAll(file, bytes) && file.resize(bytes.size()))
        return std::nullopt;
    Problem problem = notWritten(path, file.errorString(), bytes.size());
    file.unsetError();
    if (!(file.seek(0) && writeAll(file, old) && file.resize(old.size())))
        problem.what = tr("%1 was not saved, and the file on disk is damaged.")
                           .arg(QFileInfo(path).fileName());
    return problem;
}

std::optional<Problem> writeToDevice(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::ExistingOnly | QIODevice::Unbuffered) ||
        !writeAll(file, bytes))
        return notWritten(path, file.errorString(), bytes.size());
    return std::nullopt;
}

}  // namespace

QString nameOf(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8: return u"UTF-8"_s;
    case Encoding::Utf8Bom: return u"UTF-8 BOM"_s;
    case Encoding::Utf16Le: return u"UTF-16 LE"_s;
    case Encoding::Utf16LeBom: return u"UTF-16 LE BOM"_s;
    case Encoding::Utf16Be: return u"UTF-16 BE"_s;
    case Encoding::Utf16BeBom: return u"UTF-16 BE BOM"_s;
    case Encoding::Latin1: return u"Latin-1"_s;
    }
    return {};
}

QString nameOf(LineEnd lineEnd)
{
    switch (lineEnd) {
    case LineEnd::Lf: return u"LF"_s;
    case LineEnd::CrLf: return u"CRLF"_s;
    case LineEnd::Cr: return u"CR"_s;
    }
    return {};
}

std::optional<DecodedText> decodeText(const QByteArray& bytes)
{
    DecodedText decoded;
    const auto take = [&](const QByteArray& rest, Encoding encoding) {
        const auto text = decode(rest, encoding);
        if (!text)
            return false;
        decoded.text = *text;
        decoded.format.encoding = encoding;
        countLineEnds(decoded);
        return true;
    };
    for (const Mark& mark : marks()) {
        if (bytes.startsWith(mark.bytes) && take(bytes.mid(mark.bytes.size()), mark.encoding))
            return decoded;
    }
    if (bytes.contains('\0')) {
        const auto encoding = guessUtf16(bytes);
        return encoding && take(bytes, *encoding) ? std::optional(decoded) : std::nullopt;
    }
    if (!saysLatin1(bytes) && take(bytes, Encoding::Utf8))
        return decoded;
    decoded.text = QString::fromLatin1(bytes);
    decoded.format.encoding = Encoding::Latin1;
    countLineEnds(decoded);
    return decoded;
}

namespace {

/// Where a surrogate stands without its other half.
qsizetype halfCharacter(const QString& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (text[i].isSurrogate() && !pair)
            return i;
        i += pair ? 1 : 0;
    }
    return 0;
}

}  // namespace

std::optional<QByteArray> encodeText(const QString& text, Encoding encoding, qsizetype* at)
{
    QByteArray bytes;
    for (const Mark& mark : marks()) {
        if (mark.encoding == encoding)
            bytes = mark.bytes;
    }
    if (encoding == Encoding::Latin1) {
        const auto strange =
            std::find_if(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0xFF; });
        if (strange != text.end()) {
            if (at)
                *at = strange - text.begin();
            return std::nullopt;
        }
        return text.toLatin1();
    }
    QStringEncoder encoder(converterOf(encoding), QStringConverter::Flag::Stateless);
    bytes += encoder.encode(text);
    if (!encoder.hasError())
        return bytes;
    if (at)
        *at = halfCharacter(text);
    return std::nullopt;
}

std::variant<QByteArray, Problem> readFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return notRead(path, tr("there is no such file"),
                       tr("Check the name, or look for where it has moved."));
    if (!info.isFile())
        return notRead(path, tr("this is no file"), tr("Choose a file in it."));
    if (info.size() > kMostBytes)
        return notRead(path, tr("it has more than 64 MiB"), tr("Open a part of it."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return notRead(path, file.errorString(), tr("Allow reading the file, then open it again."));
    QByteArray bytes = file.read(kMostBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return notRead(path, file.errorString(), tr("Open it again."));
    return bytes;
}

std::optional<Problem> writeFile(const QString& path, const QByteArray& bytes)
{
    const QFileInfo info(path);
    // A device or a pipe must not be replaced by a file.
    if (info.exists() && !info.isFile() && !info.isDir())
        return writeToDevice(path, bytes);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        const bool onlyFile =
            info.isFile() && info.isWritable() && !QFileInfo(info.absolutePath()).isWritable();
        return onlyFile ? writeInPlace(path, bytes)
                        : notWritten(path, file.errorString(), bytes.size());
    }
    const bool written = writeAll(file, bytes);
    const QString why = file.errorString();
    if (written && file.commit())
        return std::nullopt;
    return notWritten(path, written ? file.errorString() : why, bytes.size());
}

}  // namespace omv::ide
