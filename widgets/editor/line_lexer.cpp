// SPDX-License-Identifier: MIT
#include "widgets/editor/line_lexer.h"

#include "widgets/editor/python_lexer.h"
#ifdef OMV_KSYNTAXHIGHLIGHTING
#include "widgets/editor/deep_lexer.h"
#endif

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QString& fileName)
{
    return fileName.contains(u'.') ? fileName : u"script.py"_s;
}

}  // namespace

QString languageFor(const QString& fileName)
{
#ifdef OMV_KSYNTAXHIGHLIGHTING
    return deepLanguageFor(nameOf(fileName));
#else
    const auto lexer = lexerFor(fileName);
    return lexer ? lexer->language() : QString();
#endif
}

std::unique_ptr<LineLexer> lexerFor(const QString& fileName)
{
    const QString name = nameOf(fileName);
#ifdef OMV_KSYNTAXHIGHLIGHTING
    return deepLexerFor(name);
#else
    const bool python = name.endsWith(".py"_L1, Qt::CaseInsensitive) ||
        name.endsWith(".pyi"_L1, Qt::CaseInsensitive);
    return python ? std::make_unique<PythonLexer>() : nullptr;
#endif
}

}  // namespace omv::ui
