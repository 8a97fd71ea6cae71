// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QRect>

namespace omv::ui {

/// Stretches `source` (Format_RGB32) over `target` and puts what of that lies in `visible`
/// (inside `target`) into `out`, whose storage is used again when it fits.
///
/// Whole multiples repeat pixels. Everything else is the mean of the area that a pixel of the
/// result covers: reduced that smooths, enlarged it is what repeating to the next multiple and
/// averaging down gives, so pixels stay square and equal.
/// Any thread.
void boxScale(const QImage& source, const QRect& target, const QRect& visible, QImage& out);

}  // namespace omv::ui
