// SPDX-License-Identifier: MIT
#pragma once

#if defined(_WIN32)
#if defined(OPENMV_STATIC)
#define OPENMV_API
#elif defined(OPENMV_BUILDING)
#define OPENMV_API __declspec(dllexport)
#else
#define OPENMV_API __declspec(dllimport)
#endif
#else
#define OPENMV_API __attribute__((visibility("default")))
#endif

// For private parts of exported classes, which would be exported with them.
#if defined(_WIN32)
#define OPENMV_LOCAL
#else
#define OPENMV_LOCAL __attribute__((visibility("hidden")))
#endif
