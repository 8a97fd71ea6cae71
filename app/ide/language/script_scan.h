// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace omv::ide {

class StubIndex;

// Light reading of Python text up to the caret, for when no language server answers. It follows
// imports, plain assignments and for-loops, line by line, and knows nothing of functions' scopes.

/// What can be completed at the end of a text.
struct CaretContext {
    enum class Kind {
        Nothing,  ///< in a comment, a string or a number
        Module,  ///< after "import"; owner: what stands before the last dot, with it ("ml.")
        ImportedName,  ///< after "from OWNER import"
        Member,  ///< after "OWNER."
        Plain,
    };
    Kind kind = Kind::Plain;
    QString owner;
};
CaretContext caretContext(const QString& before);

/// The chain of names, calls and indexes that ends the text: "img.find_blobs([x])[0].cx".
QString expressionBefore(const QString& before);

/// The scope (module or class) that an expression stands for; empty: unknown. "list[X]" for lists.
QString typeOfExpression(const StubIndex& stubs, const QString& before, const QString& expression);

/// The module that a name of the text was imported from, or as; empty: by no import.
QString importOf(const QString& text, const QString& name);

/// The names in the text, each once, newest first; not the one that is being typed.
QStringList wordsOf(const QString& before);

/// The innermost call whose brackets are still open.
struct OpenCall {
    qsizetype nameEnd = 0;  ///< where the function's name ends
    int argument = 0;  ///< which one is being typed, from 0
    QString keyword;  ///< its name, if it was given by name
};
std::optional<OpenCall> openCall(const QString& before);

}  // namespace omv::ide
