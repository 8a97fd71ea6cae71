// SPDX-License-Identifier: MIT
#include "widgets/language/language_tips.h"

#include "widgets/language/completion_popup.h"
#include "widgets/language/floating.h"
#include "widgets/theme/language.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace omv::ui {
namespace {

constexpr int kWidest = 560;

void prepare(QFrame& tip, QLabel& mono, QLabel& text)
{
    tip.setFocusPolicy(Qt::NoFocus);
    tip.setAttribute(Qt::WA_TransparentForMouseEvents);
    mono.setTextFormat(Qt::RichText);
    text.setTextFormat(Qt::PlainText);
    mono.setWordWrap(true);
    text.setWordWrap(true);
    auto* column = new QVBoxLayout(&tip);
    column->addWidget(&mono);
    column->addWidget(&text);
}

void dress(QFrame& tip, QLabel& mono, QLabel& text, const Theme& theme)
{
    tip.layout()->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    tip.layout()->setSpacing(theme.px(6));
    mono.setFont(theme.font(TextSize::Code));
    text.setFont(theme.font(TextSize::Body));
    QPalette palette = text.palette();
    palette.setColor(QPalette::WindowText, theme.colors().text2);
    text.setPalette(palette);
    palette.setColor(QPalette::WindowText, theme.colors().text);
    mono.setPalette(palette);
    setCardShadow(tip, theme);
}

/// As wide as the texts need, at most `widest`; as high as they then are.
void fit(QFrame& tip, const QString& mono, const QString& text, const QFont& monoFont,
         const QFont& textFont, int widest)
{
    int wanted = QFontMetrics(monoFont).horizontalAdvance(mono);
    for (const QString& line : text.split(QLatin1Char('\n')))
        wanted = std::max(wanted, QFontMetrics(textFont).horizontalAdvance(line));
    const QMargins margins = tip.layout()->contentsMargins();
    const int width = std::min(wanted + margins.left() + margins.right() + 4, widest);
    tip.setFixedWidth(width);
    tip.setFixedHeight(tip.layout()->heightForWidth(width));
}

}  // namespace

HoverTip::HoverTip(QWidget* editor)
    : QFrame(editor->window())
    , m_editor(editor)
    , m_signature(new QLabel(this))
    , m_text(new QLabel(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("hoverTip"));
    prepare(*this, *m_signature, *m_text);
    m_note->setObjectName(QStringLiteral("hoverNote"));
    layout()->addWidget(m_note);
    followLanguage(this, [this] {
        m_note->setText(CompletionPopup::tr("CPython only: it exists on a PC, not on the camera."));
    });
    setTheme(Theme());
    hide();
}

void HoverTip::setTheme(const Theme& theme)
{
    m_theme = theme;
    dress(*this, *m_signature, *m_text, theme);
    m_note->setFont(theme.font(TextSize::Body));
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, theme.colors().warning);
    m_note->setPalette(palette);
}

void HoverTip::showAt(const QString& signature, const QString& text, const QRect& word,
                      bool hostOnly)
{
    if (signature.isEmpty() && text.isEmpty()) {
        hide();
        return;
    }
    m_signature->setText(signatureHtml(signature, m_theme));
    m_signature->setVisible(!signature.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_note->setVisible(hostOnly);
    adoptCard(*this, *m_editor);
    const int widest = std::min(m_theme.px(kWidest), parentWidget()->width() - 8);
    const QString below = hostOnly ? text + QLatin1Char('\n') + m_note->text() : text;
    fit(*this, signature, below, m_signature->font(), m_text->font(), widest);
    placeCard(*this, *m_editor, word, true);
    show();
}

void HoverTip::paintEvent(QPaintEvent*)
{
    paintCard(*this, m_theme);
}

SignatureTip::SignatureTip(QWidget* editor)
    : QFrame(editor->window())
    , m_editor(editor)
    , m_label(new QLabel(this))
    , m_summary(new QLabel(this))
{
    setObjectName(QStringLiteral("signatureTip"));
    prepare(*this, *m_label, *m_summary);
    setTheme(Theme());
    hide();
}

void SignatureTip::setTheme(const Theme& theme)
{
    m_theme = theme;
    dress(*this, *m_label, *m_summary, theme);
    render();
}

void SignatureTip::showAt(const SignatureInfo& info, const QRect& caret)
{
    m_info = info;
    if (info.label.isEmpty()) {
        hide();
        return;
    }
    render();
    adoptCard(*this, *m_editor);
    const int widest = std::min(m_theme.px(kWidest), parentWidget()->width() - 8);
    fit(*this, info.label, info.summary, m_label->font(), m_summary->font(), widest);
    placeCard(*this, *m_editor, caret, true);
    show();
}

void SignatureTip::render()
{
    const QString& all = m_info.label;
    const int start = std::clamp(m_info.activeStart, 0, int(all.size()));
    const int length = std::clamp(m_info.activeLength, 0, int(all.size()) - start);
    const QString quiet = m_theme.colors().text2.name();
    const auto span = [](const QString& text, const QString& color) {
        return QStringLiteral("<span style=\"color:%1\">%2</span>")
            .arg(color, text.toHtmlEscaped());
    };
    const QString active = QStringLiteral("<b>%1</b>")
                               .arg(span(all.mid(start, length), m_theme.colors().accent.name()));
    QString rest = all.mid(start + length);
    rest.replace(QLatin1String("->"), QStringLiteral("\u2192"));
    m_label->setText(span(all.left(start), quiet) + (length > 0 ? active : QString()) +
                     span(rest, quiet));
    m_summary->setText(m_info.summary);
    m_summary->setVisible(!m_info.summary.isEmpty());
}

void SignatureTip::paintEvent(QPaintEvent*)
{
    paintCard(*this, m_theme);
}

}  // namespace omv::ui
