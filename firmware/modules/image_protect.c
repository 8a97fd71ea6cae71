// SPDX-License-Identifier: MIT
// In C, with everything that is needed after a jump volatile: nlr_push() returns
// twice, and the compiler does not know.
#include "firmware/modules/image_object.h"

bool omv_protect(mp_obj_t (*work)(void*), void* context, mp_obj_t* result)
{
    mp_obj_t* volatile out = result;
    nlr_buf_t* volatile outer = MP_STATE_VM(nlr_abort);
    nlr_buf_t nlr;
    nlr.ret_val = NULL;
    nlr_set_abort(&nlr);
    if (nlr_push(&nlr) == 0) {
        const mp_obj_t answer = work(context);
        nlr_pop();
        nlr_set_abort(outer);
        *out = answer;
        return true;
    }
    nlr_set_abort(outer);
    *out = MP_OBJ_FROM_PTR(nlr.ret_val);
    return false;
}
