// UTF-8 that was read with the table of a single-byte encoding: the characters of the text are taken for the
// bytes that they look like, and where these make a character that people write, it takes their place.

#include "byte_views.h"
#include "mojibake.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// Tables that show bytes from 80 on as characters: see generators/byte_views.py.
typedef enum byte_view { WINDOWS_1252, WINDOWS_1258, WINDOWS_874 } byte_view;

/// The byte that the character at a place of well-formed text looks like, and how many bytes it has; 0 if it
/// looks like none. ASCII stands for itself. Without branches on how long characters are: that is not to be
/// foreseen.
ALWAYS_INLINE uint8_t seen(byte_view view, const uint8_t *at, size_t *length) {
  const uint32_t lead = at[0];
  if (lead < 0x80) return *length = 1, (uint8_t)lead;
  if (lead >= 0xF0) return *length = 4, 0;
  const size_t count = 2 + (lead >= 0xE0);
  *length = count;
  const uint32_t last = at[count - 1] & 0x3F;
  const uint32_t long_one = (lead & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | last;
  const uint32_t scalar = lead >= 0xE0 ? long_one : (lead & 0x1F) << 6 | last;
  if (scalar >= BYTE_VIEW_END) return 0;
  const uint8_t *const index = view == WINDOWS_874    ? byte_view_874
                               : view == WINDOWS_1258 ? byte_view_1258
                                                      : byte_view_1252;
  return byte_view_blocks[(size_t)index[scalar >> 6] << 6 | (scalar & 63)];
}

uint8_t lontar_byte_of_1252(const uint8_t *at, size_t *length) {
  return seen(WINDOWS_1252, at, length);
}

static inline bool within(uint32_t c, uint32_t first, uint32_t last) {
  return c - first <= last - first;
}

/// Whether this is a character that people write.
static bool is_plausible(uint32_t c) {
  if (c >= 0x10000) return within(c, 0x1F000, 0x1FAFF);
  switch (c >> 8) {
  case 0x00: return c >= 0x80;
  case 0x01: return c <= 0x17F || c == 0x192 || within(c, 0x1A0, 0x1A1) || within(c, 0x1AF, 0x1B0);
  case 0x02: return within(c, 0x218, 0x21B) || c == 0x2C6 || c == 0x2DC;
  case 0x03: return c <= 0x331 || within(c, 0x391, 0x3C9);
  case 0x04: return c <= 0x45F;
  case 0x06: return within(c, 0x620, 0x6D5);
  case 0x09: case 0x0A: case 0x0B: case 0x0C: case 0x0D: case 0x0E: return true;
  case 0x10: return c <= 0x109F;
  case 0x17: return within(c, 0x1780, 0x17F9);
  case 0x1A: return c <= 0x1A1F;
  case 0x1B: return c <= 0x1BBF;
  case 0x1E: return within(c, 0x1EA0, 0x1EF9);
  case 0x20: return within(c, 0x200B, 0x203A) || within(c, 0x20A0, 0x20BF);
  case 0x21: return c <= 0x214F || c >= 0x2190;
  case 0x22: case 0x25: case 0x26: case 0x30: return true;
  case 0x27: return c <= 0x27BF;
  case 0xA9: return within(c, 0xA980, 0xA9DF);
  case 0xFE: return c == 0xFE0F || c == 0xFEFF;
  case 0xFF: return within(c, 0xFF01, 0xFF5E);
  default: return within(c, 0x4E00, 0x9FFF) || within(c, 0xAC00, 0xD7A3);
  }
}

/// Bytes from 80 to BF that look like punctuation which stands behind letters in clean text: quotes,
/// dashes, dots.
static const uint64_t punctuation_bytes =
  1ull << 0x02 | 1ull << 0x04 | 1ull << 0x05 | 1ull << 0x0B | 0x7Full << 0x11 | 1ull << 0x1B |
  1ull << 0x20 | 1ull << 0x2B | 1ull << 0x3B;

static inline bool is_thai(const uint8_t *at) { return at[0] == 0xE0 && (at[1] & 0xFE) == 0xB8; }

/// One character of UTF-8 among bytes.
typedef struct unit {
  uint8_t bytes[4];
  /// How many they are, and how many the characters have that look like them; 0 if there is no such unit.
  size_t count, length;
  /// Whether a byte behind the first looks like what does not stand there in clean text.
  bool is_sure;
} unit;

/// Reads the character whose first byte the character at a place looks like.
ALWAYS_INLINE unit read_unit(
  byte_view view, const uint8_t *at, const uint8_t *end, uint8_t lead, size_t lead_length) {
  unit found = {{lead}, 0, 0, false};
  if (lead < 0xC2 || lead > 0xF4) return found;
  const size_t count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  uint32_t scalar = lead & (count == 2 ? 0x1F : count == 3 ? 0x0F : 0x07);
  const uint8_t *next = at + lead_length;
  for (size_t i = 1; i < count; i++) {
    if (next >= end) return found;
    size_t length;
    const uint8_t byte = seen(view, next, &length);
    if ((byte & 0xC0) != 0x80) return found;
    if (view == WINDOWS_874) {
      // What is no Thai letter behind one that leads is a sign indeed.
      if (!is_thai(next)) found.is_sure = true;
    } else if (!(punctuation_bytes >> (byte & 0x3F) & 1)) {
      found.is_sure = true;
    }
    found.bytes[i] = byte;
    scalar = scalar << 6 | (byte & 0x3F);
    next += length;
  }
  // Neither overlong nor a surrogate.
  if (count == 3 && (scalar < 0x800 || within(scalar, 0xD800, 0xDFFF))) return found;
  if (count == 4 && !within(scalar, 0x10000, 0x10FFFF)) return found;
  if (!is_plausible(scalar)) return found;
  found.count = count;
  found.length = (size_t)(next - at);
  return found;
}

/// Writes a unit in the place of what looks like it.
static inline void put(lontar_repaired *to, const unit *u, size_t place) {
  memcpy(to->out + to->written, u->bytes, 4);
  if (to->edits) {
    to->edits[to->edit_count++] = (lontar_edit){place, u->length, to->written, u->count};
  }
  to->written += u->count;
}

/// Copies ASCII from a place on, and gives where it ends.
static inline const uint8_t *copy_ascii(
  const uint8_t *at, const uint8_t *end, lontar_repaired *to) {
  uint8_t *out = to->out + to->written;
  const uint8_t *const start = at;
  uint64_t word;
  while (end - at >= 8) {
    memcpy(&word, at, 8);
    if (word & 0x8080808080808080u) break;
    memcpy(out, &word, 8);
    at += 8;
    out += 8;
  }
  while (at < end && *at < 0x80) *out++ = *at++;
  to->written += (size_t)(at - start);
  return at;
}

static inline void copy_character(const uint8_t *at, size_t length, lontar_repaired *to) {
  for (size_t i = 0; i < length; i++) to->out[to->written++] = at[i];
}

/// Reads a text through Windows-1252 or -1258.
ALWAYS_INLINE size_t unread(byte_view view, const uint8_t *in, size_t count, lontar_repaired *to) {
  const uint8_t *at = in, *const end = in + count;
  bool is_sure = false;
  // Bytes in characters, and bytes beyond ASCII beside them.
  size_t inside = 0, beside = 0;
  while (at < end) {
    if (*at < 0x80) {
      at = copy_ascii(at, end, to);
      continue;
    }
    size_t length;
    const uint8_t byte = seen(view, at, &length);
    const unit u = read_unit(view, at, end, byte, length);
    if (u.count > 0) {
      put(to, &u, (size_t)(at - in));
      is_sure |= u.is_sure;
      inside += u.count;
      at += u.length;
    } else {
      if (byte >= 0x80) beside++;
      copy_character(at, length, to);
      at += length;
    }
  }
  // In Thai read as Latin-1 some bytes are characters by chance.
  return is_sure && beside * 2 <= inside ? inside : 0;
}

size_t lontar_unread_1252(const uint8_t *in, size_t count, lontar_repaired *to) {
  return unread(WINDOWS_1252, in, count, to);
}

size_t lontar_unread_1258(const uint8_t *in, size_t count, lontar_repaired *to) {
  return unread(WINDOWS_1258, in, count, to);
}

size_t lontar_unread_874(const uint8_t *in, size_t count, lontar_repaired *to) {
  // Runs of Thai letters and signs are characters from end to end, or they are Thai; "แบบ" could be
  // either, so the text must show more.
  const uint8_t *at = in, *const end = in + count;
  bool is_sure = false;
  size_t inside = 0, units = 0;
  while (at < end) {
    if (*at < 0x80) {
      at = copy_ascii(at, end, to);
      continue;
    }
    size_t length;
    const uint8_t byte = seen(WINDOWS_874, at, &length);
    if (!is_thai(at)) {
      copy_character(at, length, to);
      at += length;
      continue;
    }
    const unit u = read_unit(WINDOWS_874, at, end, byte, length);
    if (u.count == 0) return 0;
    put(to, &u, (size_t)(at - in));
    is_sure |= u.is_sure;
    inside += u.count;
    units++;
    at += u.length;
  }
  if (units == 0) return 0;
  if (is_sure || units >= 4) return inside;
  const lontar_script_score after = lontar_score_vietnamese(to->out, to->written);
  return after.good >= 2 && after.bad == 0 ? inside : 0;
}
