// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>

namespace omv::firmware {

class Sensor;

/// A sensor chip's registers, as csi's __read_reg() and __write_reg() reach them. Those that public
/// drivers set picture controls with are the controls; identities are read-only; the others keep
/// what was written and do nothing.
class SensorRegisters {
public:
    void reset() { m_written.clear(); }
    int read(const Sensor& sensor, std::uint16_t address) const;
    void write(Sensor& sensor, std::uint16_t address, std::uint16_t value);

private:
    std::map<std::uint16_t, std::uint16_t> m_written;
};

}  // namespace omv::firmware
