#pragma once

// The vectorised scan: passes over text that is well-formed and in a normal form as far as it can
// tell, copying it if asked to. What it does not know, it leaves to the scan of normalize.c, so it may
// be careful, but never wrong.
//
// Written once over a few vector operations, which normalize_avx2.c and normalize_neon.c give before
// they include this file: `vector`, `WIDTH`, and the functions `v_…` used below.
//
// Bytes are judged by their halves. Sixteen-entry tables give a set of bits for the low or the high
// half of a byte, and the intersection of the sets of neighbouring bytes says what they are together.
// For validation this is the method of Keiser and Lemire, "Validating UTF-8 In Less Than One
// Instruction Per Byte" (2021). The rest of the tables is made by generators/normalization_scan.py:
//
// - `plain`: sets of characters of three or four bytes that never need attention. A character that
//   is in none of them stops the scan. Two-byte characters stop it by their lead.
// - `rank`: marks, one bit each kind, and what composes with them. Two adjacent characters with
//   ranks stop the scan, unless the second one's bit is the next higher one. The marks are laid out
//   so that this lets through only what is in canonical order.

#include "normalize.h"

typedef struct scan_constants {
  vector pair_first_high, pair_first_low, pair_second;
  vector plain_lead, plain_second_high, plain_second_low, plain_third_high, plain_third_low;
  vector rank_second_low, rank_third_high, rank_third_low;
} scan_constants;

static inline ALWAYS_INLINE scan_constants scan_constants_of(const lontar_scan_tables *tables) {
  return (scan_constants){
    v_table(tables->pair_first_high), v_table(tables->pair_first_low),
    v_table(tables->pair_second), v_table(tables->plain_lead),
    v_table(tables->plain_second_high), v_table(tables->plain_second_low),
    v_table(tables->plain_third_high), v_table(tables->plain_third_low),
    v_table(tables->rank_second_low), v_table(tables->rank_third_high),
    v_table(tables->rank_third_low),
  };
}

/// Judges a block, given the same text one, two and three bytes earlier and the ranks of the block
/// before. Bytes of the result that are not zero need attention.
static inline ALWAYS_INLINE vector judge(
  const scan_constants *t, vector text, vector back1, vector back2, vector back3,
  vector *ranks) {
  const vector low0 = v_low(text), high0 = v_high(text);
  const vector low1 = v_low(back1), high1 = v_high(back1);
  const vector low2 = v_low(back2);

  // Pairs of bytes that cannot be, or whose lead needs attention.
  vector wrong = v_and(
    v_and(v_lookup(t->pair_first_high, high1), v_lookup(t->pair_first_low, low1)),
    v_lookup(t->pair_second, high0));
  // Two continuation bytes in a row must be the end of a character of three or four bytes.
  const vector must = v_or(v_subtract(back2, v_all(0x60)), v_subtract(back3, v_all(0x70)));
  wrong = v_xor(wrong, v_and(must, v_all(0x80)));

  const vector plain = v_and(
    v_and(
      v_and(v_lookup(t->plain_lead, low2), v_lookup(t->plain_second_high, high1)),
      v_and(v_lookup(t->plain_second_low, low1), v_lookup(t->plain_third_high, high0))),
    v_lookup(t->plain_third_low, low0));
  wrong = v_or(wrong, v_minimum(v_is_zero(plain), v_subtract(back2, v_all(0xDF))));

  const vector rank = v_and(
    v_and(v_lookup(t->rank_second_low, low1), v_lookup(t->rank_third_high, high0)),
    v_lookup(t->rank_third_low, low0));
  const vector before = v_shift_in(*ranks, rank);
  *ranks = rank;
  return v_or(
    wrong, v_minimum(v_minimum(rank, before), v_xor(rank, v_add(before, before))));
}

/// Whether text that ends here breaks off a character.
static inline bool breaks_off(const uint8_t *end) {
  return end[-1] >= 0xC0 || end[-2] >= 0xE0 || end[-3] >= 0xF0;
}

/// How many bytes from the start pass. What passes is copied, in small letters if asked to; up to
/// `count` bytes of the output may be written in any case. The count must be 64 at least.
static inline ALWAYS_INLINE size_t scan_blocks(
  const lontar_scan_tables *tables, const uint8_t *in, size_t count, uint8_t *out, bool folds) {
  const scan_constants t = scan_constants_of(tables);
  vector ranks = v_all(0);
  size_t i = 0;

  // The first block has nothing before it.
  {
    const vector text = v_load(in);
    const vector wrong = judge(
      &t, text, v_after_zero(text, 1), v_after_zero(text, 2), v_after_zero(text, 3), &ranks);
    if (out != NULL) v_store_text(out, text, folds);
    const mask faults = v_faults(wrong, text, out == NULL && folds);
    if (faults) return v_first(faults);
    i = WIDTH;
  }
  while (count - i >= 2 * WIDTH) {
    const vector first = v_load(in + i), second = v_load(in + i + WIDTH);
    if (!v_has_high(v_or(first, second)) && !(out == NULL && folds)) {
      if (breaks_off(in + i)) return i;
      if (out != NULL) {
        v_store_text(out + i, first, folds);
        v_store_text(out + i + WIDTH, second, folds);
      }
      i += 2 * WIDTH;
      ranks = v_all(0);
      continue;
    }
    const vector wrong1 = judge(
      &t, first, v_load(in + i - 1), v_load(in + i - 2), v_load(in + i - 3), &ranks);
    const uint8_t *const middle = in + i + WIDTH;
    const vector wrong2 = judge(
      &t, second, v_load(middle - 1), v_load(middle - 2), v_load(middle - 3), &ranks);
    if (out != NULL) {
      v_store_text(out + i, first, folds);
      v_store_text(out + i + WIDTH, second, folds);
    }
    if (!v_all_zero(v_or(wrong1, wrong2)) || (out == NULL && folds)) {
      const mask faults1 = v_faults(wrong1, first, out == NULL && folds);
      if (faults1) return i + v_first(faults1);
      const mask faults2 = v_faults(wrong2, second, out == NULL && folds);
      if (faults2) return i + WIDTH + v_first(faults2);
    }
    i += 2 * WIDTH;
  }
  // The rest, by blocks that may take in what has been seen already.
  while (i < count) {
    const size_t start = count - i < WIDTH ? count - WIDTH : i;
    if (start != i) ranks = v_all(0);
    const vector text = v_load(in + start);
    const vector wrong = judge(
      &t, text, v_load(in + start - 1), v_load(in + start - 2), v_load(in + start - 3), &ranks);
    if (out != NULL) v_store_text(out + start, text, folds);
    const mask faults = v_faults(wrong, text, out == NULL && folds);
    if (faults) return start + v_first(faults);
    i = start + WIDTH;
  }
  return breaks_off(in + count) ? count - 1 : count;
}
