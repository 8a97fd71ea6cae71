// SPDX-License-Identifier: MIT
#include "firmware/camera/frame_size.h"

namespace omv::firmware {

namespace {

constexpr Size kSizes[kFrameSizeCount] = {
    {0, 0},       {0, 0},       {88, 72},     {176, 144},   {352, 288},   {88, 60},     {176, 120},
    {352, 240},   {40, 30},     {80, 60},     {160, 120},   {320, 240},   {640, 480},   {30, 20},
    {60, 40},     {120, 80},    {240, 160},   {480, 320},   {64, 32},     {64, 64},     {128, 64},
    {128, 128},   {160, 160},   {320, 320},   {128, 160},   {128, 160},   {720, 480},   {752, 480},
    {800, 600},   {1024, 768},  {1280, 768},  {1280, 1024}, {1280, 960},  {1600, 1200}, {1280, 720},
    {1920, 1080}, {2560, 1440}, {2048, 1536}, {2560, 1600}, {2592, 1944},
};

}  // namespace

Size namedFrameSize(int number)
{
    return number >= 0 && number < kFrameSizeCount ? kSizes[number] : Size{};
}

}  // namespace omv::firmware
