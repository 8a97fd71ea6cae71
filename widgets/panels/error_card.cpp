// SPDX-License-Identifier: MIT
#include "widgets/panels/error_card.h"

#include "widgets/theme/language.h"

#include <QGraphicsDropShadowEffect>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QToolButton>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kParts = 3;
constexpr int kNameWidth = 86;
constexpr int kIndent = 30;

}  // namespace

ErrorCard::ErrorCard(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_titleLabel(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_retry(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_id(new QLabel(this))
{
    setObjectName(u"errorCard"_s);
    setProperty("role", u"errorCard"_s);
    setFocusPolicy(Qt::StrongFocus);
    m_titleLabel->setObjectName(u"errorTitle"_s);
    m_titleLabel->setWordWrap(true);
    m_close->setObjectName(u"errorClose"_s);
    m_retry->setObjectName(u"errorRetry"_s);
    m_copy->setObjectName(u"errorCopy"_s);
    m_copy->setProperty("role", u"flat"_s);
    m_id->setObjectName(u"errorId"_s);
    m_id->setProperty("role", u"secondary"_s);
    m_id->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    buildLayout();
    connect(m_close, &QToolButton::clicked, this, &ErrorCard::closed);
    connect(m_retry, &QPushButton::clicked, this, &ErrorCard::retryWanted);
    connect(m_copy, &QPushButton::clicked, this, [this] { emit copyWanted(details()); });
    connect(m_id, &QLabel::linkActivated, this,
            [this] { emit explainWanted(QString::fromStdString(m_error.id)); });
    setTheme(m_theme);
    followLanguage(this, [this] { setTexts(); });
}

void ErrorCard::setTexts()
{
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close (Esc)"));
    m_retry->setText(tr("Try again"));
    // A breath between icon and text.
    m_copy->setText(QChar(0x2002) + tr("Copy details"));
    m_copy->setAccessibleName(tr("Copy details"));
    const QString names[kParts] = {tr("What"), tr("Why"), tr("Do this")};
    for (int i = 0; i < kParts; ++i)
        m_names[i]->setText(names[i]);
    showParts();
}

void ErrorCard::buildLayout()
{
    auto* const top = new QHBoxLayout;
    top->addWidget(m_icon, 0, Qt::AlignTop);
    top->addWidget(m_titleLabel, 1);
    top->addWidget(m_close, 0, Qt::AlignTop);

    m_grid = new QGridLayout;
    const QString objects[kParts] = {u"errorWhat"_s, u"errorWhy"_s, u"errorFix"_s};
    for (int i = 0; i < kParts; ++i) {
        m_names[i] = new QLabel(this);
        m_names[i]->setProperty("role", u"secondary"_s);
        m_parts[i] = new QLabel(this);
        m_parts[i]->setObjectName(objects[i]);
        m_parts[i]->setWordWrap(true);
        m_parts[i]->setTextFormat(Qt::PlainText);
        m_parts[i]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(m_names[i], i, 0, Qt::AlignTop);
        m_grid->addWidget(m_parts[i], i, 1);
    }
    m_grid->setColumnStretch(1, 1);

    m_buttons = new QHBoxLayout;
    m_buttons->addWidget(m_retry);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_copy);

    auto* const column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addLayout(m_grid);
    column->addLayout(m_buttons);
    column->addWidget(m_id);
}

void ErrorCard::setTheme(const Theme& theme)
{
    m_theme = theme;
    const auto px = [&](int n) { return theme.px(n); };
    // Who placed it gave it a width of its own.
    if (m_width == 0)
        setFixedWidth(px(kWidth));
    layout()->setContentsMargins(px(14), px(14), px(16), px(14));
    layout()->setSpacing(px(10));
    m_grid->setContentsMargins(px(kIndent), 0, 0, px(4));
    m_grid->setHorizontalSpacing(px(10));
    m_grid->setVerticalSpacing(px(7));
    m_grid->setColumnMinimumWidth(0, px(kNameWidth));
    m_buttons->setContentsMargins(px(kIndent), 0, 0, 0);
    m_buttons->setSpacing(px(8));
    m_id->setContentsMargins(px(kIndent), 0, 0, 0);
    m_titleLabel->setFont(theme.font(TextSize::CardTitle, QFont::DemiBold));
    m_id->setFont(theme.font(TextSize::Caption));
    m_icon->setPixmap(theme.pixmap(u"error"_s, theme.colors().error, px(20), devicePixelRatioF()));
    m_close->setIcon(theme.icon(u"close"_s));
    m_close->setIconSize(QSize(px(20), px(20)));
    m_close->setFixedSize(px(28), px(28));
    m_copy->setIcon(theme.icon(u"copy"_s, theme.colors().text));
    m_copy->setIconSize(QSize(px(16), px(16)));
    setFloating(graphicsEffect() != nullptr);
    showParts();
}

void ErrorCard::setError(const QString& title, const omv::Error& error)
{
    m_title = title;
    m_error = error;
    showParts();
}

namespace {

/// Long paths may end a line behind each slash.
QString breakable(QString text)
{
    return text.replace(u'/', u"/\u200b"_s);
}

}  // namespace

void ErrorCard::showParts()
{
    m_titleLabel->setText(m_title);
    setAccessibleName(m_title);
    setAccessibleDescription(details());
    const std::string* const texts[kParts] = {&m_error.what, &m_error.why, &m_error.fix};
    for (int i = 0; i < kParts; ++i) {
        m_names[i]->setFont(m_theme.font(TextSize::Body));
        m_parts[i]->setFont(m_theme.font(TextSize::Body));
        m_parts[i]->setText(breakable(QString::fromStdString(*texts[i])));
        m_names[i]->setVisible(!texts[i]->empty());
        m_parts[i]->setVisible(!texts[i]->empty());
    }
    const QString id = QString::fromStdString(m_error.id);
    m_id->setVisible(!id.isEmpty());
    m_id->setText(tr("%1 · <a href=\"explain\" style=\"color: %2; text-decoration: none\">"
                     "Explain</a>")
                      .arg(id.toHtmlEscaped(), m_theme.colors().accent.name()));
    fitHeight();
}

/// Wrapped labels tell their height only for a width: the card is as tall as it must be.
void ErrorCard::fitHeight()
{
    if (!layout())
        return;
    // Rows remember heights of another font.
    for (QLayout* each : findChildren<QLayout*>())
        each->invalidate();
    layout()->activate();
    const QSize edges = size() - contentsRect().size();  // of the sheet
    const int height = layout()->heightForWidth(width() - edges.width());
    setFixedHeight(height > 0 ? height + edges.height() : sizeHint().height());
}

void ErrorCard::setCardWidth(int width)
{
    m_width = width;
    setFixedWidth(width);
    fitHeight();
}

void ErrorCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fitHeight();
}

void ErrorCard::setRetryPossible(bool possible)
{
    m_retry->setVisible(possible);
    showParts();
}

void ErrorCard::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void ErrorCard::setFloating(bool floating)
{
    if (!floating)
        return setGraphicsEffect(nullptr);
    auto* const shadow = new QGraphicsDropShadowEffect(this);
    shadow->setOffset(0, m_theme.px(8));
    shadow->setBlurRadius(m_theme.px(28));
    shadow->setColor(QColor(0, 0, 0, 71));
    setGraphicsEffect(shadow);
}

QString ErrorCard::details() const
{
    QStringList lines{m_title};
    const std::pair<QString, const std::string*> parts[] = {
        {tr("What: %1"), &m_error.what},
        {tr("Why: %1"), &m_error.why},
        {tr("Do this: %1"), &m_error.fix},
        {tr("Error id: %1"), &m_error.id},
    };
    for (const auto& [line, text] : parts) {
        if (!text->empty())
            lines.append(line.arg(QString::fromStdString(*text)));
    }
    return lines.join(u'\n');
}

void ErrorCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !m_close->isHidden()) {
        emit closed();
        return;
    }
    QFrame::keyPressEvent(event);
}

}  // namespace omv::ui
