/* SPDX-License-Identifier: MIT */
#pragma once

/* Modules that not every board's firmware has. One program plays all boards, so such a
 * module is there but refuses to be imported: its __init__ calls omv_require_module(). */

#ifdef __cplusplus
extern "C" {
#endif

#include "py/obj.h"

/* ImportError, as for a module that does not exist, unless this board has it. */
void omv_require_module(qstr name);
/* The files of the micro SD card in the slot, or None. Implemented by the port. */
mp_obj_t omv_sdcard(void);

#ifdef __cplusplus
}
#endif
