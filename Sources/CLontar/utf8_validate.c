#include "normalize.h"

#include "utf8_step.h"

/// How much of a text vectors find well-formed.
static size_t blocks(const uint8_t *in, size_t count) {
  switch (lontar_simd_level()) {
  case LONTAR_SIMD_NONE: break;
  case LONTAR_SIMD_AVX2:
#if defined(__x86_64__)
    return lontar_validate_avx2(in, count);
#else
    break;
#endif
  case LONTAR_SIMD_NEON:
#if defined(__aarch64__)
    return lontar_validate_neon(in, count);
#else
    break;
#endif
  }
  (void)in;
  (void)count;
  return 0;
}

lontar_utf8_check lontar_utf8_validate(const uint8_t *in, size_t count) {
  size_t i = count >= 64 ? blocks(in, count) : 0;
  // Back to the first byte of a character that the last block cuts.
  for (size_t back = 1; back <= 3 && back <= i; back++) {
    if (in[i - back] < 0x80) break;
    if (in[i - back] >= 0xC0) {
      i -= back;
      break;
    }
  }
  while (i < count) {
    const uint8_t lead = in[i];
    if (lead < 0x80) {
      i = lontar_skip_ascii(in, count, i);
      continue;
    }
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    if (!step.well_formed) return (lontar_utf8_check){LONTAR_ILL_FORMED, i, step.count};
    i += step.count;
  }
  return (lontar_utf8_check){LONTAR_OK, count, 0};
}
