// Finds, in one pass, whether a text could be mojibake: bytes that were read with the table of another
// encoding. Most text could not, and is not looked at again.

#include "CLontar.h"
#include "utf8_step.h"

#include <stdbool.h>
#include <string.h>

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

uint32_t lontar_scan_mojibake(const uint8_t *in, size_t count) {
  uint32_t found = 0;
  size_t latin = 0, run = 0;
  const uint8_t *at = in, *const end = in + count;
  bool in_thai = false;
  while (at < end) {
    if (*at < 0x80) {
      run = 0;
      in_thai = false;
      at = in + lontar_skip_ascii(in, count, (size_t)(at - in));
      continue;
    }
    if (end - at < 2) break;
    switch (*at) {
    case 0xC2:
      if (at[1] < 0xA0) found |= LONTAR_MOJIBAKE_CONTROLS;
      latin++;
      if (++run >= 3) found |= LONTAR_MOJIBAKE_RUNS;
      at += 2;
      continue;
    case 0xC3:
      if (at[1] >= 0x82 && at[1] <= 0xB4 && is_continuation(at + 2, end)) {
        found |= LONTAR_MOJIBAKE_PAIRS;
      }
      latin++;
      if (++run >= 3) found |= LONTAR_MOJIBAKE_RUNS;
      in_thai = false;
      at += 2;
      continue;
    case 0xC4:
    case 0xC6:
      // ă and Ă lead in Windows-1258, as do ơ and ư.
      if (is_continuation(at + 2, end)) found |= LONTAR_MOJIBAKE_PAIRS_1258;
      if (at[1] == 0x91 || at[1] == 0x90 || at[1] == 0xA1 || at[1] == 0xB0) {
        found |= LONTAR_MOJIBAKE_VIETNAMESE;
      }
      break;
    case 0xE1:
      if (at[1] == 0xBA || at[1] == 0xBB) found |= LONTAR_MOJIBAKE_VIETNAMESE;
      break;
    case 0xE0:
      if ((at[1] == 0xB8 || at[1] == 0xB9) && end - at >= 3) {
        if (!in_thai && could_be_bytes(at, end)) found |= LONTAR_MOJIBAKE_THAI;
        in_thai = true;
        run = 0;
        at += 3;
        continue;
      }
      break;
    default: break;
    }
    run = 0;
    // Punctuation may stand for a byte inside a run, so only letters of other scripts end it.
    if (*at != 0xE2) in_thai = false;
    at++;
    while (at < end && (*at & 0xC0) == 0x80) at++;
  }
  if (latin >= 2) found |= LONTAR_MOJIBAKE_LATIN;
  return found;
}

bool lontar_suspects_mojibake(uint32_t signs) {
  const uint32_t sure = LONTAR_MOJIBAKE_PAIRS | LONTAR_MOJIBAKE_PAIRS_1258 |
                        LONTAR_MOJIBAKE_CONTROLS | LONTAR_MOJIBAKE_RUNS | LONTAR_MOJIBAKE_THAI;
  const uint32_t latin = signs & (LONTAR_MOJIBAKE_LATIN | LONTAR_MOJIBAKE_VIETNAMESE);
  return (signs & sure) != 0 || latin == LONTAR_MOJIBAKE_LATIN;
}

size_t lontar_find_mojibake(const uint8_t *in, size_t count, size_t start) {
  while (start < count) {
    const uint8_t *const newline = memchr(in + start, 0x0A, count - start);
    const size_t end = newline ? (size_t)(newline - in) : count;
    if (lontar_suspects_mojibake(lontar_scan_mojibake(in + start, end - start))) return start;
    start = end + 1;
  }
  return count;
}
