// SPDX-License-Identifier: MIT
// Types and functions of the module image for features, descriptors and streams.
#include "firmware/modules/image_features.h"

MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_haar_cascade_obj, 1, omv_image_haar_cascade);
MP_DEFINE_CONST_FUN_OBJ_1(omv_image_load_descriptor_obj, omv_image_load_descriptor);
MP_DEFINE_CONST_FUN_OBJ_2(omv_image_save_descriptor_obj, omv_image_save_descriptor);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_match_descriptor_obj, 2, omv_image_match_descriptor);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_find_features_obj, 2, omv_image_find_features);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_find_eye_obj, 1, omv_image_find_eye);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_find_lbp_obj, 1, omv_image_find_lbp);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_find_keypoints_obj, 1, omv_image_find_keypoints);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_find_template_obj, 3, omv_image_find_template);
MP_DEFINE_CONST_FUN_OBJ_KW(omv_image_find_displacement_obj, 2, omv_image_find_displacement);

MP_DEFINE_CONST_OBJ_TYPE(omv_cascade_type, MP_QSTR_Cascade, MP_TYPE_FLAG_NONE, print,
                         omv_cascade_print);
MP_DEFINE_CONST_OBJ_TYPE(omv_keypoints_type, MP_QSTR_kp_desc, MP_TYPE_FLAG_NONE, print,
                         omv_keypoints_print, unary_op, omv_keypoints_unary, subscr,
                         omv_keypoints_subscr);
MP_DEFINE_CONST_OBJ_TYPE(omv_lbp_type, MP_QSTR_lbp_desc, MP_TYPE_FLAG_NONE, print, omv_lbp_print);

static MP_DEFINE_CONST_FUN_OBJ_1(imageio_type_obj, omv_imageio_kind);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_is_closed_obj, omv_imageio_is_closed);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_count_obj, omv_imageio_count);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_offset_obj, omv_imageio_offset);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_version_obj, omv_imageio_version);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_buffer_size_obj, omv_imageio_buffer_size);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_size_obj, omv_imageio_size);
static MP_DEFINE_CONST_FUN_OBJ_2(imageio_write_obj, omv_imageio_write);
static MP_DEFINE_CONST_FUN_OBJ_KW(imageio_read_obj, 1, omv_imageio_read);
static MP_DEFINE_CONST_FUN_OBJ_2(imageio_seek_obj, omv_imageio_seek);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_sync_obj, omv_imageio_sync);
static MP_DEFINE_CONST_FUN_OBJ_1(imageio_close_obj, omv_imageio_close);

static const mp_rom_map_elem_t imageio_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_FILE_STREAM), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_MEMORY_STREAM), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_type), MP_ROM_PTR(&imageio_type_obj)},
    {MP_ROM_QSTR(MP_QSTR_is_closed), MP_ROM_PTR(&imageio_is_closed_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&imageio_count_obj)},
    {MP_ROM_QSTR(MP_QSTR_offset), MP_ROM_PTR(&imageio_offset_obj)},
    {MP_ROM_QSTR(MP_QSTR_version), MP_ROM_PTR(&imageio_version_obj)},
    {MP_ROM_QSTR(MP_QSTR_buffer_size), MP_ROM_PTR(&imageio_buffer_size_obj)},
    {MP_ROM_QSTR(MP_QSTR_size), MP_ROM_PTR(&imageio_size_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&imageio_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&imageio_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&imageio_seek_obj)},
    {MP_ROM_QSTR(MP_QSTR_sync), MP_ROM_PTR(&imageio_sync_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&imageio_close_obj)},
};
static MP_DEFINE_CONST_DICT(imageio_locals, imageio_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(omv_imageio_type, MP_QSTR_ImageIO, MP_TYPE_FLAG_NONE, make_new,
                         omv_imageio_make_new, print, omv_imageio_print, locals_dict,
                         &imageio_locals);
