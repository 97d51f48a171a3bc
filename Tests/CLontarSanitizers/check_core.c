// Our own normaliser, against ICU, and against itself in pieces.

#include "CLontar.h"
#include "check.h"

enum { FORMS = LONTAR_NFKC_SAFE + 1 };

/// No form makes a character longer than this many times; with U+FFFD for one byte, three times.
static size_t most(size_t count) { return count * 18 + 16; }

static bytes by_icu(lontar_form form, const uint8_t *in, size_t count) {
  bytes out = {malloc(most(count)), 0};
  CHECK(out.data != NULL);
  const lontar_result result = lontar_icu_normalize(form, in, count, out.data, most(count));
  CHECK(result.status == LONTAR_OK);
  out.count = result.count;
  return out;
}

static bytes by_us(
  lontar_form form, lontar_repair repair, const uint8_t *in, size_t count,
  lontar_normalization *result) {
  bytes out = {malloc(most(count)), 0};
  CHECK(out.data != NULL);
  *result = lontar_normalize(form, repair, in, count, out.data, most(count), NULL, 0);
  out.count = result->written;
  return out;
}

static void check_same(const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count) {
  CHECK(a_count == b_count);
  CHECK(a_count == 0 || memcmp(a, b, a_count) == 0);
}

/// Runs a check at every level that the processor has.
static void at_each_level(void (*check)(const bytes *), const bytes *text) {
  const lontar_simd best = lontar_simd_level();
  check(text);
  CHECK(lontar_simd_force(LONTAR_SIMD_NONE) == LONTAR_OK);
  check(text);
  CHECK(lontar_simd_force(best) == LONTAR_OK);
}

/// What ICU makes of the well-formed pieces, with the ill-formed sequences between them repaired.
static bytes repaired_by_icu(
  lontar_form form, lontar_repair repair, const bytes *text, size_t *repairs) {
  bytes out = {malloc(most(text->count) + 1), 0};
  CHECK(out.data != NULL);
  *repairs = 0;
  for (size_t i = 0; i < text->count;) {
    const lontar_utf8_check piece = lontar_utf8_validate(text->data + i, text->count - i);
    bytes normal = by_icu(form, text->data + i, piece.count);
    memcpy(out.data + out.count, normal.data, normal.count);
    out.count += normal.count;
    bytes_free(&normal);
    i += piece.count;
    if (piece.status == LONTAR_OK) break;
    const uint8_t *const source = text->data + i;
    const int replaces = repair == LONTAR_REPAIR_REPLACE;
    const size_t count = replaces ? 3 : piece.ill_formed;
    memcpy(out.data + out.count, replaces ? (const uint8_t *)"\xEF\xBF\xBD" : source, count);
    out.count += count;
    i += piece.ill_formed;
    ++*repairs;
  }
  return out;
}

/// Edits put the output together from the source and themselves.
static void check_edits(
  const bytes *text, const bytes *out, const lontar_edit *edits, size_t count) {
  size_t source = 0, output = 0;
  for (size_t i = 0; i < count; i++) {
    const lontar_edit *const edit = &edits[i];
    CHECK(edit->source_start >= source && edit->output_start >= output);
    const size_t same = edit->source_start - source;
    CHECK(edit->output_start - output == same);
    CHECK(same == 0 || memcmp(text->data + source, out->data + output, same) == 0);
    source = edit->source_start + edit->source_count;
    output = edit->output_start + edit->output_count;
    CHECK(source <= text->count && output <= out->count);
    // An edit changes something.
    CHECK(
      edit->source_count != edit->output_count ||
      memcmp(
        text->data + edit->source_start, out->data + edit->output_start, edit->source_count) != 0);
  }
  check_same(text->data + source, text->count - source, out->data + output, out->count - output);
}

static void check_form(const bytes *text, lontar_form form, lontar_repair repair) {
  const lontar_utf8_check valid = lontar_utf8_validate(text->data, text->count);
  lontar_normalization result;
  bytes out = by_us(form, repair, text->data, text->count, &result);
  if (repair == LONTAR_REPAIR_NONE && valid.status == LONTAR_ILL_FORMED) {
    CHECK(result.status == LONTAR_ILL_FORMED && result.read == valid.count);
  } else {
    CHECK(result.status == LONTAR_OK && result.read == text->count);
  }
  if (form != LONTAR_NFKC_SAFE) {
    size_t repairs;
    const bytes read = {text->data, result.read};
    bytes expected = repaired_by_icu(form, repair, &read, &repairs);
    CHECK(result.repairs == repairs);
    check_same(out.data, out.count, expected.data, expected.count);
    bytes_free(&expected);
  }

  // With edits, in an array that may be too short.
  lontar_edit *const edits = malloc((text->count + 1) * sizeof *edits);
  uint8_t *const exact = malloc(out.count + 1);
  CHECK(edits != NULL && exact != NULL);
  lontar_normalization again = lontar_normalize(
    form, repair, text->data, text->count, exact, out.count, edits, text->count + 1);
  if (again.status == LONTAR_NEEDS_CAPACITY) {
    // A cluster may want a little more than it writes in the end.
    CHECK(again.read < text->count);
  } else {
    CHECK(again.status == result.status && again.read == result.read);
    check_same(exact, again.written, out.data, out.count);
    const bytes read = {text->data, again.read};
    check_edits(&read, &out, edits, again.edits);
  }
  free(exact);
  free(edits);

  // A little at a time.
  size_t read = 0, written = 0, room = 1 + text->count % 40;
  for (;;) {
    uint8_t *const some = malloc(room);
    lontar_edit edit[2];
    CHECK(some != NULL);
    const lontar_normalization step = lontar_normalize(
      form, repair, text->data + read, text->count - read, some, room, edit, 2);
    CHECK(written + step.written <= out.count);
    check_same(some, step.written, out.data + written, step.written);
    free(some);
    read += step.read;
    written += step.written;
    if (step.status != LONTAR_NEEDS_CAPACITY) {
      CHECK(step.status == result.status && read == result.read && written == result.written);
      break;
    }
    if (step.read == 0) room = room * 2 + 4;
  }
  bytes_free(&out);
}

static void check_forms(const bytes *text) {
  for (lontar_form form = 0; form < FORMS; form++) {
    for (lontar_repair repair = 0; repair <= LONTAR_REPAIR_PASS; repair++) {
      check_form(text, form, repair);
    }
  }
}

void check_normalize(const bytes *text) { at_each_level(check_forms, text); }

static void check_one_form(const bytes *text) {
  const unsigned choice = text->data[text->count - 1];
  check_form(text, choice % FORMS, choice / FORMS % 3);
}

void check_normalize_once(const bytes *text) {
  if (text->count > 0) at_each_level(check_one_form, text);
}

static void check_quickly(const bytes *text) {
  const lontar_utf8_check valid = lontar_utf8_validate(text->data, text->count);
  for (lontar_form form = 0; form < FORMS; form++) {
    const lontar_result found = lontar_check_normalized(form, text->data, text->count);
    lontar_edit first = {text->count, 0, 0, 0};
    uint8_t *const out = malloc(most(text->count));
    CHECK(out != NULL);
    (void)lontar_normalize(
      form, LONTAR_REPAIR_NONE, text->data, text->count, out, most(text->count), &first, 1);
    free(out);
    if (first.source_count > 0 || first.output_count > 0) {
      CHECK(found.status == LONTAR_NOT_NORMALIZED && found.count <= first.source_start);
    } else {
      CHECK(found.status == valid.status && found.count == valid.count);
    }
  }
}

void check_check(const bytes *text) { at_each_level(check_quickly, text); }

/// A text that is cut where it may be gives the same in two pieces; and going on with the search gives
/// what searching all of it does.
static void check_cuts(const bytes *text, lontar_form form) {
  lontar_normalization result;
  bytes whole = by_us(form, LONTAR_REPAIR_PASS, text->data, text->count, &result);
  size_t searched = 0, cut = 0;
  for (size_t known = 0; known <= text->count; known++) {
    const size_t all = lontar_stable_prefix(form, text->data, known, 0);
    const size_t more = lontar_stable_prefix(form, text->data, known, searched);
    CHECK(all <= known && more <= known);
    if (more > 0) cut = more;
    CHECK(all == cut);
    searched = known < 3 ? 0 : known - 3;
    if (more == 0 && known > 0 && known < text->count) continue;
    bytes first = by_us(form, LONTAR_REPAIR_PASS, text->data, all, &result);
    bytes second =
      by_us(form, LONTAR_REPAIR_PASS, text->data + all, text->count - all, &result);
    CHECK(first.count + second.count == whole.count);
    check_same(first.data, first.count, whole.data, first.count);
    check_same(second.data, second.count, whole.data + first.count, second.count);
    bytes_free(&first);
    bytes_free(&second);
  }
  bytes_free(&whole);
}

void check_stable_prefix(const bytes *text) {
  for (lontar_form form = 0; form < FORMS; form++) check_cuts(text, form);
}

void check_stable_prefix_once(const bytes *text) {
  if (text->count > 0) check_cuts(text, text->data[text->count - 1] % FORMS);
}

/// Whether a scalar is a mark, by ICU: one that a mark of class 1 behind it goes before, or one of
/// class 1, which goes before U+0E3A of class 9.
static int is_mark(const uint8_t *scalar, size_t count) {
  uint8_t pair[16];
  memcpy(pair, scalar, count);
  memcpy(pair + count, "\xCC\xB4", 2);
  bytes moved = by_icu(LONTAR_NFD, pair, count + 2);
  int is = moved.count == count + 2 && memcmp(moved.data, "\xCC\xB4", 2) == 0 && count > 0 &&
           memcmp(scalar, "\xCC\xB4", count < 2 ? count : 2) != 0;
  bytes_free(&moved);
  memcpy(pair, "\xE0\xB8\xBA", 3);
  memcpy(pair + 3, scalar, count);
  moved = by_icu(LONTAR_NFD, pair, count + 3);
  is |= moved.count == count + 3 && memcmp(moved.data, scalar, count) == 0 &&
        memcmp(pair, moved.data, moved.count) != 0;
  bytes_free(&moved);
  return is;
}

static size_t scalar_count(const uint8_t *in, size_t count) {
  for (size_t length = 1; length <= 4 && length <= count; length++) {
    if (lontar_utf8_validate(in, length).status == LONTAR_OK) return length;
  }
  return 0;
}

/// By the definition, one character at a time.
void check_stream_safe(const bytes *text) {
  unsigned expected_run = 0, run = 0;
  size_t start = 0;
  while (start < text->count) {
    size_t place = start;
    while (place < text->count) {
      const size_t count = scalar_count(text->data + place, text->count - place);
      unsigned leading = 0, trailing = 0, all = 1;
      if (count > 0) {
        bytes parts = by_icu(LONTAR_NFKD, text->data + place, count);
        for (size_t i = 0; i < parts.count;) {
          const size_t length = scalar_count(parts.data + i, parts.count - i);
          CHECK(length > 0);
          if (is_mark(parts.data + i, length)) {
            trailing++;
            if (all) leading++;
          } else {
            trailing = 0;
            all = 0;
          }
          i += length;
        }
        bytes_free(&parts);
      } else {
        all = 0;
      }
      if (expected_run + leading > 30) break;
      expected_run = all ? expected_run + leading : trailing;
      place += count > 0 ? count : lontar_utf8_validate(text->data + place, text->count - place).ill_formed;
    }
    const size_t found = lontar_stream_safe_break(text->data + start, text->count - start, &run);
    CHECK(start + found == place);
    CHECK(run == expected_run);
    run = expected_run = 0;
    start = place;
  }
}

void check_edits_of_icu(const bytes *text) {
  if (lontar_utf8_validate(text->data, text->count).status != LONTAR_OK) return;
  for (lontar_form form = 0; form < LONTAR_NFKC_SAFE; form++) {
    uint8_t *const out = malloc(most(text->count));
    lontar_edit *const edits = malloc((text->count + 1) * sizeof *edits);
    CHECK(out != NULL && edits != NULL);
    const lontar_normalization result = lontar_icu_normalize_with_edits(
      form, text->data, text->count, out, most(text->count), edits, text->count + 1);
    CHECK(result.status == LONTAR_OK && result.read == text->count);
    bytes expected = by_icu(form, text->data, text->count);
    check_same(out, result.written, expected.data, expected.count);
    const lontar_normalization none =
      lontar_icu_normalize_with_edits(form, text->data, text->count, NULL, 0, edits, 0);
    CHECK(none.written == result.written && none.edits == result.edits);
    bytes_free(&expected);
    free(out);
    free(edits);
  }
}
