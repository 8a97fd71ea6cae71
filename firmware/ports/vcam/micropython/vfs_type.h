/* SPDX-License-Identifier: MIT */
#pragma once

#include "vfs_volume.h"

#include "py/obj.h"

/* A file system object for `volume`, to be mounted. */
mp_obj_t omv_vfs_volume_new(struct omv_volume* volume);
