#pragma once

// What the files of the normaliser share. See normalize.c for how they work together.

#include <stdbool.h>
#include <string.h>

#include "CLontar.h"
#include "normalize_tables.h"

/// A normal form, as the normaliser works it.
typedef struct lontar_form_traits {
  /// Where the decomposition of this form starts in `lontar_blocks_basic` and `lontar_groups`.
  const uint16_t *basic;
  const uint8_t *groups;
  bool composes;
} lontar_form_traits;

extern const lontar_form_traits lontar_forms[6];

/// Scans from a boundary on: how many bytes pass as well-formed and in form. They are copied to the
/// output, if there is one, with ASCII capitals made small when `folds` says so; without an output
/// capitals do not pass then. The count must be 64 at least, and as much output may be overwritten.
typedef size_t lontar_scan_function(
  const lontar_scan_tables *tables, const uint8_t *in, size_t count, uint8_t *out, bool folds);
lontar_scan_function lontar_scan_avx2, lontar_scan_neon;

/// Validates whole blocks: see utf8_blocks.h.
size_t lontar_validate_avx2(const uint8_t *in, size_t count);
size_t lontar_validate_neon(const uint8_t *in, size_t count);

/// Passes over text without pairs of letters that look suspicious: see rules_blocks.h.
size_t lontar_pass_pairs_avx2(const lontar_suspicion *table, const uint8_t *in, size_t count);
size_t lontar_pass_pairs_neon(const lontar_suspicion *table, const uint8_t *in, size_t count);

typedef struct lontar_progress {
  size_t read;
  size_t written;
  /// Whether it stopped because it is not needed.
  bool is_idle;
} lontar_progress;

/// Scans from a boundary to a later one, composing Latin letters with the marks after them.
typedef lontar_progress lontar_compose_function(
  const lontar_form_traits *form, const lontar_scan_tables *tables, const uint8_t *in,
  size_t count, uint8_t *out, bool folds);
lontar_compose_function lontar_compose_avx2, lontar_compose_neon;

/// The last boundary before the byte where a scan stopped. (That byte may begin a character and yet
/// not be a boundary, because it breaks off the one before.)
size_t lontar_boundary_before(
  const lontar_form_traits *form, const uint8_t *in, size_t start, size_t place, size_t count);

/// The trie's value of a scalar.
static inline unsigned lontar_value(const lontar_form_traits *form, uint32_t scalar) {
  const unsigned block =
    scalar < 0x10000
      ? form->basic[scalar >> 6]
      : lontar_blocks_high[form->groups[(scalar >> 12) - 16] * 64 + (scalar >> 6 & 63)];
  return lontar_values[block + (scalar & 63)];
}

/// Reads a scalar of text that is known to be well-formed.
static inline uint32_t lontar_read_utf8(const uint8_t *in, size_t *length) {
  const uint32_t lead = in[0];
  if (lead < 0x80) return *length = 1, lead;
  if (lead < 0xE0) return *length = 2, (lead & 0x1F) << 6 | (in[1] & 0x3F);
  if (lead < 0xF0) {
    return *length = 3,
           (lead & 0x0F) << 12 | (uint32_t)(in[1] & 0x3F) << 6 | (in[2] & 0x3F);
  }
  *length = 4;
  return (lead & 0x07) << 18 | (uint32_t)(in[1] & 0x3F) << 12 |
         (uint32_t)(in[2] & 0x3F) << 6 | (in[3] & 0x3F);
}

/// Writes a scalar and gives its length; four bytes must be free.
static inline size_t lontar_write_utf8(uint8_t *out, uint32_t scalar) {
  if (scalar < 0x80) return out[0] = (uint8_t)scalar, 1;
  if (scalar < 0x800) {
    out[0] = (uint8_t)(0xC0 | scalar >> 6);
    out[1] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 2;
  }
  if (scalar < 0x10000) {
    out[0] = (uint8_t)(0xE0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 3;
  }
  out[0] = (uint8_t)(0xF0 | scalar >> 18);
  out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
  out[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
  out[3] = (uint8_t)(0x80 | (scalar & 0x3F));
  return 4;
}

/// The composite of a starter and a character in a column, or 0.
static inline uint32_t lontar_compose(uint32_t first, unsigned column) {
  if (column >= LONTAR_VOWEL_COLUMN) return 0;
  const uint32_t key = first << 7 | column;
  for (uint32_t slot = key * LONTAR_PAIR_MULTIPLIER >> 21;; slot = (slot + 1) & 2047) {
    const uint64_t pair = lontar_pairs[slot];
    if (pair >> 32 == key) return (uint32_t)pair;
    if (pair == 0) return 0;
  }
}

/// The combining class that a value below `LONTAR_ENTRIES` stands for.
static inline unsigned lontar_class_of(unsigned value) {
  if (value < LONTAR_COLUMNS) return value;
  return value < LONTAR_HANGUL ? lontar_column_class[value - LONTAR_COLUMNS] : 0;
}

/// Whether a character with a value has a boundary before it, when all before it is in form.
static inline bool lontar_begins(const lontar_form_traits *form, unsigned value) {
  if (value >= LONTAR_ENTRIES) {
    const uint8_t flags = lontar_pool[value - LONTAR_ENTRIES + 1];
    return (flags & (form->composes ? LONTAR_ENTRY_BOUNDARY : LONTAR_ENTRY_STARTER)) != 0;
  }
  if (value == LONTAR_NIGGAHITA) return false;
  if (form->composes) return value == 0 || value == LONTAR_HANGUL;
  return lontar_class_of(value) == 0;
}
