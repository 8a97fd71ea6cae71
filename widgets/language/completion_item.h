// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace omv::ui {

/// One proposal of completion. A value.
struct CompletionItem {
    enum class Kind { Text, Keyword, Module, Class, Function, Property, Variable, Constant };

    QString name;  ///< what is inserted and shown
    Kind kind = Kind::Text;
    QString signature;  ///< "find_lines(roi=None, threshold=1000) -> list[Line]"; may come later
    QString summary;  ///< one sentence; may come later
    /// A PC's Python has it, MicroPython does not.
    bool hostOnly = false;

    friend bool operator==(const CompletionItem&, const CompletionItem&) = default;
};

/// A function's signature with the parameter that is being typed.
struct SignatureInfo {
    QString label;  ///< "find_lines(roi=None, threshold=1000)"
    int activeStart = 0;  ///< the active parameter within label
    int activeLength = 0;  ///< 0: none
    QString summary;

    friend bool operator==(const SignatureInfo&, const SignatureInfo&) = default;
};

}  // namespace omv::ui
