#pragma once

/// The C core of Lontar. Every function starts with `lontar_`, takes bytes with their count, and
/// reports with a status; no type of another library appears here.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Asks the processor to bring a cache line near; a hint that never faults.
static inline void lontar_prefetch(const void *_Nullable address) { __builtin_prefetch(address); }

/// The version of ICU in use, as text such as "72.1".
const char *_Nonnull lontar_icu_version(void);

/// The version of Unicode that ICU implements, as text such as "15.0".
const char *_Nonnull lontar_icu_unicode_version(void);

#ifdef __cplusplus
}
#endif
