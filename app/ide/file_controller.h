// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/document.h"

#include <QObject>
#include <QSet>
#include <QStringList>

#include <functional>

class QCloseEvent;
class QMenu;

namespace omv::ide {

class ActionSet;
class Documents;
class Prompts;
class RecentFiles;
class SettingsStore;
class Workbench;

/// New, open, save, close, the session and its recovery.
class FileController final : public QObject {
    Q_OBJECT
public:
    FileController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                   Documents& documents, RecentFiles& recent, Prompts& prompts);

    /// The last session, then `files`; Hello World when there is nothing else. True when text
    /// was there from before.
    void start(const QStringList& files, const QString& helloWorld);
    void open(const QStringList& paths);
    /// A file that the camera named in an error, as "/lib/motor.py": one that is open, or one
    /// of that name beside the scripts. False: there is none.
    bool openNamed(const QString& name, int line);
    void openAt(const QString& path, int line);
    /// An untitled copy of an example or of a template.
    Document* openCopy(const QString& path);
    Document* openCopy(const QString& text, const QString& name);
    /// Writes it in the background; asks where when it has no file yet. `then` follows only when
    /// it was written.
    void save(Document* document, std::function<void()> then = {});
    void fillRecentMenu(QMenu* menu);
    /// What depends on the current document, also after a change of language.
    void retranslate();

private:
    void add(Document* document);
    void saveAs(Document* document, std::function<void()> then = {});
    void write(Document* document, const QString& path, std::function<void()> then);
    void close(const QList<Document*>& documents, std::function<void()> then = {});
    void closeSaved(QList<Document*> documents, const std::function<void()>& then);
    void closeNow(const QList<Document*>& documents);
    void reload(Document* document);
    void saveAll(QList<Document*> documents, std::function<void()> then);
    void onCloseAsked(QCloseEvent* event);
    void onDiskChanged(Document* document, DiskState state);
    void tellCurrent();
    void tellDisk(Document* document);
    void keepSession();
    QString folder() const;
    QList<Document*> current() const;

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    Documents& m_documents;
    RecentFiles& m_recent;
    Prompts& m_prompts;
    QSet<QString> m_diskUntold;  ///< ids of documents that wait for being looked at
    bool m_leaving = false;
    bool m_restoring = false;
};

}  // namespace omv::ide
