// SPDX-License-Identifier: MIT
// Module image: types and constants. What is not simulated yet is absent.
#include "firmware/modules/csi_tables.h"
#include "firmware/modules/image_features.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/port.h"

static MP_DEFINE_CONST_FUN_OBJ_1(image_width_obj, omv_image_width);
static MP_DEFINE_CONST_FUN_OBJ_1(image_height_obj, omv_image_height);
static MP_DEFINE_CONST_FUN_OBJ_1(image_size_obj, omv_image_size);
static MP_DEFINE_CONST_FUN_OBJ_1(image_format_obj, omv_image_format);
static MP_DEFINE_CONST_FUN_OBJ_1(image_bytearray_obj, omv_image_bytearray);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_get_pixel_obj, 2, omv_image_get_pixel);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_set_pixel_obj, 2, omv_image_set_pixel);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_save_obj, 2, omv_image_save);
static MP_DEFINE_CONST_FUN_OBJ_1(image_flush_obj, omv_image_flush);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_clear_obj, 1, omv_image_clear);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_bitmap_obj, 1, omv_image_to_bitmap);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_grayscale_obj, 1, omv_image_to_grayscale);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_rgb565_obj, 1, omv_image_to_rgb565);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_rainbow_obj, 1, omv_image_to_rainbow);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_ironbow_obj, 1, omv_image_to_ironbow);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_jpeg_obj, 1, omv_image_to_jpeg);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_png_obj, 1, omv_image_to_png);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_copy_obj, 1, omv_image_copy);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_crop_obj, 1, omv_image_crop);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_line_obj, 2, omv_image_draw_line);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_rectangle_obj, 2, omv_image_draw_rectangle);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_circle_obj, 2, omv_image_draw_circle);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_ellipse_obj, 2, omv_image_draw_ellipse);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_string_obj, 3, omv_image_draw_string);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_cross_obj, 2, omv_image_draw_cross);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_arrow_obj, 2, omv_image_draw_arrow);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_edges_obj, 2, omv_image_draw_edges);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_keypoints_obj, 2, omv_image_draw_keypoints);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_detection_obj, 2, omv_image_draw_detection);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(image_mask_rectangle_obj, 1, 2,
                                           omv_image_mask_rectangle);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(image_mask_circle_obj, 1, 2, omv_image_mask_circle);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(image_mask_ellipse_obj, 1, 2, omv_image_mask_ellipse);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_assign_op_obj, 2, omv_image_assign_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_and_op_obj, 2, omv_image_and_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_nand_op_obj, 2, omv_image_nand_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_or_op_obj, 2, omv_image_or_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_nor_op_obj, 2, omv_image_nor_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_xor_op_obj, 2, omv_image_xor_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_xnor_op_obj, 2, omv_image_xnor_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_add_op_obj, 2, omv_image_add_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_sub_op_obj, 2, omv_image_sub_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_rsub_op_obj, 2, omv_image_rsub_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_min_op_obj, 2, omv_image_min_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_max_op_obj, 2, omv_image_max_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_difference_op_obj, 2, omv_image_difference_op);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_binary_obj, 2, omv_image_binary);
static MP_DEFINE_CONST_FUN_OBJ_1(image_invert_obj, omv_image_invert);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_get_histogram_obj, 1, omv_image_get_histogram);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_get_statistics_obj, 1, omv_image_get_statistics);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_blobs_obj, 2, omv_image_find_blobs);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_erode_obj, 2, omv_image_erode);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_dilate_obj, 2, omv_image_dilate);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_open_obj, 2, omv_image_open);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_close_obj, 2, omv_image_close);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_top_hat_obj, 2, omv_image_top_hat);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_black_hat_obj, 2, omv_image_black_hat);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_mean_obj, 2, omv_image_mean);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_mode_obj, 2, omv_image_mode);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_median_obj, 2, omv_image_median);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_midpoint_obj, 2, omv_image_midpoint);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_gaussian_obj, 2, omv_image_gaussian);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_laplacian_obj, 2, omv_image_laplacian);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_bilateral_obj, 2, omv_image_bilateral);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_edges_obj, 2, omv_image_find_edges);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_flood_fill_obj, 2, omv_image_flood_fill);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_get_similarity_obj, 2, omv_image_get_similarity);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_morph_obj, 3, omv_image_morph);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_awb_obj, 1, omv_image_awb);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_gamma_obj, 1, omv_image_gamma);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_histeq_obj, 1, omv_image_histeq);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_linpolar_obj, 1, omv_image_linpolar);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_logpolar_obj, 1, omv_image_logpolar);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_lens_corr_obj, 1, omv_image_lens_corr);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_rotation_corr_obj, 1, omv_image_rotation_corr);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_unavailable_obj, 1, omv_image_unavailable);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_evt_dark_obj, 1, omv_image_to_evt_dark);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_evt_light_obj, 1, omv_image_to_evt_light);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_draw_event_histogram_obj, 2,
                                  omv_image_draw_event_histogram);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_depth_obj, 1, omv_image_to_depth);
static MP_DEFINE_CONST_FUN_OBJ_2(image_ccm_obj, omv_image_ccm);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_to_ndarray_obj, 2, omv_image_to_ndarray);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_get_regression_obj, 2, omv_image_get_regression);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_lines_obj, 1, omv_image_find_lines);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_line_segments_obj, 1, omv_image_find_line_segments);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_circles_obj, 1, omv_image_find_circles);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_rects_obj, 1, omv_image_find_rects);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_apriltags_obj, 1, omv_image_find_apriltags);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_qrcodes_obj, 1, omv_image_find_qrcodes);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_datamatrices_obj, 1, omv_image_find_datamatrices);
static MP_DEFINE_CONST_FUN_OBJ_KW(image_find_barcodes_obj, 1, omv_image_find_barcodes);

static const mp_rom_map_elem_t image_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&image_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&image_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_size), MP_ROM_PTR(&image_size_obj)},
    {MP_ROM_QSTR(MP_QSTR_format), MP_ROM_PTR(&image_format_obj)},
    {MP_ROM_QSTR(MP_QSTR_bytearray), MP_ROM_PTR(&image_bytearray_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_pixel), MP_ROM_PTR(&image_get_pixel_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_pixel), MP_ROM_PTR(&image_set_pixel_obj)},
    {MP_ROM_QSTR(MP_QSTR_save), MP_ROM_PTR(&image_save_obj)},
    {MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&image_flush_obj)},
    {MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&image_clear_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_bitmap), MP_ROM_PTR(&image_to_bitmap_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_grayscale), MP_ROM_PTR(&image_to_grayscale_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_rgb565), MP_ROM_PTR(&image_to_rgb565_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_rainbow), MP_ROM_PTR(&image_to_rainbow_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_ironbow), MP_ROM_PTR(&image_to_ironbow_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_jpeg), MP_ROM_PTR(&image_to_jpeg_obj)},
    {MP_ROM_QSTR(MP_QSTR_compress), MP_ROM_PTR(&image_to_jpeg_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_png), MP_ROM_PTR(&image_to_png_obj)},
    {MP_ROM_QSTR(MP_QSTR_copy), MP_ROM_PTR(&image_copy_obj)},
    {MP_ROM_QSTR(MP_QSTR_crop), MP_ROM_PTR(&image_crop_obj)},
    {MP_ROM_QSTR(MP_QSTR_scale), MP_ROM_PTR(&image_crop_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_line), MP_ROM_PTR(&image_draw_line_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_rectangle), MP_ROM_PTR(&image_draw_rectangle_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_circle), MP_ROM_PTR(&image_draw_circle_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_ellipse), MP_ROM_PTR(&image_draw_ellipse_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_string), MP_ROM_PTR(&image_draw_string_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_cross), MP_ROM_PTR(&image_draw_cross_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_arrow), MP_ROM_PTR(&image_draw_arrow_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_edges), MP_ROM_PTR(&image_draw_edges_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_keypoints), MP_ROM_PTR(&image_draw_keypoints_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_detection), MP_ROM_PTR(&image_draw_detection_obj)},
    {MP_ROM_QSTR(MP_QSTR_mask_rectangle), MP_ROM_PTR(&image_mask_rectangle_obj)},
    {MP_ROM_QSTR(MP_QSTR_mask_circle), MP_ROM_PTR(&image_mask_circle_obj)},
    {MP_ROM_QSTR(MP_QSTR_mask_ellipse), MP_ROM_PTR(&image_mask_ellipse_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_image), MP_ROM_PTR(&image_assign_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_assign), MP_ROM_PTR(&image_assign_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_replace), MP_ROM_PTR(&image_assign_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_set), MP_ROM_PTR(&image_assign_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_blend), MP_ROM_PTR(&image_assign_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_and), MP_ROM_PTR(&image_and_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_and), MP_ROM_PTR(&image_and_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_nand), MP_ROM_PTR(&image_nand_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_nand), MP_ROM_PTR(&image_nand_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_or), MP_ROM_PTR(&image_or_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_or), MP_ROM_PTR(&image_or_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_nor), MP_ROM_PTR(&image_nor_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_nor), MP_ROM_PTR(&image_nor_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_xor), MP_ROM_PTR(&image_xor_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_xor), MP_ROM_PTR(&image_xor_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_xnor), MP_ROM_PTR(&image_xnor_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_xnor), MP_ROM_PTR(&image_xnor_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&image_add_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_sub), MP_ROM_PTR(&image_sub_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_rsub), MP_ROM_PTR(&image_rsub_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_min), MP_ROM_PTR(&image_min_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_max), MP_ROM_PTR(&image_max_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_difference), MP_ROM_PTR(&image_difference_op_obj)},
    {MP_ROM_QSTR(MP_QSTR_binary), MP_ROM_PTR(&image_binary_obj)},
    {MP_ROM_QSTR(MP_QSTR_invert), MP_ROM_PTR(&image_invert_obj)},
    {MP_ROM_QSTR(MP_QSTR_negate), MP_ROM_PTR(&image_invert_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_histogram), MP_ROM_PTR(&image_get_histogram_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_hist), MP_ROM_PTR(&image_get_histogram_obj)},
    {MP_ROM_QSTR(MP_QSTR_histogram), MP_ROM_PTR(&image_get_histogram_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_statistics), MP_ROM_PTR(&image_get_statistics_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_stats), MP_ROM_PTR(&image_get_statistics_obj)},
    {MP_ROM_QSTR(MP_QSTR_statistics), MP_ROM_PTR(&image_get_statistics_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_blobs), MP_ROM_PTR(&image_find_blobs_obj)},
    {MP_ROM_QSTR(MP_QSTR_erode), MP_ROM_PTR(&image_erode_obj)},
    {MP_ROM_QSTR(MP_QSTR_dilate), MP_ROM_PTR(&image_dilate_obj)},
    {MP_ROM_QSTR(MP_QSTR_open), MP_ROM_PTR(&image_open_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&image_close_obj)},
    {MP_ROM_QSTR(MP_QSTR_top_hat), MP_ROM_PTR(&image_top_hat_obj)},
    {MP_ROM_QSTR(MP_QSTR_black_hat), MP_ROM_PTR(&image_black_hat_obj)},
    {MP_ROM_QSTR(MP_QSTR_mean), MP_ROM_PTR(&image_mean_obj)},
    {MP_ROM_QSTR(MP_QSTR_mode), MP_ROM_PTR(&image_mode_obj)},
    {MP_ROM_QSTR(MP_QSTR_median), MP_ROM_PTR(&image_median_obj)},
    {MP_ROM_QSTR(MP_QSTR_midpoint), MP_ROM_PTR(&image_midpoint_obj)},
    {MP_ROM_QSTR(MP_QSTR_gaussian), MP_ROM_PTR(&image_gaussian_obj)},
    {MP_ROM_QSTR(MP_QSTR_laplacian), MP_ROM_PTR(&image_laplacian_obj)},
    {MP_ROM_QSTR(MP_QSTR_bilateral), MP_ROM_PTR(&image_bilateral_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_edges), MP_ROM_PTR(&image_find_edges_obj)},
    {MP_ROM_QSTR(MP_QSTR_flood_fill), MP_ROM_PTR(&image_flood_fill_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_similarity), MP_ROM_PTR(&image_get_similarity_obj)},
    {MP_ROM_QSTR(MP_QSTR_morph), MP_ROM_PTR(&image_morph_obj)},
    {MP_ROM_QSTR(MP_QSTR_awb), MP_ROM_PTR(&image_awb_obj)},
    {MP_ROM_QSTR(MP_QSTR_gamma), MP_ROM_PTR(&image_gamma_obj)},
    {MP_ROM_QSTR(MP_QSTR_histeq), MP_ROM_PTR(&image_histeq_obj)},
    {MP_ROM_QSTR(MP_QSTR_linpolar), MP_ROM_PTR(&image_linpolar_obj)},
    {MP_ROM_QSTR(MP_QSTR_logpolar), MP_ROM_PTR(&image_logpolar_obj)},
    {MP_ROM_QSTR(MP_QSTR_lens_corr), MP_ROM_PTR(&image_lens_corr_obj)},
    {MP_ROM_QSTR(MP_QSTR_rotation_corr), MP_ROM_PTR(&image_rotation_corr_obj)},
    {MP_ROM_QSTR(MP_QSTR_ccm), MP_ROM_PTR(&image_ccm_obj)},
    {MP_ROM_QSTR(MP_QSTR_gaussian_blur), MP_ROM_PTR(&image_gaussian_obj)},
    {MP_ROM_QSTR(MP_QSTR_blur), MP_ROM_PTR(&image_gaussian_obj)},
    {MP_ROM_QSTR(MP_QSTR_gamma_corr), MP_ROM_PTR(&image_gamma_obj)},
    {MP_ROM_QSTR(MP_QSTR_stereo_disparity), MP_ROM_PTR(&image_unavailable_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_hog), MP_ROM_PTR(&image_unavailable_obj)},
    {MP_ROM_QSTR(MP_QSTR_selective_search), MP_ROM_PTR(&image_unavailable_obj)},

    {MP_ROM_QSTR(MP_QSTR_find_displacement), MP_ROM_PTR(&omv_image_find_displacement_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_eye), MP_ROM_PTR(&omv_image_find_eye_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_features), MP_ROM_PTR(&omv_image_find_features_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_keypoints), MP_ROM_PTR(&omv_image_find_keypoints_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_lbp), MP_ROM_PTR(&omv_image_find_lbp_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_template), MP_ROM_PTR(&omv_image_find_template_obj)},
    {MP_ROM_QSTR(MP_QSTR_to_ndarray), MP_ROM_PTR(&image_to_ndarray_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_regression), MP_ROM_PTR(&image_get_regression_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_lines), MP_ROM_PTR(&image_find_lines_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_line_segments), MP_ROM_PTR(&image_find_line_segments_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_circles), MP_ROM_PTR(&image_find_circles_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_rects), MP_ROM_PTR(&image_find_rects_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_apriltags), MP_ROM_PTR(&image_find_apriltags_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_qrcodes), MP_ROM_PTR(&image_find_qrcodes_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_datamatrices), MP_ROM_PTR(&image_find_datamatrices_obj)},
    {MP_ROM_QSTR(MP_QSTR_find_barcodes), MP_ROM_PTR(&image_find_barcodes_obj)},
};
static MP_DEFINE_CONST_DICT(image_locals, image_locals_table);

static const mp_obj_fun_builtin_var_t* event_method(qstr name)
{
    if (!omv_has_event_camera())
        return NULL;
    switch (name) {
    case MP_QSTR_to_evt_dark: return &image_to_evt_dark_obj;
    case MP_QSTR_to_evt_light: return &image_to_evt_light_obj;
    case MP_QSTR_draw_event_histogram: return &image_draw_event_histogram_obj;
    default: return NULL;
    }
}

// What only some boards have: looked up first, so that it is missing on the others.
static void image_attr(mp_obj_t self, qstr name, mp_obj_t* dest)
{
    if (dest[0] != MP_OBJ_NULL)
        return;
    if (name == MP_QSTR_to_depth && omv_port_has_module("tof")) {
        dest[0] = MP_OBJ_FROM_PTR(&image_to_depth_obj);
        dest[1] = self;
        return;
    }
    const mp_obj_fun_builtin_var_t* method = event_method(name);
    if (method) {
        dest[0] = MP_OBJ_FROM_PTR(method);
        dest[1] = self;
        return;
    }
    dest[1] = MP_OBJ_SENTINEL;
}

MP_DEFINE_CONST_OBJ_TYPE(omv_image_type, MP_QSTR_Image, MP_TYPE_FLAG_ITER_IS_GETITER, make_new,
                         omv_image_make_new, print, omv_image_print, unary_op, omv_image_unary,
                         subscr, omv_image_subscr, iter, omv_image_getiter, buffer,
                         omv_image_buffer, attr, image_attr, locals_dict, &image_locals);
MP_DEFINE_CONST_OBJ_TYPE(omv_image_iterator_type, MP_QSTR_iterator, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
                         iter, omv_image_iternext);

static MP_DEFINE_CONST_FUN_OBJ_1(histogram_bins_obj, omv_histogram_bins);
static MP_DEFINE_CONST_FUN_OBJ_1(histogram_a_bins_obj, omv_histogram_a_bins);
static MP_DEFINE_CONST_FUN_OBJ_1(histogram_b_bins_obj, omv_histogram_b_bins);
static MP_DEFINE_CONST_FUN_OBJ_2(histogram_get_percentile_obj, omv_histogram_get_percentile);
static MP_DEFINE_CONST_FUN_OBJ_1(histogram_get_threshold_obj, omv_histogram_get_threshold);
static MP_DEFINE_CONST_FUN_OBJ_1(histogram_get_statistics_obj, omv_histogram_get_statistics);

static const mp_rom_map_elem_t histogram_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_bins), MP_ROM_PTR(&histogram_bins_obj)},
    {MP_ROM_QSTR(MP_QSTR_l_bins), MP_ROM_PTR(&histogram_bins_obj)},
    {MP_ROM_QSTR(MP_QSTR_a_bins), MP_ROM_PTR(&histogram_a_bins_obj)},
    {MP_ROM_QSTR(MP_QSTR_b_bins), MP_ROM_PTR(&histogram_b_bins_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_percentile), MP_ROM_PTR(&histogram_get_percentile_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_threshold), MP_ROM_PTR(&histogram_get_threshold_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_statistics), MP_ROM_PTR(&histogram_get_statistics_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_stats), MP_ROM_PTR(&histogram_get_statistics_obj)},
    {MP_ROM_QSTR(MP_QSTR_statistics), MP_ROM_PTR(&histogram_get_statistics_obj)},
};
static MP_DEFINE_CONST_DICT(histogram_locals, histogram_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(omv_histogram_type, MP_QSTR_histogram, MP_TYPE_FLAG_NONE, print,
                         omv_histogram_print, subscr, omv_histogram_subscr, locals_dict,
                         &histogram_locals);

static MP_DEFINE_CONST_FUN_OBJ_1(holder_del_obj, omv_holder_del);
static const mp_rom_map_elem_t holder_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&holder_del_obj)},
};
static MP_DEFINE_CONST_DICT(holder_locals, holder_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(omv_holder_type, MP_QSTR_, MP_TYPE_FLAG_NONE, locals_dict, &holder_locals);

static MP_DEFINE_CONST_FUN_OBJ_1(image_binary_to_grayscale_obj, omv_image_binary_to_grayscale);
static MP_DEFINE_CONST_FUN_OBJ_1(image_binary_to_rgb_obj, omv_image_binary_to_rgb);
static MP_DEFINE_CONST_FUN_OBJ_1(image_binary_to_lab_obj, omv_image_binary_to_lab);
static MP_DEFINE_CONST_FUN_OBJ_1(image_binary_to_yuv_obj, omv_image_binary_to_yuv);
static MP_DEFINE_CONST_FUN_OBJ_1(image_grayscale_to_binary_obj, omv_image_grayscale_to_binary);
static MP_DEFINE_CONST_FUN_OBJ_1(image_grayscale_to_rgb_obj, omv_image_grayscale_to_rgb);
static MP_DEFINE_CONST_FUN_OBJ_1(image_grayscale_to_lab_obj, omv_image_grayscale_to_lab);
static MP_DEFINE_CONST_FUN_OBJ_1(image_grayscale_to_yuv_obj, omv_image_grayscale_to_yuv);
static MP_DEFINE_CONST_FUN_OBJ_1(image_rgb_to_binary_obj, omv_image_rgb_to_binary);
static MP_DEFINE_CONST_FUN_OBJ_1(image_rgb_to_grayscale_obj, omv_image_rgb_to_grayscale);
static MP_DEFINE_CONST_FUN_OBJ_1(image_rgb_to_lab_obj, omv_image_rgb_to_lab);
static MP_DEFINE_CONST_FUN_OBJ_1(image_rgb_to_yuv_obj, omv_image_rgb_to_yuv);
static MP_DEFINE_CONST_FUN_OBJ_1(image_lab_to_binary_obj, omv_image_lab_to_binary);
static MP_DEFINE_CONST_FUN_OBJ_1(image_lab_to_grayscale_obj, omv_image_lab_to_grayscale);
static MP_DEFINE_CONST_FUN_OBJ_1(image_lab_to_rgb_obj, omv_image_lab_to_rgb);
static MP_DEFINE_CONST_FUN_OBJ_1(image_lab_to_yuv_obj, omv_image_lab_to_yuv);
static MP_DEFINE_CONST_FUN_OBJ_1(image_yuv_to_binary_obj, omv_image_yuv_to_binary);
static MP_DEFINE_CONST_FUN_OBJ_1(image_yuv_to_grayscale_obj, omv_image_yuv_to_grayscale);
static MP_DEFINE_CONST_FUN_OBJ_1(image_yuv_to_rgb_obj, omv_image_yuv_to_rgb);
static MP_DEFINE_CONST_FUN_OBJ_1(image_yuv_to_lab_obj, omv_image_yuv_to_lab);
static MP_DEFINE_CONST_FUN_OBJ_1(image_get_solidity_obj, omv_image_get_solidity);
static MP_DEFINE_CONST_FUN_OBJ_1(image_get_convexity_obj, omv_image_get_convexity);
static MP_DEFINE_CONST_FUN_OBJ_1(image_get_major_axis_line_obj, omv_image_get_major_axis_line);
static MP_DEFINE_CONST_FUN_OBJ_1(image_get_minor_axis_line_obj, omv_image_get_minor_axis_line);
static MP_DEFINE_CONST_FUN_OBJ_1(image_get_enclosing_circle_obj, omv_image_get_enclosing_circle);
static MP_DEFINE_CONST_FUN_OBJ_1(image_get_enclosed_ellipse_obj, omv_image_get_enclosed_ellipse);

// Names that only some boards have. MP_OBJ_NULL: there is none, and the caller raises.
static mp_obj_t image_getattr(mp_obj_t name)
{
    if (mp_obj_str_get_qstr(name) == MP_QSTR_PALETTE_DEPTH)
        return omv_port_has_module("tof") ? MP_OBJ_NEW_SMALL_INT(2) : MP_OBJ_NULL;
    if (mp_obj_str_get_qstr(name) == MP_QSTR_PALETTE_EVT_DARK && omv_has_event_camera())
        return MP_OBJ_NEW_SMALL_INT(3);
    if (mp_obj_str_get_qstr(name) == MP_QSTR_PALETTE_EVT_LIGHT && omv_has_event_camera())
        return MP_OBJ_NEW_SMALL_INT(4);
    return omv_image_tag_family(name);
}
static MP_DEFINE_CONST_FUN_OBJ_1(image_getattr_obj, image_getattr);

static const mp_rom_map_elem_t image_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_image)},
    {MP_ROM_QSTR(MP_QSTR_Image), MP_ROM_PTR(&omv_image_type)},
    {MP_ROM_QSTR(MP_QSTR_binary_to_grayscale), MP_ROM_PTR(&image_binary_to_grayscale_obj)},
    {MP_ROM_QSTR(MP_QSTR_binary_to_rgb), MP_ROM_PTR(&image_binary_to_rgb_obj)},
    {MP_ROM_QSTR(MP_QSTR_binary_to_lab), MP_ROM_PTR(&image_binary_to_lab_obj)},
    {MP_ROM_QSTR(MP_QSTR_binary_to_yuv), MP_ROM_PTR(&image_binary_to_yuv_obj)},
    {MP_ROM_QSTR(MP_QSTR_grayscale_to_binary), MP_ROM_PTR(&image_grayscale_to_binary_obj)},
    {MP_ROM_QSTR(MP_QSTR_grayscale_to_rgb), MP_ROM_PTR(&image_grayscale_to_rgb_obj)},
    {MP_ROM_QSTR(MP_QSTR_grayscale_to_lab), MP_ROM_PTR(&image_grayscale_to_lab_obj)},
    {MP_ROM_QSTR(MP_QSTR_grayscale_to_yuv), MP_ROM_PTR(&image_grayscale_to_yuv_obj)},
    {MP_ROM_QSTR(MP_QSTR_rgb_to_binary), MP_ROM_PTR(&image_rgb_to_binary_obj)},
    {MP_ROM_QSTR(MP_QSTR_rgb_to_grayscale), MP_ROM_PTR(&image_rgb_to_grayscale_obj)},
    {MP_ROM_QSTR(MP_QSTR_rgb_to_lab), MP_ROM_PTR(&image_rgb_to_lab_obj)},
    {MP_ROM_QSTR(MP_QSTR_rgb_to_yuv), MP_ROM_PTR(&image_rgb_to_yuv_obj)},
    {MP_ROM_QSTR(MP_QSTR_lab_to_binary), MP_ROM_PTR(&image_lab_to_binary_obj)},
    {MP_ROM_QSTR(MP_QSTR_lab_to_grayscale), MP_ROM_PTR(&image_lab_to_grayscale_obj)},
    {MP_ROM_QSTR(MP_QSTR_lab_to_rgb), MP_ROM_PTR(&image_lab_to_rgb_obj)},
    {MP_ROM_QSTR(MP_QSTR_lab_to_yuv), MP_ROM_PTR(&image_lab_to_yuv_obj)},
    {MP_ROM_QSTR(MP_QSTR_yuv_to_binary), MP_ROM_PTR(&image_yuv_to_binary_obj)},
    {MP_ROM_QSTR(MP_QSTR_yuv_to_grayscale), MP_ROM_PTR(&image_yuv_to_grayscale_obj)},
    {MP_ROM_QSTR(MP_QSTR_yuv_to_rgb), MP_ROM_PTR(&image_yuv_to_rgb_obj)},
    {MP_ROM_QSTR(MP_QSTR_yuv_to_lab), MP_ROM_PTR(&image_yuv_to_lab_obj)},
    {MP_ROM_QSTR(MP_QSTR_BINARY), MP_ROM_INT(0x08010000)},
    {MP_ROM_QSTR(MP_QSTR_GRAYSCALE), MP_ROM_INT(0x08020001)},
    {MP_ROM_QSTR(MP_QSTR_RGB565), MP_ROM_INT(0x0C030002)},
    {MP_ROM_QSTR(MP_QSTR_BAYER), MP_ROM_INT(0x05040001)},
    {MP_ROM_QSTR(MP_QSTR_YUV422), MP_ROM_INT(0x14050002)},
    {MP_ROM_QSTR(MP_QSTR_JPEG), MP_ROM_INT(0x06060000)},
    {MP_ROM_QSTR(MP_QSTR_PNG), MP_ROM_INT(0x06070000)},
    {MP_ROM_QSTR(MP_QSTR_PALETTE_RAINBOW), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_PALETTE_IRONBOW), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR___getattr__), MP_ROM_PTR(&image_getattr_obj)},
    {MP_ROM_QSTR(MP_QSTR_AREA), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_BILINEAR), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_BICUBIC), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_HMIRROR), MP_ROM_INT(16)},
    {MP_ROM_QSTR(MP_QSTR_VFLIP), MP_ROM_INT(32)},
    {MP_ROM_QSTR(MP_QSTR_TRANSPOSE), MP_ROM_INT(64)},
    {MP_ROM_QSTR(MP_QSTR_CENTER), MP_ROM_INT(128)},
    {MP_ROM_QSTR(MP_QSTR_EXTRACT_RGB_CHANNEL_FIRST), MP_ROM_INT(256)},
    {MP_ROM_QSTR(MP_QSTR_APPLY_COLOR_PALETTE_FIRST), MP_ROM_INT(512)},
    {MP_ROM_QSTR(MP_QSTR_SCALE_ASPECT_KEEP), MP_ROM_INT(1024)},
    {MP_ROM_QSTR(MP_QSTR_SCALE_ASPECT_EXPAND), MP_ROM_INT(2048)},
    {MP_ROM_QSTR(MP_QSTR_SCALE_ASPECT_IGNORE), MP_ROM_INT(4096)},
    {MP_ROM_QSTR(MP_QSTR_BLACK_BACKGROUND), MP_ROM_INT(0x80000000)},
    {MP_ROM_QSTR(MP_QSTR_ROTATE_90), MP_ROM_INT(96)},
    {MP_ROM_QSTR(MP_QSTR_ROTATE_180), MP_ROM_INT(48)},
    {MP_ROM_QSTR(MP_QSTR_ROTATE_270), MP_ROM_INT(80)},
    {MP_ROM_QSTR(MP_QSTR_JPEG_SUBSAMPLING_AUTO), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_JPEG_SUBSAMPLING_444), MP_ROM_INT(0x11)},
    {MP_ROM_QSTR(MP_QSTR_JPEG_SUBSAMPLING_422), MP_ROM_INT(0x21)},
    {MP_ROM_QSTR(MP_QSTR_JPEG_SUBSAMPLING_420), MP_ROM_INT(0x22)},
    {MP_ROM_QSTR(MP_QSTR_EDGE_CANNY), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_EDGE_SIMPLE), MP_ROM_INT(1)},

    {MP_ROM_QSTR(MP_QSTR_SEARCH_EX), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_SEARCH_DS), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_CORNER_FAST), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_CORNER_AGAST), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_HaarCascade), MP_ROM_PTR(&omv_image_haar_cascade_obj)},
    {MP_ROM_QSTR(MP_QSTR_ImageIO), MP_ROM_PTR(&omv_imageio_type)},
    {MP_ROM_QSTR(MP_QSTR_load_descriptor), MP_ROM_PTR(&omv_image_load_descriptor_obj)},
    {MP_ROM_QSTR(MP_QSTR_save_descriptor), MP_ROM_PTR(&omv_image_save_descriptor_obj)},
    {MP_ROM_QSTR(MP_QSTR_match_descriptor), MP_ROM_PTR(&omv_image_match_descriptor_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_solidity), MP_ROM_PTR(&image_get_solidity_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_convexity), MP_ROM_PTR(&image_get_convexity_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_major_axis_line), MP_ROM_PTR(&image_get_major_axis_line_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_minor_axis_line), MP_ROM_PTR(&image_get_minor_axis_line_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_enclosing_circle), MP_ROM_PTR(&image_get_enclosing_circle_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_enclosed_ellipse), MP_ROM_PTR(&image_get_enclosed_ellipse_obj)},
    {MP_ROM_QSTR(MP_QSTR_EAN2), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_EAN5), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_EAN8), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_UPCE), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_ISBN10), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_UPCA), MP_ROM_INT(5)},
    {MP_ROM_QSTR(MP_QSTR_EAN13), MP_ROM_INT(6)},
    {MP_ROM_QSTR(MP_QSTR_ISBN13), MP_ROM_INT(7)},
    {MP_ROM_QSTR(MP_QSTR_I25), MP_ROM_INT(8)},
    {MP_ROM_QSTR(MP_QSTR_DATABAR), MP_ROM_INT(9)},
    {MP_ROM_QSTR(MP_QSTR_DATABAR_EXP), MP_ROM_INT(10)},
    {MP_ROM_QSTR(MP_QSTR_CODABAR), MP_ROM_INT(11)},
    {MP_ROM_QSTR(MP_QSTR_CODE39), MP_ROM_INT(12)},
    {MP_ROM_QSTR(MP_QSTR_PDF417), MP_ROM_INT(13)},
    {MP_ROM_QSTR(MP_QSTR_CODE93), MP_ROM_INT(14)},
    {MP_ROM_QSTR(MP_QSTR_CODE128), MP_ROM_INT(15)},
};
static MP_DEFINE_CONST_DICT(image_globals, image_globals_table);

const mp_obj_module_t omv_module_image = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&image_globals,
};
MP_REGISTER_MODULE(MP_QSTR_image, omv_module_image);
