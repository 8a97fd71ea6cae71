// SPDX-License-Identifier: MIT
#include "widgets/editor/error_box.h"

#include "widgets/theme/language.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* textLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse);
    return label;
}

/// Parts in backticks become code.
QString richText(const QString& text, const QString& monoFamily)
{
    const QStringList parts = text.split(u'`');
    QString result;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString part = parts[i].toHtmlEscaped();
        const bool code = i % 2 == 1 && i + 1 < parts.size();
        result += code ? u"<span style=\"font-family:'%1'\">%2</span>"_s.arg(monoFamily, part)
                       : (i % 2 == 1 ? u'`' + part : part);
    }
    return result;
}

}  // namespace

ErrorBox::ErrorBox(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(textLabel(this))
    , m_help(textLabel(this))
    , m_links(textLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"errorBox"_s);
    setCursor(Qt::ArrowCursor);
    m_links->setObjectName(u"errorBoxLinks"_s);
    m_links->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_close->setObjectName(u"errorBoxClose"_s);
    m_close->setFocusPolicy(Qt::NoFocus);
    auto* grid = new QGridLayout(this);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_close, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(m_help, 1, 1);
    grid->addWidget(m_links, 2, 1);
    grid->setColumnStretch(1, 1);
    connect(m_close, &QToolButton::clicked, this, &ErrorBox::closeClicked);
    connect(m_links, &QLabel::linkActivated, this, &ErrorBox::linkClicked);
    setTheme(Theme());
    followLanguage(this, [this] {
        m_close->setAccessibleName(tr("Hide the error"));
        m_close->setToolTip(tr("Hide the error (Esc)"));
        showTexts();
    });
}

void ErrorBox::setTheme(const Theme& theme)
{
    m_theme = theme;
    auto* grid = static_cast<QGridLayout*>(layout());
    grid->setContentsMargins(theme.px(15), theme.px(8), theme.px(8), theme.px(8));
    grid->setHorizontalSpacing(theme.px(10));
    grid->setVerticalSpacing(theme.px(4));
    const Colors& colors = theme.colors();
    m_icon->setPixmap(theme.pixmap(u"error"_s, colors.error, theme.px(16), devicePixelRatioF()));
    m_icon->setContentsMargins(0, theme.px(1), 0, 0);
    m_close->setIcon(theme.icon(u"close"_s));
    m_close->setIconSize(QSize(theme.px(16), theme.px(16)));
    m_close->setAutoRaise(true);
    QPalette palette = theme.palette();
    palette.setColor(QPalette::WindowText, colors.text);
    setPalette(palette);
    const QFont body = theme.font(TextSize::Body);
    m_title->setFont(body);
    m_help->setFont(body);
    m_links->setFont(theme.font(TextSize::Body, QFont::Medium));
    showTexts();
}

void ErrorBox::setNote(const ErrorNote& note)
{
    m_note = note;
    showTexts();
}

void ErrorBox::showTexts()
{
    const Colors& colors = m_theme.colors();
    m_title->setText(u"<span style=\"color:%1;font-weight:600\">%2</span>&nbsp;&nbsp;%3"_s.arg(
        colors.error.name(), m_note.type.toHtmlEscaped(), m_note.message.toHtmlEscaped()));
    m_help->setText(richText(m_note.help, m_theme.font(TextSize::Code).family()));
    m_help->setVisible(!m_note.help.isEmpty());
    QStringList links;
    for (const auto& [id, text] : m_note.links)
        links += u"<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>"_s.arg(
            id.toHtmlEscaped(), colors.accent.name(), text.toHtmlEscaped());
    m_links->setText(links.join(
        u"&nbsp;&nbsp;<span style=\"color:%1\">·</span>&nbsp;&nbsp;"_s.arg(colors.text2.name())));
    m_links->setVisible(!links.isEmpty());
    setAccessibleName(tr("Error: %1 %2").arg(m_note.type, m_note.message));
    setAccessibleDescription(m_note.help);
    updateGeometry();
}

void ErrorBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int edge = m_theme.px(3);
    QPainterPath path;
    path.addRoundedRect(QRectF(rect()).adjusted(-m_theme.px(6), 0, 0, 0), m_theme.px(6),
                        m_theme.px(6));
    painter.fillPath(path, m_theme.colors().errorSoft);
    painter.fillRect(0, 0, edge, height(), m_theme.colors().error);
}

}  // namespace omv::ui
