// SPDX-License-Identifier: MIT
// Module uml: what the frozen package ml is built on.
#include "firmware/modules/ml_tables.h"

static MP_DEFINE_CONST_FUN_OBJ_2(ml_model_run_obj, omv_ml_model_run);
static const mp_rom_map_elem_t ml_model_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&ml_model_run_obj)},
};
static MP_DEFINE_CONST_DICT(ml_model_locals, ml_model_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(omv_ml_model_type, MP_QSTR_Model, MP_TYPE_FLAG_NONE, make_new,
                         omv_ml_model_make_new, print, omv_ml_model_print, attr, omv_ml_model_attr,
                         locals_dict, &ml_model_locals);

static const mp_rom_map_elem_t uml_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_uml)},
    {MP_ROM_QSTR(MP_QSTR_Model), MP_ROM_PTR(&omv_ml_model_type)},
};
static MP_DEFINE_CONST_DICT(uml_globals, uml_globals_table);

const mp_obj_module_t omv_module_uml = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&uml_globals,
};
MP_REGISTER_MODULE(MP_QSTR_uml, omv_module_uml);
