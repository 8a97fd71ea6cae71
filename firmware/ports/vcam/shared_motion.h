// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/imu_model.h"
#include "firmware/ports/vcam/unique_fd.h"

namespace omv::vcam {

/// How the board moves, for both of its cores: memory that their two processes share. One of
/// them writes, on one thread; the other reads, on any.
class SharedMotion {
public:
    /// Makes the memory; the board stands still.
    SharedMotion();
    /// The memory that another process made.
    explicit SharedMotion(UniqueFd memory);
    ~SharedMotion();
    SharedMotion(const SharedMotion&) = delete;
    SharedMotion& operator=(const SharedMotion&) = delete;

    /// For the other process; empty: there is no such memory.
    const UniqueFd& memory() const { return m_memory; }

    void store(const firmware::ImuModel::Motion& motion);
    firmware::ImuModel::Motion load() const;

private:
    struct Block;
    void map();

    UniqueFd m_memory;
    Block* m_block = nullptr;
};

}  // namespace omv::vcam
