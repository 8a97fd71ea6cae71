// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/problem.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/documents/text_snapshot.h"

#include <QDateTime>
#include <QObject>

#include <optional>

class QTextCursor;
class QTextDocument;

namespace omv::ide {

/// How the file compares with what the document last read or wrote.
enum class DiskState { Same, Changed, Vanished };

/// One open text: a QTextDocument and the file that it came from, if any. The text document is
/// shown by CodeEditor::showDocument(), and goes with this object.
class Document final : public QObject {
    Q_OBJECT
public:
    /// An untitled text. `id`: never given twice in a session, known to the recovery store.
    Document(const QString& id, const QString& untitledName, QObject* parent = nullptr);
    ~Document() override;

    const QString& id() const { return m_id; }
    QTextDocument* text() const { return m_text; }
    bool untitled() const { return m_path.isEmpty(); }
    const QString& path() const { return m_path; }  ///< absolute; empty when untitled
    QString title() const;  ///< the file's name, or the untitled one's
    /// Text that is not in its file: typed, being written, or the file is gone.
    bool modified() const;
    const FileFormat& format() const { return m_format; }
    bool mixedLineEnds() const { return m_mixed; }

    /// Becomes the text of the file. On a problem nothing changes.
    std::optional<Problem> load(const QString& path);
    /// Reads its file again; what was typed since can be brought back by undo.
    std::optional<Problem> reload();
    std::optional<Problem> save();
    /// From now on the document is that file.
    std::optional<Problem> saveAs(const QString& path);
    /// The same in steps, so that another thread can do writeText(): each beginSave() has its
    /// endSave(). What is typed between them stays modified.
    SaveJob beginSave(const QString& path);
    void endSave(const SaveJob& job, const SavedFile& saved);
    bool saving() const { return m_saves > 0; }

    /// An untitled document starts with this, unmodified unless `modified`.
    void setText(const QString& text, bool modified);
    /// Takes effect at the next save; marks the document as modified. Nothing changes when the
    /// text has a character that the encoding lacks.
    std::optional<Problem> setEncoding(Encoding encoding);
    void setLineEnd(LineEnd lineEnd);  ///< of all lines

    /// The text as it would lie in the file, with its line ends.
    QString fileText() const { return snapshot().fileText(); }
    TextSnapshot snapshot() const;

    /// Compares with the disk: cheaply by size and time, by content when these differ or when
    /// `thorough`. Emits diskChanged() when the answer differs from the last one.
    DiskState checkDisk(bool thorough = false);
    DiskState diskState() const { return m_disk; }
    /// Treats the file's present content as known: the user keeps the text of the editor.
    void keepMine();

    /// What a recovery holds: text typed, not saved. `knownBytes` of the file are those that the
    /// text was based on, by hash; a file that differs by now shows as changed on disk.
    void restore(const QString& path, const QString& fileText, const FileFormat& format,
                 const QByteArray& baseHash);
    const QByteArray& baseHash() const { return m_hash; }

signals:
    void modifiedChanged(bool modified);
    void titleChanged();
    void formatChanged();
    void diskChanged(omv::ide::DiskState state);
    void edited();  ///< the text changed by typing or undo

private:
    std::optional<Problem> read(const QString& path, bool undoable);
    void setFileText(const QString& fileText, bool undoable);
    void clearLineEnds(QTextCursor& cursor);
    void setModified(bool modified);
    void formatTouched();
    void remember(const QByteArray& bytes);
    void setDisk(DiskState state);

    QString m_id;
    QString m_untitledName;
    QString m_path;
    QTextDocument* m_text;
    FileFormat m_format;
    bool m_mixed = false;
    bool m_hadOthers = false;  // lines that end otherwise, now or by undo
    bool m_formatChanged = false;
    int m_saves = 0;  // begun and not ended
    bool m_unsaved = false;  // modified when the oldest of these began
    DiskState m_disk = DiskState::Same;
    QByteArray m_hash;  // of the bytes last read or written
    qint64 m_size = -1;
    QDateTime m_time;
};

}  // namespace omv::ide
