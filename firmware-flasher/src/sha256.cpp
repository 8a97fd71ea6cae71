// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/sha256.h"

#include <QCryptographicHash>

namespace omv::flasher {

std::string sha256Of(std::span<const std::uint8_t> bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(
        {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())});
    return hash.result().toHex().toStdString();
}

}  // namespace omv::flasher
