// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace omv::ide {

/// Something that did not work, in the three parts that a person gets to read. Whole, translated
/// sentences.
struct Problem {
    QString what;  ///< what happened and what did not
    QString why;  ///< with evidence: path, system's words
    QString remedy;  ///< one thing to do
    QString about{};  ///< what it is over with, for Prompts::solved(); empty: nothing

    friend bool operator==(const Problem&, const Problem&) = default;
};

}  // namespace omv::ide
