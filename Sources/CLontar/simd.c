// Which vector instructions are used.

#include <stdatomic.h>
#include <stdlib.h>

#include "normalize.h"

// One more than the level; zero until it is known.
static atomic_int known;

static bool is_there(lontar_simd level) {
  switch (level) {
  case LONTAR_SIMD_NONE: return true;
  case LONTAR_SIMD_AVX2:
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
    return false;
#endif
  case LONTAR_SIMD_NEON:
#if defined(__aarch64__)
    return true;
#else
    return false;
#endif
  }
  return false;
}

static lontar_simd choose(void) {
  const char *const wish = getenv("LONTAR_SIMD");
  if (wish != NULL && strcmp(wish, "scalar") == 0) return LONTAR_SIMD_NONE;
  if (is_there(LONTAR_SIMD_AVX2)) return LONTAR_SIMD_AVX2;
  return is_there(LONTAR_SIMD_NEON) ? LONTAR_SIMD_NEON : LONTAR_SIMD_NONE;
}

lontar_simd lontar_simd_level(void) {
  int level = atomic_load_explicit(&known, memory_order_relaxed) - 1;
  if (level < 0) {
    level = (int)choose();
    atomic_store_explicit(&known, level + 1, memory_order_relaxed);
  }
  return (lontar_simd)level;
}

lontar_status lontar_simd_force(lontar_simd level) {
  if (!is_there(level)) return LONTAR_BAD_ARGUMENT;
  atomic_store_explicit(&known, (int)level + 1, memory_order_relaxed);
  return LONTAR_OK;
}
