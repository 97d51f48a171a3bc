// Repairs mojibake: text whose bytes were once read with the table of another encoding.
//
// Signs are looked for first, because most text has none: a letter of Latin-1 with a sign behind it is two
// bytes of UTF-8 (mojibake_utf8.c), Thai letters from end to end may be UTF-8 read as Windows-874, and many
// characters of Latin-1 side by side may be a legacy encoding (mojibake_legacy.c).

#include "mojibake.h"

/// Whether a character of Windows-1252 beyond Latin-1, or one of U+0080 to U+00BF, begins here: what a
/// byte from 80 to BF looks like.
static inline bool is_continuation(const uint8_t *at, const uint8_t *end) {
  if (end - at < 2) return false;
  switch (at[0]) {
  case 0xC2: return true;
  case 0xC5: return at[1] == 0x92 || at[1] == 0x93 || at[1] == 0xA0 || at[1] == 0xA1 ||
                    at[1] == 0xB8 || at[1] == 0xBD || at[1] == 0xBE;
  case 0xC6: return at[1] == 0x92;
  case 0xCB: return at[1] == 0x86 || at[1] == 0x9C;
  case 0xE2: return at[1] == 0x80 || (at[1] == 0x82 && end - at > 2 && at[2] == 0xAC) ||
                    (at[1] == 0x84 && end - at > 2 && at[2] == 0xA2);
  default: return false;
  }
}

static inline bool is_thai(const uint8_t *at, const uint8_t *end) {
  return end - at >= 3 && at[0] == 0xE0 && (at[1] & 0xFE) == 0xB8;
}

/// Whether three letters of a Thai run, or three with signs among them, could be the bytes of one
/// character: a lead byte (from U+0E40 on for three bytes), and what looks like bytes from 80 to BF.
static bool could_be_bytes(const uint8_t *at, const uint8_t *end) {
  // E0 B9 80..84 are the letters at E0 to E4; what comes before them leads two bytes.
  const uint32_t byte = (uint32_t)((at[1] & 3) << 6 | (at[2] & 0x3F)) + 0xA0;
  if (byte < 0xC2 || byte > 0xF4) return false;
  const int wanted = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
  at += 3;
  for (int i = 0; i < wanted; i++) {
    if (end - at >= 3 && at[0] == 0xE0 && at[1] == 0xB8 && at[2] >= 0x81 && at[2] <= 0x9F) {
      at += 3;
    } else if (is_continuation(at, end)) {
      at += at[0] == 0xE2 ? 3 : 2;
    } else {
      return false;
    }
  }
  return true;
}

typedef uint8_t bytes16 __attribute__((vector_size(16)));

static inline bytes16 load(const uint8_t *in) {
  bytes16 text;
  memcpy(&text, in, sizeof text);
  return text;
}
static inline bytes16 is(bytes16 text, uint8_t byte) { return (bytes16)(text == byte); }
static inline bytes16 is_within(bytes16 text, uint8_t first, uint8_t last) {
  return (bytes16)((text - first) <= (uint8_t)(last - first));
}
static inline bool any(bytes16 set) {
  typedef uint64_t words2 __attribute__((vector_size(16)));
  const words2 words = (words2)set;
  return (words[0] | words[1]) != 0;
}

/// Which signs a text has: a set is not empty if its sign is at any place. Pairs are only likely, by one byte
/// of what is behind the first letter.
typedef struct signs {
  bytes16 pairs, pairs_of_1258, controls, runs, vietnamese, thai;
  /// How many characters of Latin-1, beyond ASCII.
  size_t latin;
} signs;

/// Looks at sixteen places, and the four bytes behind the last.
static inline void look(signs *found, bytes16 *latin, const uint8_t *in) {
  const bytes16 text = load(in), next = load(in + 1), third = load(in + 2);
  // Leads of U+0080 to U+00FF.
  const bytes16 here = is(text & 0xFE, 0xC2);
  const bytes16 continuation =
    is(third, 0xC2) | is(third, 0xC5) | is(third, 0xC6) | is(third, 0xCB) | is(third, 0xE2);
  const bytes16 of_1258 = is(text, 0xC4) | is(text, 0xC6);
  found->pairs |= is(text, 0xC3) & is_within(next, 0x82, 0xB4) & continuation;
  found->pairs_of_1258 |= of_1258 & continuation;
  found->controls |= is(text, 0xC2) & is_within(next, 0x80, 0x9F);
  found->runs |= here & is(third & 0xFE, 0xC2) & is(load(in + 4) & 0xFE, 0xC2);
  found->vietnamese |= (is(text, 0xE1) & is(next & 0xFE, 0xBA)) |
                       (of_1258 & (is(next & 0xFE, 0x90) | is(next, 0xA1) | is(next, 0xB0)));
  found->thai |= is(text, 0xE0) & is(next & 0xFE, 0xB8);
  *latin -= here;
}

static inline size_t sum(bytes16 counts) {
  size_t sum = 0;
  for (int i = 0; i < 16; i++) sum += counts[i];
  return sum;
}

static signs look_for_signs(const uint8_t *in, size_t count) {
  signs found;
  memset(&found, 0, sizeof found);
  bytes16 latin = {0};
  size_t i = 0;
  for (; count - i >= 20; i += 16) {
    look(&found, &latin, in + i);
    // Counts of a byte.
    if ((i & 0x7FF) == 0x7F0) {
      found.latin += sum(latin);
      latin = (bytes16){0};
    }
  }
  uint8_t end[40] = {0};
  if (i < count) memcpy(end, in + i, count - i);
  for (size_t k = 0; i + k < count; k += 16) look(&found, &latin, end + k);
  found.latin += sum(latin);
  return found;
}

/// The first byte from a place on that begins U+0080 to U+01BF or a letter of Thai; the count if there is
/// none. Sixteen at a time.
static size_t find_sign(const uint8_t *in, size_t count, size_t i) {
  for (; count - i >= 17; i += 16) {
    const bytes16 text = load(in + i), next = load(in + i + 1);
    if (any(is_within(text, 0xC2, 0xC6) | (is(text, 0xE0) & is(next & 0xFE, 0xB8)))) break;
  }
  while (i < count && (uint8_t)(in[i] - 0xC2) >= 5 && in[i] != 0xE0) i++;
  return i;
}

/// Whether the letter that a byte leads and a sign could be two bytes of UTF-8.
static bool has_pair(const uint8_t *in, size_t count, uint8_t lead) {
  const uint8_t *at = in, *const end = in + count;
  while (at < end && (at = memchr(at, lead, (size_t)(end - at))) != NULL && end - at > 2) {
    if (is_continuation(at + 2, end) && (lead != 0xC3 || (at[1] >= 0x82 && at[1] <= 0xB4))) return true;
    at++;
  }
  return false;
}

/// The same in Windows-1258: ă and Ă lead, as do ơ and ư.
static bool has_pair_of_1258(const uint8_t *in, size_t count) {
  return has_pair(in, count, 0xC4) || has_pair(in, count, 0xC6);
}

/// Whether the first Thai letter and each behind ASCII could begin a character; with `stops` the first
/// says it. All Thai letters must be bytes, so one that cannot begin a character settles it.
static bool could_be_thai_bytes(const uint8_t *in, size_t count, bool stops) {
  const uint8_t *at = in, *const end = in + count;
  bool is_first = true;
  while (at < end && (at = memchr(at, 0xE0, (size_t)(end - at))) != NULL) {
    if (is_thai(at, end) && (is_first || at == in || at[-1] < 0x80)) {
      if (!could_be_bytes(at, end)) return false;
      if (stops) return true;
      is_first = false;
    }
    at++;
  }
  return !is_first;
}

/// Looks for signs; with `stops` no further than to a pair, or to Thai whose first letters could be bytes.
static inline uint32_t scan(const uint8_t *in, size_t count, bool stops) {
  const signs signs = look_for_signs(in, count);
  uint32_t found = 0;
  if (any(signs.pairs) && has_pair(in, count, 0xC3)) found |= LONTAR_MOJIBAKE_PAIRS;
  if (stops && found) return found;
  if (any(signs.pairs_of_1258) && has_pair_of_1258(in, count)) found |= LONTAR_MOJIBAKE_PAIRS_1258;
  if (stops && found) return found;
  if (any(signs.thai) && could_be_thai_bytes(in, count, stops)) found |= LONTAR_MOJIBAKE_THAI;
  if (any(signs.controls)) found |= LONTAR_MOJIBAKE_CONTROLS;
  if (any(signs.runs)) found |= LONTAR_MOJIBAKE_RUNS;
  if (signs.latin >= 2) {
    found |= LONTAR_MOJIBAKE_LATIN;
    if (any(signs.vietnamese)) found |= LONTAR_MOJIBAKE_VIETNAMESE;
  }
  return found;
}

uint32_t lontar_scan_mojibake(const uint8_t *in, size_t count) { return scan(in, count, false); }

bool lontar_suspects_mojibake(uint32_t signs) {
  const uint32_t sure = LONTAR_MOJIBAKE_PAIRS | LONTAR_MOJIBAKE_PAIRS_1258 |
                        LONTAR_MOJIBAKE_CONTROLS | LONTAR_MOJIBAKE_RUNS | LONTAR_MOJIBAKE_THAI;
  const uint32_t latin = signs & (LONTAR_MOJIBAKE_LATIN | LONTAR_MOJIBAKE_VIETNAMESE);
  return (signs & sure) != 0 || latin == LONTAR_MOJIBAKE_LATIN;
}

lontar_line lontar_find_mojibake(const uint8_t *in, size_t count, size_t start) {
  while (start < count) {
    // The line of the next byte that could be a sign.
    const size_t place = find_sign(in, count, start);
    if (place == count) break;
    const uint8_t *const newline = memchr(in + place, 0x0A, count - place);
    const size_t end = newline ? (size_t)(newline - in) : count;
    size_t line = place;
    while (line > start && in[line - 1] != 0x0A) line--;
    if (lontar_suspects_mojibake(scan(in + line, end - line, true))) return (lontar_line){line, end};
    start = end + 1;
  }
  return (lontar_line){count, count};
}

/// Reads UTF-8 through Windows-1252 or -1258. The two tables are nearly the same: the right one makes more
/// of the text.
static bool unread_western(
  const uint8_t *in, size_t count, lontar_repaired *to, uint8_t *scratch) {
  const size_t western = lontar_unread_1252(in, count, to);
  if (has_pair_of_1258(in, count)) {
    lontar_repaired tried = {scratch, 0, NULL, 0};
    if (lontar_unread_1258(in, count, &tried) > western) {
      to->written = to->edit_count = 0;
      lontar_unread_1258(in, count, to);
      return true;
    }
  }
  return western > 0;
}

lontar_mojibake_repair lontar_repair_mojibake(
  const uint8_t *in, size_t count, uint8_t *out, lontar_edit *edits, uint8_t *scratch) {
  lontar_repaired to = {out, 0, edits, 0};
  lontar_encoding encoding = LONTAR_WINDOWS_1252;
  const uint32_t pairs = LONTAR_MOJIBAKE_PAIRS | LONTAR_MOJIBAKE_PAIRS_1258;
  uint32_t signs = scan(in, count, true);
  bool is_repaired = false;
  if (signs & LONTAR_MOJIBAKE_THAI) {
    // There are no pairs then, which would come first.
    is_repaired = lontar_unread_874(in, count, &to) > 0;
    signs &= ~(uint32_t)LONTAR_MOJIBAKE_THAI;
  }
  if (!is_repaired && lontar_suspects_mojibake(signs)) {
    if (signs & pairs) {
      is_repaired = unread_western(in, count, &to, scratch);
      if (!is_repaired) signs = scan(in, count, false);
    }
    if (!is_repaired && (signs & LONTAR_MOJIBAKE_THAI)) {
      to.written = to.edit_count = 0;
      is_repaired = lontar_unread_874(in, count, &to) > 0;
    }
    if (!is_repaired && (signs & LONTAR_MOJIBAKE_LATIN)) {
      is_repaired = ((signs & LONTAR_MOJIBAKE_RUNS) &&
                     lontar_unread_legacy(in, count, true, &to, scratch, &encoding)) ||
                    (!(signs & LONTAR_MOJIBAKE_VIETNAMESE) &&
                     lontar_unread_legacy(in, count, false, &to, scratch, &encoding));
    }
  }
  if (!is_repaired) to.written = to.edit_count = 0;
  return (lontar_mojibake_repair){
    to.written, to.edit_count, is_repaired && encoding == LONTAR_TCVN3};
}

bool lontar_has_c1_controls(const uint8_t *in, size_t count) {
  if (count < 2) return false;
  const uint8_t *at = in, *const last = in + count - 1;
  while ((at = memchr(at, 0xC2, (size_t)(last - at))) != NULL) {
    if (at[1] < 0xA0) return true;
    at++;
  }
  return false;
}
