// SPDX-License-Identifier: MIT
#include "app/ide/language_controller.h"

#include "app/ide/documents/document.h"
#include "app/ide/editor_area.h"
#include "app/ide/language/completion_controller.h"
#include "app/ide/language/lsp_client.h"
#include "app/ide/language/stub_files.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"

#include <QDir>

namespace omv::ide {

using namespace Qt::StringLiterals;

LanguageController::LanguageController(Workbench& window, const QString& stubs,
                                       const QString& cache)
    : m_stubFolder(stubs)
    , m_cache(cache)
{
    LspClient::Options options;
    options.commands = LspClient::defaultCommands();
    options.extraPaths = {cache + u"/stubs"_s};
    options.rootPath = cache + u"/workspace"_s;
    m_client = std::make_unique<LspClient>(options);
    connect(window.editors, &EditorArea::editorAdded, this, &LanguageController::attach);
}

LanguageController::~LanguageController()
{
    // They are the editors' children, but use the client and the stubs.
    for (const auto& each : m_controllers)
        delete each.data();
}

void LanguageController::start()
{
    m_stubs = readStubs(m_stubFolder);
    QDir().mkpath(m_cache + u"/workspace"_s);
    if (writeStubPackages(m_stubFolder, m_cache + u"/stubs"_s))
        m_client->start();
}

void LanguageController::attach(ui::CodeEditor* editor, Document* document)
{
    auto* controller = new CompletionController(editor, m_client.get(), m_stubs);
    controller->setTheme(m_theme);
    const auto python = [controller, document] {
        controller->setEnabled(document->untitled() || document->path().endsWith(".py"_L1));
    };
    connect(document, &Document::titleChanged, controller, python);
    connect(editor, &ui::CodeEditor::completionWanted, controller, [controller](bool explicitly) {
        if (explicitly)
            controller->requestCompletion();
    });
    python();
    m_controllers.append(controller);
}

void LanguageController::setTheme(const ui::Theme& theme)
{
    m_theme = theme;
    m_controllers.removeIf([](const auto& each) { return each.isNull(); });
    for (const auto& each : m_controllers)
        each->setTheme(theme);
}

}  // namespace omv::ide
