// SPDX-License-Identifier: MIT
#include "widgets/firmware/firmware_log.h"

#include "widgets/theme/language.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostLines = 5000;
}

FirmwareLog::FirmwareLog(QWidget* parent)
    : QWidget(parent)
    , m_header(new QFrame(this))
    , m_title(new QLabel(m_header))
    , m_copy(new QToolButton(m_header))
    , m_clear(new QToolButton(m_header))
    , m_lines(new QPlainTextEdit(this))
{
    setObjectName(u"firmwareLog"_s);
    m_header->setProperty("role", u"paneHeader"_s);
    m_copy->setObjectName(u"firmwareLogCopy"_s);
    m_clear->setObjectName(u"firmwareLogClear"_s);
    m_lines->setObjectName(u"firmwareLogLines"_s);
    m_lines->setProperty("role", u"log"_s);
    m_lines->setReadOnly(true);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setMaximumBlockCount(kMostLines);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setTabChangesFocus(true);
    auto* head = new QHBoxLayout(m_header);
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_copy);
    head->addWidget(m_clear);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_lines, 1);
    connect(m_copy, &QToolButton::clicked, this, [this] { emit copyWanted(text()); });
    connect(m_clear, &QToolButton::clicked, this, &FirmwareLog::clear);
    setTheme(m_theme);
    followLanguage(this, [this] {
        m_title->setText(tr("Log"));
        m_copy->setToolTip(tr("Copy the log"));
        m_copy->setAccessibleName(tr("Copy the log"));
        m_clear->setToolTip(tr("Clear the log"));
        m_clear->setAccessibleName(tr("Clear the log"));
        m_lines->setAccessibleName(tr("Log"));
        m_lines->setPlaceholderText(tr("What is done to a board is written here."));
    });
}

void FirmwareLog::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_header->setFixedHeight(theme.px(36));
    m_header->layout()->setContentsMargins(theme.px(16), 0, theme.px(12), 0);
    m_header->layout()->setSpacing(theme.px(4));
    m_title->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    m_copy->setIcon(theme.icon(u"copy"_s));
    m_clear->setIcon(theme.icon(u"clear"_s));
    for (QToolButton* each : {m_copy, m_clear}) {
        each->setIconSize(QSize(theme.px(16), theme.px(16)));
        each->setFixedSize(theme.px(28), theme.px(28));
    }
    m_lines->setFont(theme.font(TextSize::Terminal));
    m_lines->document()->setDocumentMargin(theme.px(10));
}

void FirmwareLog::append(const QString& line)
{
    m_lines->appendPlainText(line);
}

void FirmwareLog::clear()
{
    m_lines->clear();
}

QString FirmwareLog::text() const
{
    return m_lines->toPlainText();
}

}  // namespace omv::ui
