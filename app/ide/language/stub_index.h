// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_item.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

#include <optional>

namespace omv::ide {

/// What the stub files say, read lightly: modules, their functions, classes and constants with
/// signature and first sentence. Completes names when no language server runs, and knows which
/// names MicroPython does not have.
class StubIndex {
public:
    /// A module ("image") or a class ("image.Image").
    struct Scope {
        ui::CompletionItem self;
        QList<ui::CompletionItem> names;  ///< in the file's order, each once
        QHash<QString, QString> types;  ///< name -> what it gives: a scope, or "list[SCOPE]"
        QString base;  ///< a scope, or empty

        const ui::CompletionItem* find(const QString& name) const;
    };

    /// Adds the text of NAME.pyi. Lines that it does not understand are skipped.
    void addModule(const QString& name, const QString& text);
    /// The list of what MicroPython has (resources/stubs/micropython.json). False: no such list.
    bool setMicroPython(const QByteArray& json);

    QStringList modules() const { return m_modules; }
    /// nullptr: unknown.
    const Scope* scope(const QString& name) const;
    /// A name of a scope or of its bases; nullptr: unknown.
    const ui::CompletionItem* member(const QString& scope, const QString& name) const;
    /// What a name of a scope gives: a scope, "list[SCOPE]", or empty.
    QString typeOf(const QString& scope, const QString& name) const;

    /// Proposals at the end of `before`, the text up to the caret: members of a known object,
    /// modules after "import", else keywords, builtins and the words of the text.
    QList<ui::CompletionItem> complete(const QString& before) const;
    /// The item that the name ending at the end of `before` stands for ("csi0.framesize").
    std::optional<ui::CompletionItem> lookUp(const QString& before) const;
    /// The call that the end of `before` is within.
    std::optional<ui::SignatureInfo> signature(const QString& before) const;

    /// Whether a PC's Python may have it but MicroPython does not.
    bool moduleIsHostOnly(const QString& module) const;
    /// A name of a builtin type ("str"), of "builtins", or of a module of the standard library.
    /// False for owners that the list does not know.
    bool nameIsHostOnly(const QString& owner, const QString& name) const;
    /// The same when only the name of a method is known: some builtin type of a PC has it, none of
    /// MicroPython's, and no stub.
    bool methodIsHostOnly(const QString& name) const;

private:
    QList<ui::CompletionItem> moduleItems(const QString& prefix) const;
    QList<ui::CompletionItem> memberItems(const QString& scope) const;
    QList<ui::CompletionItem> plainItems(const QString& before) const;

    QStringList m_modules;
    QHash<QString, Scope> m_scopes;
    QSet<QString> m_stubNames;  ///< of all scopes
    QSet<QString> m_cameraModules;  ///< what MicroPython on a camera can import
    QHash<QString, QSet<QString>> m_standard;  ///< module -> names
    QStringList m_builtins;
    QSet<QString> m_hostOnlyBuiltins;
    QHash<QString, QSet<QString>> m_hostOnlyOf;  ///< type -> names
    QSet<QString> m_hostOnlyMethods;
};

}  // namespace omv::ide
