#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// One step over UTF-8 by the table of well-formed sequences (Unicode 15.0, table 3-7).
typedef struct lontar_step {
  /// The scalar value; U+FFFD for an ill-formed sequence.
  uint32_t scalar;
  /// The bytes of the scalar, or of the ill-formed sequence's maximal subpart.
  size_t count;
  bool well_formed;
} lontar_step;

/// Reads the scalar at the start of a text that is not empty, by the table.
static inline lontar_step lontar_step_by_table(const uint8_t *in, size_t count) {
  const uint8_t lead = in[0];
  if (lead < 0x80) return (lontar_step){lead, 1, true};

  size_t length = 0;
  uint32_t scalar = 0;
  // The range of the second byte shuts out overlong forms, surrogates, and values past U+10FFFF.
  uint8_t low = 0x80, high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    scalar = lead & 0x1Fu;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    scalar = lead & 0x0Fu;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    scalar = lead & 0x07u;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return (lontar_step){0xFFFD, 1, false};
  }
  for (size_t i = 1; i < length; i++) {
    if (i >= count || in[i] < low || in[i] > high) return (lontar_step){0xFFFD, i, false};
    scalar = scalar << 6 | (in[i] & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return (lontar_step){scalar, length, true};
}

/// Reads the scalar at the start of a text that is not empty.
static inline lontar_step lontar_step_utf8(const uint8_t *in, size_t count) {
  const uint8_t lead = in[0];
  if (lead < 0x80) return (lontar_step){lead, 1, true};
  // Most scripts here take three bytes, and Vietnamese has some of two.
  if (count >= 3 && (lead & 0xF0) == 0xE0 && (in[1] & 0xC0) == 0x80 && (in[2] & 0xC0) == 0x80) {
    const uint32_t scalar = (lead & 0x0Fu) << 12 | (in[1] & 0x3Fu) << 6 | (in[2] & 0x3Fu);
    // Neither overlong nor a surrogate.
    if (scalar >= 0x800 && scalar >> 11 != 0xD800 >> 11) return (lontar_step){scalar, 3, true};
  } else if (count >= 2 && lead >= 0xC2 && lead <= 0xDF && (in[1] & 0xC0) == 0x80) {
    return (lontar_step){(lead & 0x1Fu) << 6 | (in[1] & 0x3Fu), 2, true};
  }
  return lontar_step_by_table(in, count);
}

/// The first place from one on that is not ASCII; the count if there is none. Eight bytes at a time.
static inline size_t lontar_skip_ascii(const uint8_t *in, size_t count, size_t i) {
  uint64_t word;
  while (count - i >= 8) {
    memcpy(&word, in + i, 8);
    if (word & 0x8080808080808080u) break;
    i += 8;
  }
  while (i < count && in[i] < 0x80) i++;
  return i;
}
