// SPDX-License-Identifier: MIT
#pragma once

// The C functions behind features, descriptors and streams, for the tables in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A script's Cascade, keypoints or LBP; `holder` keeps the C++ one.
typedef struct _omv_feature_obj_t {
    mp_obj_base_t base;
    mp_obj_t holder;
    size_t stages;  ///< of a Cascade: how many are used
    int threshold;  ///< of keypoints: what they were found with
    bool normalized;
} omv_feature_obj_t;

extern const mp_obj_type_t omv_cascade_type;
extern const mp_obj_type_t omv_keypoints_type;
extern const mp_obj_type_t omv_lbp_type;
extern const mp_obj_type_t omv_imageio_type;
extern const mp_obj_type_t omv_gif_type;
extern const mp_obj_type_t omv_mjpeg_type;

MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_haar_cascade_obj);
MP_DECLARE_CONST_FUN_OBJ_1(omv_image_load_descriptor_obj);
MP_DECLARE_CONST_FUN_OBJ_2(omv_image_save_descriptor_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_match_descriptor_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_find_features_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_find_eye_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_find_lbp_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_find_keypoints_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_find_template_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(omv_image_find_displacement_obj);

// image_features.cpp
mp_obj_t omv_image_haar_cascade(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_features(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_eye(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_template(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_displacement(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
void omv_cascade_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);

// image_descriptors.cpp
mp_obj_t omv_image_find_lbp(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_keypoints(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_load_descriptor(mp_obj_t path);
mp_obj_t omv_image_save_descriptor(mp_obj_t descriptor, mp_obj_t path);
mp_obj_t omv_image_match_descriptor(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
/// Keypoints as a list of (x, y, angle); any other object itself.
mp_obj_t omv_keypoints_list(mp_obj_t object);
void omv_keypoints_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_keypoints_unary(mp_unary_op_t op, mp_obj_t self);
mp_obj_t omv_keypoints_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value);
void omv_lbp_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);

// image_io.cpp
mp_obj_t omv_imageio_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args);
void omv_imageio_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_imageio_kind(mp_obj_t self);
mp_obj_t omv_imageio_is_closed(mp_obj_t self);
mp_obj_t omv_imageio_count(mp_obj_t self);
mp_obj_t omv_imageio_offset(mp_obj_t self);
mp_obj_t omv_imageio_version(mp_obj_t self);
mp_obj_t omv_imageio_buffer_size(mp_obj_t self);
mp_obj_t omv_imageio_size(mp_obj_t self);
mp_obj_t omv_imageio_write(mp_obj_t self, mp_obj_t image);
mp_obj_t omv_imageio_read(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_imageio_seek(mp_obj_t self, mp_obj_t offset);
mp_obj_t omv_imageio_sync(mp_obj_t self);
mp_obj_t omv_imageio_close(mp_obj_t self);

// gif_module.cpp
mp_obj_t omv_gif_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                          const mp_obj_t* args);
void omv_gif_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_gif_width(mp_obj_t self);
mp_obj_t omv_gif_height(mp_obj_t self);
mp_obj_t omv_gif_format(mp_obj_t self);
mp_obj_t omv_gif_size(mp_obj_t self);
mp_obj_t omv_gif_loop(mp_obj_t self);
mp_obj_t omv_gif_add_frame(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_gif_close(mp_obj_t self);

// mjpeg_module.cpp
mp_obj_t omv_mjpeg_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                            const mp_obj_t* args);
void omv_mjpeg_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_mjpeg_is_closed(mp_obj_t self);
mp_obj_t omv_mjpeg_width(mp_obj_t self);
mp_obj_t omv_mjpeg_height(mp_obj_t self);
mp_obj_t omv_mjpeg_count(mp_obj_t self);
mp_obj_t omv_mjpeg_size(mp_obj_t self);
mp_obj_t omv_mjpeg_write(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_mjpeg_sync(mp_obj_t self);
mp_obj_t omv_mjpeg_close(mp_obj_t self);

#ifdef __cplusplus
}
#endif
