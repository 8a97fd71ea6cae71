// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/histogram_data.h"
#include "widgets/theme/theme.h"

#include <QString>
#include <QWidget>

#include <memory>

namespace omv::ui {

/// Curves and numbers of a frame's colours. Asks for a colour space and whether of the region,
/// is told the counts.
class HistogramPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit HistogramPane(QWidget* parent = nullptr);
    ~HistogramPane() override;
    void setTheme(const Theme& theme) override;

    /// At any rate; the curves follow each, the numbers ten times a second.
    void setData(const HistogramData& counts);
    /// No frame: an empty plot and a sentence.
    void clear();
    /// Whether there is a region to choose; without one the pane shows the frame.
    void setRegionKnown(bool known);

    ColorSpace colorSpace() const;
    bool ofRegion() const;
    bool logarithmic() const;
    bool lanes() const;
    /// Told, as settings do: emits wantedChanged() when it differs.
    void setColorSpace(ColorSpace space);
    void setOfRegion(bool region);
    void setLogarithmic(bool on);
    void setLanes(bool on);

signals:
    /// colorSpace() or ofRegion() is another: count anew, also for a frame that stands.
    void wantedChanged();
    /// How it is drawn is another (logarithmic, lanes): for settings.
    void viewChanged();
    /// The histogram as CSV, to be saved.
    void exportWanted(const QString& csv);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace omv::ui
