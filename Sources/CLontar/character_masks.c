// The classes of 64 bytes at once, a bit for each: ASCII by vector comparisons, other letters that
// have case by table.

#include "CLontar.h"

#include <string.h>

enum {
  window_size = 64,
  /// A window that would hold less is not worth the work, and stays empty.
  least_length = 12,
};

/// Where bytes that are not ASCII are, a bit for each of 64.
typedef struct long_bytes {
  uint64_t leads;
  /// The leads of characters that a window does not hold; not all of them.
  uint64_t foreign;
} long_bytes;

static long_bytes find_long_bytes(const uint8_t *bytes);

/// Writes the masks as ASCII decides them.
static void ascii_masks(const uint8_t *bytes, lontar_class_masks *masks);

#ifdef __SSE2__

#include <emmintrin.h>

/// Bits of the bytes from `low` on, `span` of them.
static inline uint64_t bits_in_range(__m128i bytes, uint8_t low, uint8_t span) {
  __m128i offset = _mm_sub_epi8(bytes, _mm_set1_epi8((char)low));
  __m128i capped = _mm_min_epu8(offset, _mm_set1_epi8((char)(span - 1)));
  return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(offset, capped));
}

static inline uint64_t bits_equal(__m128i bytes, char byte) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)));
}

static long_bytes find_long_bytes(const uint8_t *bytes) {
  __m128i chunks[window_size / 16];
  __m128i any = _mm_setzero_si128();
  for (int i = 0; i < window_size / 16; i++) {
    chunks[i] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
    any = _mm_or_si128(any, chunks[i]);
  }
  long_bytes found = {0, 0};
  if (_mm_movemask_epi8(any) == 0) return found;
  uint64_t foreign = 0, first_three = 0, second_latin = 0;
  for (int i = 0; i < window_size / 16; i++) {
    int start = 16 * i;
    found.leads |= bits_in_range(chunks[i], 0xC0, 0x40) << start;
    foreign |= (bits_equal(chunks[i], (char)0xE0) | bits_in_range(chunks[i], 0xE2, 0x1E)) << start;
    first_three |= bits_equal(chunks[i], (char)0xE1) << start;
    second_latin |= bits_in_range(chunks[i], 0xB8, 4) << start;
  }
  // U+1E00 to U+1EFF are Latin.
  found.foreign = foreign | (first_three & ~(second_latin >> 1));
  return found;
}

static void ascii_masks(const uint8_t *bytes, lontar_class_masks *masks) {
  uint64_t letter = 0, small = 0, number = 0, space = 0, line_end = 0, blank = 0, apostrophe = 0;
  uint64_t slash = 0;
  for (int start = 0; start < window_size; start += 16) {
    __m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)(bytes + start));
    letter |= bits_in_range(_mm_or_si128(chunk, _mm_set1_epi8(0x20)), 'a', 26) << start;
    // Bit 5 tells small letters from capitals: shift it to the top of its byte.
    small |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_slli_epi16(chunk, 2)) << start;
    number |= bits_in_range(chunk, '0', 10) << start;
    space |= bits_in_range(chunk, '\t', 5) << start;
    line_end |= (bits_equal(chunk, '\n') | bits_equal(chunk, '\r')) << start;
    blank |= bits_equal(chunk, ' ') << start;
    apostrophe |= bits_equal(chunk, '\'') << start;
    slash |= bits_equal(chunk, '/') << start;
  }
  masks->upper = letter & ~small;
  masks->lower = letter & small;
  masks->number = number;
  masks->space = space | blank;
  masks->line_end = line_end;
  masks->blank = blank;
  masks->apostrophe = apostrophe;
  masks->slash = slash;
}

#else

static long_bytes find_long_bytes(const uint8_t *bytes) {
  long_bytes found = {0, 0};
  for (int i = 0; i < window_size; i++) {
    uint64_t bit = UINT64_C(1) << i;
    if (bytes[i] >= 0xC0) found.leads |= bit;
    if (bytes[i] == 0xE0 || bytes[i] >= 0xE2) found.foreign |= bit;
    if (bytes[i] == 0xE1 && (i + 1 == window_size || bytes[i + 1] < 0xB8)) found.foreign |= bit;
  }
  return found;
}

static void ascii_masks(const uint8_t *bytes, lontar_class_masks *masks) {
  memset(masks, 0, sizeof *masks);
  for (int i = 0; i < window_size; i++) {
    if (bytes[i] >= 0x80) continue;
    uint64_t bit = UINT64_C(1) << i;
    uint8_t class = lontar_class_blocks[bytes[i]];
    if (class & LONTAR_CLASS_LOWER) masks->lower |= bit;
    if (class & LONTAR_CLASS_UPPER) masks->upper |= bit;
    if (class & LONTAR_CLASS_NUMBER) masks->number |= bit;
    if (class & LONTAR_CLASS_SPACE) masks->space |= bit;
    if (class & LONTAR_CLASS_LINE_END) masks->line_end |= bit;
    if (bytes[i] == ' ') masks->blank |= bit;
    if (bytes[i] == '\'') masks->apostrophe |= bit;
    if (bytes[i] == '/') masks->slash |= bit;
  }
}

#endif

void lontar_mask_classes(const uint8_t *bytes, size_t count, lontar_class_masks *masks) {
  uint8_t padded[window_size];
  const uint8_t *window = bytes;
  unsigned length = window_size;
  if (count < window_size) {
    memset(padded, 0, sizeof padded);
    memcpy(padded, bytes, count);
    window = padded;
    length = (unsigned)count;
  }
  long_bytes found = find_long_bytes(window);
  if (found.foreign) {
    unsigned first = (unsigned)__builtin_ctzll(found.foreign);
    if (first < length) length = first;
    if (length < least_length) {
      memset(masks, 0, sizeof *masks);
      return;
    }
  }
  ascii_masks(window, masks);
  for (uint64_t leads = found.leads; leads; leads &= leads - 1) {
    unsigned start = (unsigned)__builtin_ctzll(leads);
    const uint8_t *at = window + start;
    unsigned size = at[0] < 0xE0 ? 2 : 3;
    if (start + size > length) {
      if (start < length) length = start;
      break;
    }
    unsigned block = size == 2 ? at[0] & 0x1Fu : (at[0] & 0x0Fu) << 6 | (at[1] & 0x3Fu);
    uint8_t class = lontar_class_blocks[lontar_class_index[block] + (at[size - 1] & 0x3F)];
    if (class != LONTAR_CLASS_LOWER && class != LONTAR_CLASS_UPPER) {
      length = start;
      break;
    }
    uint64_t bits = ((UINT64_C(1) << size) - 1) << start;
    masks->lower |= class == LONTAR_CLASS_LOWER ? bits : 0;
    masks->upper |= class == LONTAR_CLASS_UPPER ? bits : 0;
  }
  masks->length = length;
  if (length < window_size) {
    uint64_t known = (UINT64_C(1) << length) - 1;
    masks->upper &= known;
    masks->lower &= known;
    masks->number &= known;
    masks->space &= known;
    masks->line_end &= known;
    masks->blank &= known;
    masks->apostrophe &= known;
    masks->slash &= known;
  }
}
