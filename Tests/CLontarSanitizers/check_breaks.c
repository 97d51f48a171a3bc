// Boundaries.

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "CLontar.h"
#include "break_rules.h"
#include "check.h"

#ifndef LONTAR_WITHOUT_RULES
/// The tables of the ICU at hand are understood for every unit.
void check_rules(void) {
  static const UBreakIteratorType types[] = {UBRK_CHARACTER, UBRK_WORD, UBRK_LINE, UBRK_SENTENCE};
  for (size_t i = 0; i < 4; i++) {
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *const iterator = ubrk_open(types[i], "th", NULL, 0, &error);
    CHECK(U_SUCCESS(error));
    lontar_rules *const rules = lontar_rules_make(iterator);
    CHECK(rules != NULL);
    lontar_rules_release(rules);
    ubrk_close(iterator);
  }
}
#else
void check_rules(void) {}
#endif

static const char *const locales[] = {"th", "km", "lo", "my", "vi", "zh", "en", "xx-none"};

/// All ends of a text, asked for a few at a time; `*count` says how many.
static size_t *all_ends(
  lontar_breaker *breaker, const bytes *text, size_t at_a_time, size_t *count) {
  size_t *const ends = malloc((text->count + 1) * sizeof(size_t));
  size_t *const some = malloc(at_a_time * sizeof(size_t));
  CHECK(ends != NULL && some != NULL);
  *count = 0;
  for (;;) {
    const size_t start = *count == 0 ? 0 : ends[*count - 1];
    const lontar_result result =
      lontar_breaker_next(breaker, text->data, text->count, start, some, at_a_time);
    CHECK(result.status == LONTAR_OK && result.count <= at_a_time);
    if (result.count == 0) break;
    for (size_t i = 0; i < result.count; i++) {
      CHECK(*count < text->count);
      CHECK(some[i] > (*count == 0 ? 0 : ends[*count - 1]));
      ends[(*count)++] = some[i];
    }
  }
  CHECK(text->count == 0 ? *count == 0 : *count > 0 && ends[*count - 1] == text->count);
  free(some);
  return ends;
}

/// The slow twin: ICU's own conversion, and each offset counted from the start. (Over ICU's view of
/// UTF-8 its dictionaries answer differently: they count the span of a short run in native units.)
static void check_against_icu(
  lontar_unit unit, const char *locale, const bytes *text, const size_t *ends, size_t count) {
  static const UBreakIteratorType types[] = {UBRK_CHARACTER, UBRK_WORD, UBRK_LINE, UBRK_SENTENCE};
  UErrorCode error = U_ZERO_ERROR;
  UChar *const units = malloc(text->count * sizeof(UChar));
  CHECK(units != NULL);
  int32_t unit_count = 0;
  u_strFromUTF8(
    units, (int32_t)text->count, &unit_count, (const char *)text->data, (int32_t)text->count,
    &error);
  if (error == U_STRING_NOT_TERMINATED_WARNING) error = U_ZERO_ERROR;
  UBreakIterator *const iterator = ubrk_open(types[unit], locale, units, unit_count, &error);
  CHECK(U_SUCCESS(error));
  for (size_t i = 0; i < count; i++) {
    int32_t byte_count = 0;
    u_strToUTF8(NULL, 0, &byte_count, units, ubrk_next(iterator), &error);
    CHECK(error == U_BUFFER_OVERFLOW_ERROR);
    error = U_ZERO_ERROR;
    CHECK((size_t)byte_count == ends[i]);
  }
  CHECK(ubrk_next(iterator) == UBRK_DONE);
  ubrk_close(iterator);
  free(units);
}

void check_breaks(const bytes *text, uint64_t *random) {
  static lontar_breaker *kept[4];
  const lontar_unit unit = (lontar_unit)random_below(random, 4);
  const char *const locale = locales[random_below(random, sizeof locales / sizeof locales[0])];

  // One that is new, one that has seen other texts, and a copy, which see the same.
  lontar_breaker *fresh = NULL, *copy = NULL;
  CHECK(lontar_breaker_open(unit, locale, &fresh).status == LONTAR_OK);
  if (kept[unit] == NULL) {
    CHECK(lontar_breaker_open(unit, "th", &kept[unit]).status == LONTAR_OK);
  }
  CHECK(lontar_breaker_copy(kept[unit], &copy).status == LONTAR_OK);

  size_t fresh_count = 0, kept_count = 0, copy_count = 0;
  size_t *const fresh_ends = all_ends(fresh, text, 1, &fresh_count);
  size_t *const kept_ends = all_ends(kept[unit], text, 3, &kept_count);
  size_t *const copy_ends = all_ends(copy, text, 256, &copy_count);
  CHECK(kept_count == copy_count && fresh_count == kept_count);
  CHECK(memcmp(kept_ends, copy_ends, kept_count * sizeof(size_t)) == 0);
  CHECK(memcmp(kept_ends, fresh_ends, kept_count * sizeof(size_t)) == 0);

  const int well_formed = lontar_utf8_validate(text->data, text->count).status == LONTAR_OK;
  if (well_formed && text->count > 0) {
    check_against_icu(unit, locale, text, fresh_ends, fresh_count);
  }
  free(fresh_ends);
  free(kept_ends);
  free(copy_ends);
  lontar_breaker_close(fresh);
  lontar_breaker_close(copy);
}
