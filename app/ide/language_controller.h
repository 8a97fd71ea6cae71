// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/language/stub_index.h"
#include "widgets/theme/theme.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <memory>

namespace omv::ui {
class CodeEditor;
}

namespace omv::ide {

class CompletionController;
class Document;
class LspClient;
class Workbench;

/// Completion, hover and signatures for every editor, by the stubs and the language server.
class LanguageController final : public QObject {
    Q_OBJECT
public:
    /// `stubs`: folder of the *.pyi. `cache`: where they are laid out for the server.
    LanguageController(Workbench& window, const QString& stubs, const QString& cache);
    ~LanguageController() override;

    void setTheme(const ui::Theme& theme);
    /// Starts the server; called when the window is there.
    void start();
    LspClient* client() const { return m_client.get(); }

private:
    void attach(ui::CodeEditor* editor, Document* document);

    QString m_stubFolder;
    QString m_cache;
    StubIndex m_stubs;
    std::unique_ptr<LspClient> m_client;
    QList<QPointer<CompletionController>> m_controllers;
    ui::Theme m_theme;
};

}  // namespace omv::ide
