// SPDX-License-Identifier: MIT
#include "widgets/firmware/file_rows.h"

#include "widgets/frame/fixed_digits.h"
#include "widgets/theme/language.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace omv::ui {

namespace {

constexpr int kLine = 18;
constexpr int kPadding = 5;
constexpr int kIndent = 24;
constexpr int kShortSha = 8;

using Verdict = FirmwareFile::Verdict;

/// What and where: "Cortex-M firmware 5.1.0 · HP"
QString second(const FirmwareFile& file)
{
    const QString arrow = QStringLiteral(" → ");
    return file.place.isEmpty() ? file.kind : file.kind + arrow + file.place;
}

}  // namespace

FileRows::FileRows(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("firmwareFiles"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    followLanguage(this, [this] { describe(); });
}

void FileRows::setTheme(const Theme& theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void FileRows::setFiles(const QList<FirmwareFile>& files)
{
    if (files == m_files)
        return;
    m_files = files;
    describe();
    updateGeometry();
    update();
}

void FileRows::describe()
{
    QStringList lines;
    for (const FirmwareFile& file : m_files) {
        const QString verdict = file.verdict == Verdict::Fits ? tr("fits")
            : file.verdict == Verdict::Unused                 ? tr("not used")
                                                              : tr("refused");
        lines.append(tr("%1, %2, %3, %4. %5")
                         .arg(file.name, file.kind, file.size, verdict, file.why)
                         .trimmed());
    }
    setAccessibleName(tr("Checked files"));
    setAccessibleDescription(lines.join(u'\n'));
}

int FileRows::whyHeight(const FirmwareFile& file, int width) const
{
    if (file.why.isEmpty())
        return 0;
    const QFontMetrics metrics(m_theme.font(TextSize::Caption));
    return metrics
        .boundingRect(QRect(0, 0, width - m_theme.px(kIndent), 1000), Qt::TextWordWrap, file.why)
        .height();
}

int FileRows::rowHeight(const FirmwareFile& file, int width) const
{
    return m_theme.px(2 * kLine + 2 * kPadding) + whyHeight(file, width);
}

int FileRows::heightForWidth(int width) const
{
    int sum = 0;
    for (const FirmwareFile& file : m_files)
        sum += rowHeight(file, width);
    return sum;
}

QSize FileRows::sizeHint() const
{
    const int wide = m_theme.px(240);
    return {wide, heightForWidth(wide)};
}

QSize FileRows::minimumSizeHint() const
{
    return {m_theme.px(160), heightForWidth(std::max(width(), m_theme.px(160)))};
}

void FileRows::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0;
    for (const FirmwareFile& file : m_files) {
        const QRect box(0, top, width(), rowHeight(file, width()));
        paintRow(painter, box, file);
        top = box.bottom() + 1;
    }
}

void FileRows::paintRow(QPainter& painter, const QRect& box, const FirmwareFile& file) const
{
    const Colors& c = m_theme.colors();
    const int icon = m_theme.px(16);
    const bool unused = file.verdict == Verdict::Unused;
    const QString name = file.verdict == Verdict::Fits ? QStringLiteral("check")
        : unused                                       ? QStringLiteral("remove")
                                                       : QStringLiteral("error");
    const QColor ink = file.verdict == Verdict::Fits ? c.success : unused ? c.text2 : c.error;
    const int line = m_theme.px(kLine);
    int y = box.top() + m_theme.px(kPadding);
    painter.drawPixmap(box.left(), y + (line - icon) / 2,
                       m_theme.pixmap(name, ink, icon, devicePixelRatioF()));
    const int left = box.left() + m_theme.px(kIndent);
    const int room = box.right() + 1 - left;

    const FixedDigits digits(m_theme.font(TextSize::Caption));
    const int wide = static_cast<int>(digits.width(file.size)) + m_theme.px(8);
    painter.setPen(c.text2);
    digits.draw(painter, QRectF(left, y, room, line), Qt::AlignRight, file.size);
    painter.setFont(m_theme.font(TextSize::Terminal));
    painter.setPen(unused ? c.text2 : c.text);
    painter.drawText(QRect(left, y, room - wide, line), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(file.name, Qt::ElideMiddle, room - wide));
    y += line;

    painter.setFont(m_theme.font(TextSize::RailLabel));
    const QFont mono = [&] {
        QFont font = m_theme.font(TextSize::Terminal);
        font.setPixelSize(m_theme.px(11));
        return font;
    }();
    const QString sha = file.sha256.left(kShortSha);
    const int shaWide = QFontMetrics(mono).horizontalAdvance(sha) + m_theme.px(8);
    painter.setPen(c.text2);
    painter.setFont(mono);
    painter.drawText(QRect(left, y, room, line), Qt::AlignVCenter | Qt::AlignRight, sha);
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.drawText(
        QRect(left, y, room - shaWide, line), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(second(file), Qt::ElideRight, room - shaWide));
    y += line;
    if (file.why.isEmpty())
        return;
    painter.setPen(file.verdict == Verdict::Refused ? c.error : c.text2);
    painter.drawText(QRect(left, y, room, whyHeight(file, box.width()) + 2), Qt::TextWordWrap,
                     file.why);
}

bool FileRows::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    int top = 0;
    for (const FirmwareFile& file : m_files) {
        const QRect box(0, top, width(), rowHeight(file, width()));
        if (box.contains(help->pos())) {
            QToolTip::showText(help->globalPos(),
                               tr("%1\n%2\nSHA-256 %3").arg(file.name, second(file), file.sha256),
                               this, box);
            return true;
        }
        top = box.bottom() + 1;
    }
    QToolTip::hideText();
    return true;
}

}  // namespace omv::ui
