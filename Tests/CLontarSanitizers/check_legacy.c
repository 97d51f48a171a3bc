// The decoders of legacy encodings: all reads and writes in place, every step makes progress, edits lie
// where they say, and little room gives what much room gives.

#include <stdbool.h>

#include "CLontar.h"
#include "check.h"

static void check_table(const bytes *text, lontar_encoding encoding, uint64_t *random) {
  const size_t capacity = text->count * 3 + 4;
  uint8_t *out = malloc(capacity);
  lontar_edit *edits = malloc((text->count + 1) * sizeof *edits);
  lontar_normalization whole = lontar_decode(
    encoding, text->data, text->count, out, capacity, edits, text->count + 1);
  CHECK(whole.status == LONTAR_OK || whole.status == LONTAR_ILL_FORMED);
  CHECK(whole.read <= text->count && whole.written <= capacity);
  CHECK((whole.status == LONTAR_OK) == (whole.read == text->count));
  CHECK(lontar_utf8_validate(out, whole.written).status == LONTAR_OK);
  size_t source = 0, target = 0;
  for (size_t i = 0; i < whole.edits; i++) {
    CHECK(edits[i].source_start - source == edits[i].output_start - target);
    CHECK(memcmp(text->data + source, out + target, edits[i].source_start - source) == 0);
    source = edits[i].source_start + edits[i].source_count;
    target = edits[i].output_start + edits[i].output_count;
  }
  CHECK(whole.read - source == whole.written - target);

  // Piece by piece, with room for a few characters at a time.
  size_t read = 0, written = 0;
  while (true) {
    const size_t room = 4 + random_below(random, 12);
    uint8_t *piece = malloc(room);
    const lontar_normalization step = lontar_decode(
      encoding, text->data ? text->data + read : NULL, text->count - read, piece, room, NULL, 0);
    CHECK(step.written <= room && step.read <= text->count - read);
    CHECK(written + step.written <= whole.written);
    CHECK(step.written == 0 || memcmp(out + written, piece, step.written) == 0);
    read += step.read;
    written += step.written;
    free(piece);
    if (step.status != LONTAR_NEEDS_CAPACITY) {
      CHECK(step.status == whole.status);
      break;
    }
    CHECK(step.read > 0);
  }
  CHECK(read == whole.read && written == whole.written);
  free(out);
  free(edits);
}

static void check_converter(const bytes *text, lontar_converter *converter) {
  const size_t capacity = text->count * 4 + 16;
  uint8_t *out = malloc(capacity);
  lontar_edit *edits = malloc((text->count * 2 + 2) * sizeof *edits);
  const lontar_decoded whole = lontar_converter_decode(
    converter, text->data, text->count, out, capacity, edits, text->count * 2 + 2);
  CHECK(whole.status == LONTAR_OK || whole.status == LONTAR_ILL_FORMED);
  CHECK(whole.read <= text->count && whole.written <= capacity);
  CHECK(whole.status == LONTAR_OK || whole.read + whole.ill_formed <= text->count);
  CHECK(lontar_utf8_validate(out, whole.written).status == LONTAR_OK);
  for (size_t i = 1; i < whole.edits; i++) {
    CHECK(edits[i].source_start >= edits[i - 1].source_start + edits[i - 1].source_count);
    CHECK(edits[i].output_start == edits[i - 1].output_start + edits[i - 1].output_count);
  }
  const lontar_decoded none = lontar_converter_decode(
    converter, text->data, text->count, out, 0, NULL, 0);
  CHECK(none.written == 0);
  free(out);
  free(edits);
}

void check_legacy(const bytes *text, uint64_t *random) {
  check_table(text, (lontar_encoding)random_below(random, LONTAR_UTF_32BE + 1), random);
  static const char *const names[] = {
    "gb18030", "big5", "euc-kr", "shift_jis", "iso-2022-jp", "utf-7", "hz", "windows-1252",
    "ibm-1133", "euc-tw", "iso-2022-kr", "utf-16",
  };
  static lontar_converter *converters[sizeof names / sizeof *names];
  const size_t which = random_below(random, sizeof names / sizeof *names);
  if (!converters[which]) {
    CHECK(lontar_converter_open(names[which], &converters[which]).status == LONTAR_OK);
  }
  check_converter(text, converters[which]);
  lontar_charset_guess guesses[3];
  if (random_below(random, 64) == 0) {
    const lontar_result found = lontar_guess_charset(text->data, text->count, guesses, 3);
    CHECK(found.status == LONTAR_OK && found.count <= 3);
  }
}

void check_zawgyi(const bytes *text) {
  lontar_score_zawgyi(text->data, text->count);
  // It takes well-formed text only, so the letters of any text are moved into the Myanmar block.
  bytes letters = {malloc(text->count * 3 + 1), 0};
  for (size_t i = 0; i < text->count; i++) {
    const uint8_t byte = text->data[i];
    if (byte >= 0x20 && byte < 0x30) {
      letters.data[letters.count++] = byte == 0x21 ? '\n' : ' ';
    } else {
      letters.data[letters.count++] = 0xE1;
      letters.data[letters.count++] = 0x80 | (byte >> 6 & 1);
      letters.data[letters.count++] = 0x80 | (byte & 0x3F);
    }
  }
  const size_t capacity = lontar_zawgyi_capacity(letters.count);
  const size_t scratch_count = lontar_zawgyi_scratch(letters.data, letters.count);
  uint8_t *out = malloc(capacity + 1);
  uint64_t *scratch = malloc(scratch_count * sizeof *scratch);
  lontar_edit *edits = malloc((letters.count + 1) * sizeof *edits);
  const lontar_normalization whole = lontar_zawgyi_to_unicode(
    letters.data, letters.count, out, capacity, edits, letters.count + 1, scratch, scratch_count);
  CHECK(whole.status == LONTAR_OK && whole.written <= capacity && whole.edits <= letters.count);
  CHECK(lontar_utf8_validate(out, whole.written).status == LONTAR_OK);
  size_t source = 0, target = 0;
  for (size_t i = 0; i < whole.edits; i++) {
    CHECK(edits[i].source_start - source == edits[i].output_start - target);
    source = edits[i].source_start + edits[i].source_count;
    target = edits[i].output_start + edits[i].output_count;
  }
  CHECK(letters.count - source == whole.written - target);
  free(edits);
  free(scratch);
  free(out);
  bytes_free(&letters);
}
