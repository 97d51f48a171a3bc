#include "CLontar.h"

#include <stdbool.h>
#include <string.h>

#include "legacy_tables.h"

/// Where a decoder stands. The output keeps four bytes of room before each character.
typedef struct decoder {
  const uint8_t *in;
  size_t count, read;
  uint8_t *out;
  size_t capacity, written;
  lontar_edit *edits;
  size_t edit_capacity, edit_count;
} decoder;

static lontar_normalization ended(const decoder *d, lontar_status status) {
  return (lontar_normalization){status, d->read, d->written, d->edit_count, 0};
}

static bool has_room(const decoder *d) {
  return d->capacity - d->written >= 4 && (!d->edits || d->edit_count < d->edit_capacity);
}

/// Writes a packed character for the next bytes of the input.
static void put(decoder *d, uint32_t packed, size_t source_count) {
  const uint8_t bytes[4] = {
    (uint8_t)packed, (uint8_t)(packed >> 8), (uint8_t)(packed >> 16), 0};
  const size_t length = packed >> 24;
  memcpy(d->out + d->written, bytes, 4);
  if (d->edits && (source_count != 1 || length != 1 || bytes[0] != d->in[d->read])) {
    d->edits[d->edit_count++] = (lontar_edit){d->read, source_count, d->written, length};
  }
  d->written += length;
  d->read += source_count;
}

static uint32_t pack(uint32_t scalar) {
  if (scalar < 0x80) return scalar | 1u << 24;
  if (scalar < 0x800) return (0xC0 | scalar >> 6) | (0x80 | (scalar & 0x3F)) << 8 | 2u << 24;
  return (0xE0 | scalar >> 12) | (0x80 | (scalar >> 6 & 0x3F)) << 8 |
         (0x80 | (scalar & 0x3F)) << 16 | 3u << 24;
}

static void put_scalar(decoder *d, uint32_t scalar, size_t source_count) {
  if (scalar < 0x10000) return put(d, pack(scalar), source_count);
  uint8_t *out = d->out + d->written;
  out[0] = (uint8_t)(0xF0 | scalar >> 18);
  out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
  out[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
  out[3] = (uint8_t)(0x80 | (scalar & 0x3F));
  if (d->edits) d->edits[d->edit_count++] = (lontar_edit){d->read, source_count, d->written, 4};
  d->written += 4;
  d->read += source_count;
}

// MARK: - Bytes

/// Copies ASCII that no mark can follow. `0x0A` and the like are themselves in all tables but
/// VISCII's and TCVN 5712's, whose letters among the controls keep from here what is not printable.
static void copy_ascii(decoder *d) {
  while (d->count - d->read >= 9 && d->capacity - d->written >= 12) {
    uint64_t word;
    memcpy(&word, d->in + d->read, 8);
    const uint64_t high = 0x8080808080808080u;
    // A byte below 0x20 borrows from its top bit.
    const uint64_t below = (word - 0x2020202020202020u) & ~word;
    if ((word | below) & high || d->in[d->read + 8] >= 0x80) return;
    memcpy(d->out + d->written, &word, 8);
    d->read += 8;
    d->written += 8;
  }
}

static lontar_normalization decode_bytes(decoder *d, const uint32_t *table) {
  while (d->read < d->count) {
    copy_ascii(d);
    if (d->read == d->count) break;
    const uint32_t packed = table[d->in[d->read]];
    if (packed == 0) return ended(d, LONTAR_ILL_FORMED);
    if (!has_room(d)) return ended(d, LONTAR_NEEDS_CAPACITY);
    put(d, packed, 1);
  }
  return ended(d, LONTAR_OK);
}

static lontar_normalization decode_marked(
  decoder *d, const uint32_t *table, const uint8_t *marks, const uint32_t *pairs, size_t width) {
  while (d->read < d->count) {
    copy_ascii(d);
    if (d->read == d->count) break;
    if (!has_room(d)) return ended(d, LONTAR_NEEDS_CAPACITY);
    const uint8_t byte = d->in[d->read];
    if (d->read + 1 < d->count) {
      const uint8_t column = marks[d->in[d->read + 1]];
      const uint32_t whole = column ? pairs[byte * width + column - 1] : 0;
      if (whole != 0) {
        put(d, whole, 2);
        continue;
      }
    }
    if (table[byte] == 0) return ended(d, LONTAR_ILL_FORMED);
    put(d, table[byte], 1);
  }
  return ended(d, LONTAR_OK);
}

// MARK: - VIQR

// Small letters with their marks of quality, in the order of `viqr_letters`' rows; each row holds the
// letter without a tone, then with ' ` ? ~ and a dot.
static const uint16_t viqr_letters[12][6] = {
  {'a', 0xE1, 0xE0, 0x1EA3, 0xE3, 0x1EA1},
  {0x103, 0x1EAF, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EB7},
  {0xE2, 0x1EA5, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EAD},
  {'e', 0xE9, 0xE8, 0x1EBB, 0x1EBD, 0x1EB9},
  {0xEA, 0x1EBF, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EC7},
  {'i', 0xED, 0xEC, 0x1EC9, 0x129, 0x1ECB},
  {'o', 0xF3, 0xF2, 0x1ECF, 0xF5, 0x1ECD},
  {0xF4, 0x1ED1, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED9},
  {0x1A1, 0x1EDB, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EE3},
  {'u', 0xFA, 0xF9, 0x1EE7, 0x169, 0x1EE5},
  {0x1B0, 0x1EE9, 0x1EEB, 0x1EED, 0x1EEF, 0x1EF1},
  {'y', 0xFD, 0x1EF3, 0x1EF7, 0x1EF9, 0x1EF5},
};

/// The row of a small vowel, or -1.
static int viqr_row(uint8_t letter) {
  switch (letter) {
  case 'a': return 0;
  case 'e': return 3;
  case 'i': return 5;
  case 'o': return 6;
  case 'u': return 9;
  case 'y': return 11;
  default: return -1;
  }
}

/// How many rows below its letter's a mark of quality leads; 0 if the letter does not take it.
static int viqr_quality(uint8_t letter, uint8_t mark) {
  switch (mark) {
  case '(': return letter == 'a' ? 1 : 0;
  case '^': return letter == 'a' ? 2 : letter == 'e' || letter == 'o' ? 1 : 0;
  case '+':
  case '*': return letter == 'o' ? 2 : letter == 'u' ? 1 : 0;
  default: return 0;
  }
}

static int viqr_tone(uint8_t mark) {
  switch (mark) {
  case '\'': return 1;
  case '`': return 2;
  case '?': return 3;
  case '~': return 4;
  case '.': return 5;
  default: return 0;
  }
}

static lontar_normalization decode_viqr(decoder *d) {
  while (d->read < d->count) {
    if (!has_room(d)) return ended(d, LONTAR_NEEDS_CAPACITY);
    const uint8_t *in = d->in + d->read;
    const size_t rest = d->count - d->read;
    if (in[0] >= 0x80) return ended(d, LONTAR_ILL_FORMED);
    if (in[0] == '\\' && rest >= 2 && in[1] > 0x20 && in[1] < 0x80) {
      // The next character stands for itself.
      put(d, in[1] | 1u << 24, 2);
      continue;
    }
    const uint8_t small = in[0] | 0x20;
    const bool is_capital = in[0] >= 'A' && in[0] <= 'Z';
    if (small == 'd' && (is_capital || in[0] == 'd') && rest >= 2 && (in[1] | 0x20) == 'd') {
      put(d, pack(is_capital ? 0x110 : 0x111), 2);
      continue;
    }
    const int row = is_capital || in[0] == small ? viqr_row(small) : -1;
    size_t used = 1;
    int quality = 0, tone = 0;
    if (row >= 0 && rest > used) {
      quality = viqr_quality(small, in[used]);
      if (quality) used++;
      if (rest > used) {
        tone = viqr_tone(in[used]);
        if (tone) used++;
      }
    }
    if (used == 1) {
      put(d, in[0] | 1u << 24, 1);
      continue;
    }
    uint32_t scalar = viqr_letters[row + quality][tone];
    // Capitals: in Latin-1 32 below, elsewhere one below.
    if (is_capital) scalar -= scalar < 0x100 ? 0x20 : 1;
    put(d, pack(scalar), used);
  }
  return ended(d, LONTAR_OK);
}

// MARK: - UTF-16 and UTF-32

static uint32_t unit16(const uint8_t *in, bool is_big) {
  return is_big ? (uint32_t)in[0] << 8 | in[1] : (uint32_t)in[1] << 8 | in[0];
}

static lontar_normalization decode_utf16(decoder *d, bool is_big) {
  while (d->read < d->count) {
    if (!has_room(d)) return ended(d, LONTAR_NEEDS_CAPACITY);
    const uint8_t *in = d->in + d->read;
    const size_t rest = d->count - d->read;
    if (rest < 2) return ended(d, LONTAR_ILL_FORMED);
    const uint32_t unit = unit16(in, is_big);
    if (unit < 0xD800 || unit > 0xDFFF) {
      put_scalar(d, unit, 2);
      continue;
    }
    if (unit > 0xDBFF || rest < 4) return ended(d, LONTAR_ILL_FORMED);
    const uint32_t low = unit16(in + 2, is_big);
    if (low < 0xDC00 || low > 0xDFFF) return ended(d, LONTAR_ILL_FORMED);
    put_scalar(d, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), 4);
  }
  return ended(d, LONTAR_OK);
}

static lontar_normalization decode_utf32(decoder *d, bool is_big) {
  while (d->read < d->count) {
    if (!has_room(d)) return ended(d, LONTAR_NEEDS_CAPACITY);
    const uint8_t *in = d->in + d->read;
    if (d->count - d->read < 4) return ended(d, LONTAR_ILL_FORMED);
    const uint32_t first = unit16(in, is_big), second = unit16(in + 2, is_big);
    const uint32_t scalar = is_big ? first << 16 | second : second << 16 | first;
    if (scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF)) {
      return ended(d, LONTAR_ILL_FORMED);
    }
    put_scalar(d, scalar, 4);
  }
  return ended(d, LONTAR_OK);
}

// MARK: - All

lontar_normalization lontar_decode(
  lontar_encoding encoding, const uint8_t *in, size_t count, uint8_t *out, size_t capacity,
  lontar_edit *edits, size_t edit_capacity) {
  decoder d = {in, count, 0, out, capacity, 0, edits, edit_capacity, 0};
#define MARKED(name)                                                                              \
  decode_marked(&d, lontar_##name, lontar_##name##_marks, &lontar_##name##_pairs[0][0],           \
                sizeof lontar_##name##_pairs[0] / sizeof(uint32_t))
  switch (encoding) {
  case LONTAR_WINDOWS_1252: return decode_bytes(&d, lontar_windows_1252);
  case LONTAR_TIS_620: return decode_bytes(&d, lontar_tis_620);
  case LONTAR_ISO_8859_11: return decode_bytes(&d, lontar_iso_8859_11);
  case LONTAR_WINDOWS_874: return decode_bytes(&d, lontar_windows_874);
  case LONTAR_VISCII: return decode_bytes(&d, lontar_viscii);
  case LONTAR_WINDOWS_1258: return MARKED(windows_1258);
  case LONTAR_TCVN_5712: return MARKED(tcvn5712);
  case LONTAR_TCVN3: return MARKED(tcvn3);
  case LONTAR_VNI: return MARKED(vni);
  case LONTAR_VIQR: return decode_viqr(&d);
  case LONTAR_UTF_16LE: return decode_utf16(&d, false);
  case LONTAR_UTF_16BE: return decode_utf16(&d, true);
  case LONTAR_UTF_32LE: return decode_utf32(&d, false);
  case LONTAR_UTF_32BE: return decode_utf32(&d, true);
  }
#undef MARKED
  return ended(&d, LONTAR_BAD_ARGUMENT);
}
