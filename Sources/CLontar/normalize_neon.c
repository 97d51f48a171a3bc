// The vectorised scan for 64-bit ARM, where NEON is always there.

#include "normalize.h"

#if defined(__aarch64__)

#include <arm_neon.h>

typedef uint8x16_t vector;
// Four bits a byte, of which a set has the first or all.
typedef uint64_t mask;
#define WIDTH 16
#define ALWAYS_INLINE __attribute__((always_inline))

static inline vector v_all(uint8_t byte) { return vdupq_n_u8(byte); }
static inline vector v_load(const uint8_t *in) { return vld1q_u8(in); }
static inline vector v_table(const uint8_t *table) { return vld1q_u8(table); }
static inline vector v_lookup(vector table, vector halves) { return vqtbl1q_u8(table, halves); }
static inline vector v_low(vector a) { return vandq_u8(a, v_all(0x0F)); }
static inline vector v_high(vector a) { return vshrq_n_u8(a, 4); }
static inline vector v_and(vector a, vector b) { return vandq_u8(a, b); }
static inline vector v_or(vector a, vector b) { return vorrq_u8(a, b); }
static inline vector v_xor(vector a, vector b) { return veorq_u8(a, b); }
static inline vector v_add(vector a, vector b) { return vaddq_u8(a, b); }
/// Down to zero at most.
static inline vector v_subtract(vector a, vector b) { return vqsubq_u8(a, b); }
static inline vector v_minimum(vector a, vector b) { return vminq_u8(a, b); }
static inline vector v_equal(vector a, vector b) { return vceqq_u8(a, b); }
static inline vector v_is_zero(vector a) { return vceqzq_u8(a); }
static inline bool v_all_zero(vector a) { return vmaxvq_u8(a) == 0; }
static inline bool v_has_high(vector a) { return vmaxvq_u8(a) >= 0x80; }
/// The text `n` bytes earlier, after zeros.
#define v_after_zero(text, n) vextq_u8(v_all(0), text, 16 - (n))
/// The bytes three places earlier.
static inline vector v_shift_in(vector before, vector a) { return vextq_u8(before, a, 13); }
/// FF for each ASCII capital.
static inline vector v_capitals(vector text) {
  return vcltq_u8(vsubq_u8(text, v_all('A')), v_all(26));
}
static inline mask v_faults(vector wrong, vector text, bool capitals) {
  if (capitals) wrong = v_or(wrong, v_capitals(text));
  const uint8x8_t narrow =
    vshrn_n_u16(vreinterpretq_u16_u8(vmvnq_u8(v_is_zero(wrong))), 4);
  return vget_lane_u64(vreinterpret_u64_u8(narrow), 0);
}
/// A bit for each byte that is FF, where none is anything but FF or 0.
static inline mask v_bits(vector a) {
  const uint8x8_t narrow = vshrn_n_u16(vreinterpretq_u16_u8(a), 4);
  return vget_lane_u64(vreinterpret_u64_u8(narrow), 0) & 0x1111111111111111u;
}
/// All from a place on.
static inline mask v_from(size_t place) { return place < 16 ? ~(mask)0 << 4 * place : 0; }
static inline size_t v_first(mask set) { return (size_t)__builtin_ctzll(set) / 4; }
static inline void v_store_text(uint8_t *out, vector text, bool folds) {
  if (folds) text = v_or(text, v_and(v_capitals(text), v_all(0x20)));
  vst1q_u8(out, text);
}

#include "normalize_compose.h"
#include "rules_blocks.h"
#include "utf8_blocks.h"

size_t lontar_validate_neon(const uint8_t *in, size_t count) { return validate_blocks(in, count); }

size_t lontar_pass_pairs_neon(const lontar_suspicion *table, const uint8_t *in, size_t count) {
  return pass_pairs(table, in, count);
}

size_t lontar_scan_neon(
  const lontar_scan_tables *tables, const uint8_t *in, size_t count, uint8_t *out, bool folds) {
  if (folds) {
    return out == NULL ? scan_blocks(tables, in, count, NULL, true)
                       : scan_blocks(tables, in, count, out, true);
  }
  return out == NULL ? scan_blocks(tables, in, count, NULL, false)
                     : scan_blocks(tables, in, count, out, false);
}

lontar_progress lontar_compose_neon(
  const lontar_form_traits *form, const lontar_scan_tables *tables, const uint8_t *in,
  size_t count, uint8_t *out, bool folds) {
  return folds ? compose_blocks(form, tables, in, count, out, true)
               : compose_blocks(form, tables, in, count, out, false);
}

#endif

// Not an empty file elsewhere.
extern const int lontar_neon_unused;
