// The vectorised scan for x86-64 with AVX2, chosen at run time.

#include "normalize.h"

#if defined(__x86_64__)

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi")
#endif

typedef __m256i vector;
typedef uint32_t mask;
#define WIDTH 32
#define ALWAYS_INLINE __attribute__((always_inline))

static inline vector v_all(uint8_t byte) { return _mm256_set1_epi8((char)byte); }
static inline vector v_load(const uint8_t *in) {
  return _mm256_loadu_si256((const __m256i *)(const void *)in);
}
static inline vector v_table(const uint8_t *table) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}
static inline vector v_lookup(vector table, vector halves) {
  return _mm256_shuffle_epi8(table, halves);
}
static inline vector v_low(vector a) { return _mm256_and_si256(a, v_all(0x0F)); }
static inline vector v_high(vector a) {
  return _mm256_and_si256(_mm256_srli_epi16(a, 4), v_all(0x0F));
}
static inline vector v_and(vector a, vector b) { return _mm256_and_si256(a, b); }
static inline vector v_or(vector a, vector b) { return _mm256_or_si256(a, b); }
static inline vector v_xor(vector a, vector b) { return _mm256_xor_si256(a, b); }
static inline vector v_add(vector a, vector b) { return _mm256_add_epi8(a, b); }
/// Down to zero at most.
static inline vector v_subtract(vector a, vector b) { return _mm256_subs_epu8(a, b); }
static inline vector v_minimum(vector a, vector b) { return _mm256_min_epu8(a, b); }
static inline vector v_equal(vector a, vector b) { return _mm256_cmpeq_epi8(a, b); }
static inline vector v_is_zero(vector a) { return v_equal(a, v_all(0)); }
static inline bool v_all_zero(vector a) { return _mm256_testz_si256(a, a); }
static inline bool v_has_high(vector a) { return _mm256_movemask_epi8(a) != 0; }
/// The text `n` bytes earlier, after zeros.
#define v_after_zero(text, n) \
  _mm256_alignr_epi8(text, _mm256_permute2x128_si256(text, text, 0x08), 16 - (n))
/// The bytes three places earlier.
static inline vector v_shift_in(vector before, vector a) {
  return _mm256_alignr_epi8(a, _mm256_permute2x128_si256(before, a, 0x21), 13);
}
/// FF for each ASCII capital.
static inline vector v_capitals(vector text) {
  return _mm256_and_si256(
    _mm256_cmpgt_epi8(text, v_all('A' - 1)), _mm256_cmpgt_epi8(v_all('Z' + 1), text));
}
static inline mask v_faults(vector wrong, vector text, bool capitals) {
  if (capitals) wrong = v_or(wrong, v_capitals(text));
  return ~(mask)_mm256_movemask_epi8(v_is_zero(wrong));
}
/// A bit for each byte that is FF, where none is anything but FF or 0.
static inline mask v_bits(vector a) { return (mask)_mm256_movemask_epi8(a); }
/// All from a place on.
static inline mask v_from(size_t place) { return place < 32 ? ~(mask)0 << place : 0; }
static inline size_t v_first(mask set) { return (size_t)__builtin_ctz(set); }
static inline void v_store_text(uint8_t *out, vector text, bool folds) {
  if (folds) text = v_or(text, v_and(v_capitals(text), v_all(0x20)));
  _mm256_storeu_si256((__m256i *)(void *)out, text);
}

#include "normalize_compose.h"
#include "rules_blocks.h"
#include "utf8_blocks.h"

size_t lontar_validate_avx2(const uint8_t *in, size_t count) { return validate_blocks(in, count); }

size_t lontar_pass_pairs_avx2(const lontar_suspicion *table, const uint8_t *in, size_t count) {
  return pass_pairs(table, in, count);
}

size_t lontar_scan_avx2(
  const lontar_scan_tables *tables, const uint8_t *in, size_t count, uint8_t *out, bool folds) {
  if (folds) {
    return out == NULL ? scan_blocks(tables, in, count, NULL, true)
                       : scan_blocks(tables, in, count, out, true);
  }
  return out == NULL ? scan_blocks(tables, in, count, NULL, false)
                     : scan_blocks(tables, in, count, out, false);
}

lontar_progress lontar_compose_avx2(
  const lontar_form_traits *form, const lontar_scan_tables *tables, const uint8_t *in,
  size_t count, uint8_t *out, bool folds) {
  return folds ? compose_blocks(form, tables, in, count, out, true)
               : compose_blocks(form, tables, in, count, out, false);
}

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif

// Not an empty file elsewhere.
extern const int lontar_avx2_unused;
