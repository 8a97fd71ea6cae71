// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_item.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

namespace omv::ide {

/// What the stub files say, read lightly: modules, their functions, classes and constants with
/// signature and first sentence. Completes names when no language server runs, and knows which
/// names MicroPython does not have.
class StubIndex {
public:
    struct Scope {
        QList<ui::CompletionItem> names;  ///< in the file's order; a later overload is dropped
        QHash<QString, QString> types;  ///< name -> class that it gives, "Image" or "image.Image"
        QStringList bases;
    };

    /// Adds the text of NAME.pyi. Lines that it does not understand are skipped.
    void addModule(const QString& name, const QString& text);
    /// The list of what MicroPython has (resources/stubs/micropython.json). False: no such list.
    bool setMicroPython(const QByteArray& json);

    QStringList modules() const { return m_modules.keys(); }
    /// A module or a class ("image", "image.Image"); nullptr: unknown.
    const Scope* scope(const QString& name) const;

    /// Proposals at the end of `before`, the text up to the caret: members of a known object,
    /// modules after "import", else keywords, builtins and the words of the text.
    QList<ui::CompletionItem> complete(const QString& before) const;
    /// The item that the name ending at the end of `before` stands for ("csi0.framesize").
    std::optional<ui::CompletionItem> lookUp(const QString& before) const;
    /// The call that the end of `before` is within.
    std::optional<ui::SignatureInfo> signature(const QString& before) const;

    /// Whether a PC's Python has it but MicroPython does not.
    bool moduleIsHostOnly(const QString& module) const;
    /// A builtin function, or a method of a builtin type (`owner` "str"; empty: a builtin name).
    bool nameIsHostOnly(const QString& owner, const QString& name) const;
    /// The same when only the name of a method is known: no builtin type of MicroPython has it.
    bool methodIsHostOnly(const QString& name) const { return m_hostOnlyMethods.contains(name); }

private:
    friend class StubResolver;

    QMap<QString, Scope> m_modules;
    QHash<QString, Scope> m_classes;  ///< "image.Image"
    QSet<QString> m_boardModules;  ///< what MicroPython on a camera can import
    QSet<QString> m_builtins;
    QSet<QString> m_hostOnlyBuiltins;
    QHash<QString, QSet<QString>> m_hostOnlyOf;  ///< type -> names
    QSet<QString> m_hostOnlyMethods;
};

}  // namespace omv::ide
