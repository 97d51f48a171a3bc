#pragma once

// What the files of the conversion of Zawgyi share. See zawgyi.c for how they work together.

#include "CLontar.h"

#include <stdbool.h>

/// A scalar in the low half, and above it the offset of the byte it comes from.
typedef uint64_t unit;

static inline uint32_t scalar_of(unit u) { return (uint32_t)u; }
static inline unit with(unit place, uint32_t scalar) {
  return (place & 0xFFFFFFFF00000000u) | scalar;
}

// MARK: - Classes

static inline bool within(uint32_t c, uint32_t first, uint32_t last) {
  return c - first <= last - first;
}
static inline bool is_consonant(uint32_t c) { return within(c, 0x1000, 0x1021); }
static inline bool is_medial(uint32_t c) { return within(c, 0x103B, 0x103E); }
/// Vowel signs but the one before the consonant.
static inline bool is_vowel(uint32_t c) { return within(c, 0x102B, 0x1030) || c == 0x1032; }
static inline bool is_digit(uint32_t c) { return within(c, 0x1040, 0x1049); }
static inline bool is_space(uint32_t c) {
  return c == 0x20 || c == 0xA0 || c == 0x1680 || within(c, 0x2000, 0x200D) || c == 0x202F ||
         c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

// MARK: - Passes

// Each reads `in`, which ends with two zeros, and writes to `out` the same way; the counts are without the
// zeros. `letters` makes up to four units of one, the others never more than there were.

/// The scalar so many places behind; 0 at the end.
#define AT(offset) scalar_of(in[i + (offset)])

static inline size_t finish(unit *start, unit *out) {
  out[0] = out[1] = 0;
  return (size_t)(out - start);
}

static inline unit *put(unit *out, unit place, uint32_t a) {
  *out = with(place, a);
  return out + 1;
}

/// Letters of the font to characters: zawgyi_letters.c.
size_t lontar_zawgyi_letters(const unit *in, size_t count, unit *out);

/// A pass that brings characters into the order of Unicode, or leaves some out: zawgyi_order.c.
typedef size_t lontar_zawgyi_pass(const unit *in, size_t count, unit *out);
lontar_zawgyi_pass lontar_zawgyi_before_vowel, lontar_zawgyi_signs_above, lontar_zawgyi_stacks,
  lontar_zawgyi_medials, lontar_zawgyi_last_swaps, lontar_zawgyi_repeats;
