// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace omv::ui {

/// The files of a release: whether each fits, what it is, its size and the beginning of its
/// checksum, and why one does not. Custom paint, as tall as it must be.
class FileRows final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit FileRows(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setFiles(const QList<FirmwareFile>& files);
    const QList<FirmwareFile>& files() const { return m_files; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight(const FirmwareFile& file, int width) const;
    int whyHeight(const FirmwareFile& file, int width) const;
    void paintRow(QPainter& painter, const QRect& box, const FirmwareFile& file) const;
    void describe();

    Theme m_theme;
    QList<FirmwareFile> m_files;
};

}  // namespace omv::ui
