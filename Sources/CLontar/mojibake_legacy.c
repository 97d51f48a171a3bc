// Legacy encodings that were read as Windows-1252: Thai in TIS-620, and Vietnamese in TCVN3, VNI, VISCII or
// Windows-1258. The text is decoded anew, and the structure of its script says whether it is better so.

#include "legacy_tables.h"
#include "mojibake.h"
#include "script_scores.h"

size_t lontar_mojibake_capacity(size_t count) {
  // A control of one byte may be a letter of three; and there is room where four bytes are written at once.
  return count * 3 + 8;
}

size_t lontar_mojibake_scratch(size_t count) {
  // The bytes, and what they decode to.
  return count + lontar_mojibake_capacity(count);
}

/// The share that obeys, drawn towards 0 where there is little to judge by.
static double confidence(lontar_script_score score) {
  return (double)score.good / ((double)(score.good + score.bad) + 1);
}

/// The bytes that look like a text; false if one of its characters looks like none.
static bool bytes_of(const uint8_t *in, size_t count, uint8_t *out, size_t *written) {
  const uint8_t *at = in, *const end = in + count;
  size_t n = 0;
  while (at < end) {
    size_t length;
    const uint8_t byte = lontar_byte_of_1252(at, &length);
    if (byte == 0 && length > 1) return false;
    out[n++] = byte;
    at += length;
  }
  *written = n;
  return true;
}

/// A charset of Vietnamese: the letters of its bytes, and its marks as in legacy_tables.h.
typedef struct charset {
  lontar_encoding encoding;
  const uint8_t *letters, *marks;
  const uint32_t *pairs;
  size_t width;
} charset;

#define MARKED(name)                                                                              \
  syllable_letters_##name, lontar_##name##_marks, &lontar_##name##_pairs[0][0],                   \
    sizeof lontar_##name##_pairs[0] / sizeof(uint32_t)
static const charset charsets[] = {
  {LONTAR_TCVN3, MARKED(tcvn3)},
  {LONTAR_VNI, MARKED(vni)},
  {LONTAR_VISCII, syllable_letters_viscii, NULL, NULL, 0},
  {LONTAR_WINDOWS_1258, MARKED(windows_1258)},
};
#undef MARKED

/// The letter of two or three bytes of UTF-8, packed.
static inline uint8_t letter_of(uint32_t packed) {
  const uint32_t first = packed & 0xFF, second = packed >> 8 & 0x3F, third = packed >> 16 & 0x3F;
  return lontar_letter_beyond_ascii(
    packed >> 24 == 2 ? (first & 0x1F) << 6 | second : (first & 0x0F) << 12 | second << 6 | third);
}

/// The score that bytes would have in a charset, as `lontar_decode` reads them; one that is no better than
/// `least` if a byte stands for nothing, or as soon as nothing that may follow could make it better.
static lontar_script_score score_as(
  const charset *c, const uint8_t *bytes, size_t count, double least) {
  static const lontar_script_score none = {0, 0};
  lontar_script_score score = none;
  lontar_word w = lontar_no_word;
  size_t bad = 0;
  for (size_t i = 0; i < count;) {
    const uint8_t byte = bytes[i];
    uint8_t letter = c->letters[byte];
    bool is_beyond_ascii = byte >= 0x80 || byte < 0x20;
    size_t used = 1;
    if (c->marks && i + 1 < count && c->marks[bytes[i + 1]]) {
      const uint32_t pair = c->pairs[byte * c->width + c->marks[bytes[i + 1]] - 1];
      if (pair) {
        letter = letter_of(pair);
        is_beyond_ascii = true;
        used = 2;
      }
    }
    if (letter == SYLLABLE_NOTHING) return none;
    i += used;
    lontar_add_letter(&w, letter, is_beyond_ascii, &score);
    if (score.bad > bad) {
      bad = score.bad;
      // A good word has two letters and something before it.
      const lontar_script_score best = {score.good + (count - i) / 3 + 1, bad};
      if (best.bad * 5 > best.good || confidence(best) <= least) return none;
    }
  }
  lontar_end_word(&w, &score);
  return score;
}

/// Letters of Thai come in runs.
static bool has_long_runs(const uint8_t *bytes, size_t count) {
  size_t letters = 0, runs = 0;
  bool is_in_run = false;
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] >= 0xA1) {
      letters++;
      if (!is_in_run) runs++;
    }
    is_in_run = bytes[i] >= 0xA1;
  }
  return letters >= 4 && letters >= 3 * runs;
}

/// Decodes to UTF-8 as a whole; false if a byte stands for nothing.
static bool decode(
  lontar_encoding encoding, const uint8_t *bytes, size_t count, uint8_t *out, size_t *written,
  lontar_edit *edits, size_t *edit_count) {
  const lontar_normalization made = lontar_decode(
    encoding, bytes, count, out, lontar_mojibake_capacity(count), edits, edits ? count : 0);
  *written = made.written;
  *edit_count = made.edits;
  return made.status == LONTAR_OK;
}

/// Decodes to the output, with edits that count in the text itself and not in the bytes it looks like.
static bool put_decoded(
  lontar_encoding encoding, const uint8_t *in, const uint8_t *bytes, size_t count,
  lontar_repaired *to) {
  if (!decode(encoding, bytes, count, to->out, &to->written, to->edits, &to->edit_count)) {
    return false;
  }
  // Byte `i` looks like the character at `place`.
  size_t i = 0, place = 0, length;
  for (size_t k = 0; k < to->edit_count; k++) {
    lontar_edit *const edit = &to->edits[k];
    for (; i < edit->source_start; i++) {
      lontar_byte_of_1252(in + place, &length);
      place += length;
    }
    const size_t start = place, last = edit->source_start + edit->source_count;
    for (; i < last; i++) {
      lontar_byte_of_1252(in + place, &length);
      place += length;
    }
    edit->source_start = start;
    edit->source_count = place - start;
  }
  return true;
}

bool lontar_unread_legacy(
  const uint8_t *in, size_t count, bool is_thai, lontar_repaired *to, uint8_t *scratch,
  lontar_encoding *encoding) {
  uint8_t *const bytes = scratch, *const decoded = scratch + count;
  size_t n, written, no_edits;
  if (!bytes_of(in, count, bytes, &n)) return false;
  if (is_thai) {
    if (!has_long_runs(bytes, n)) return false;
    if (!decode(LONTAR_WINDOWS_874, bytes, n, decoded, &written, NULL, &no_edits)) return false;
    const lontar_script_score score = lontar_score_thai(decoded, written, true);
    if (score.bad * 20 > score.good) return false;
    *encoding = LONTAR_WINDOWS_874;
    return put_decoded(*encoding, in, bytes, n, to);
  }
  // Signs alone are signs: "120m²" would read as a word of VISCII.
  size_t k = 0;
  while (k < n && bytes[k] < 0xC0) k++;
  if (k == n) return false;
  const lontar_script_score before = lontar_score_vietnamese(in, count);
  if (before.bad == 0) return false;
  const double least = confidence(before) + 0.25;
  double best = least;
  for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
    const lontar_script_score score = score_as(&charsets[i], bytes, n, best);
    if (score.good < 2 || score.bad * 5 > score.good || confidence(score) <= best) continue;
    best = confidence(score);
    *encoding = charsets[i].encoding;
  }
  return best > least && put_decoded(*encoding, in, bytes, n, to);
}
