// Validation and normal forms.

#include "CLontar.h"
#include "check.h"

/// How many bytes of a well-formed scalar start here; zero for none. By the definition: the value
/// is put together first, and judged then.
static size_t scalar_count(const uint8_t *in, size_t count) {
  if (count == 0) return 0;
  const uint8_t lead = in[0];
  size_t length = 0;
  if (lead < 0x80) length = 1;
  else if (lead >> 5 == 6) length = 2;
  else if (lead >> 4 == 14) length = 3;
  else if (lead >> 3 == 30) length = 4;
  if (length == 0 || length > count) return 0;
  static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
  uint32_t value = length == 1 ? lead : lead & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if (in[i] >> 6 != 2) return 0;
    value = value << 6 | (in[i] & 0x3F);
  }
  const int surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < least[length] || value > 0x10FFFF || surrogate ? 0 : length;
}

/// Whether some well-formed scalar starts with these bytes: tries every way to go on.
static int starts_scalar(const uint8_t *in, size_t count) {
  uint8_t trial[4] = {0};
  if (count >= 4) return 0;
  memcpy(trial, in, count);
  for (size_t length = count + 1; length <= 4; length++) {
    // Only the byte behind the lead is restricted, so that the ones behind it need one trial.
    memset(trial + count, 0x80, length - count);
    for (int next = 0x80; next <= 0xBF; next++) {
      trial[count] = (uint8_t)next;
      if (scalar_count(trial, length) == length) return 1;
    }
  }
  return 0;
}

void check_validation(const bytes *text) {
  size_t well_formed = 0;
  while (well_formed < text->count) {
    const size_t step = scalar_count(text->data + well_formed, text->count - well_formed);
    if (step == 0) break;
    well_formed += step;
  }
  size_t ill_formed = 0;
  if (well_formed < text->count) {
    ill_formed = 1;
    while (ill_formed < text->count - well_formed &&
           starts_scalar(text->data + well_formed, ill_formed + 1)) {
      ill_formed++;
    }
  }
  const lontar_utf8_check found = lontar_utf8_validate(text->data, text->count);
  CHECK(found.status == (ill_formed == 0 ? LONTAR_OK : LONTAR_ILL_FORMED));
  CHECK(found.count == well_formed);
  CHECK(found.ill_formed == ill_formed);
}

typedef lontar_result normalize_function(
  lontar_form form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity);

/// Normalises with too little room, with none, and with exactly enough, in a block of its own.
static bytes normalize(normalize_function *function, lontar_form form, const bytes *text) {
  const lontar_result asked = function(form, text->data, text->count, NULL, 0);
  CHECK(asked.status == (asked.count == 0 ? LONTAR_OK : LONTAR_NEEDS_CAPACITY));
  bytes out = {NULL, asked.count};
  if (asked.count == 0) return out;
  out.data = malloc(asked.count);
  CHECK(out.data != NULL);

  uint8_t *const small = malloc(asked.count - 1 > 0 ? asked.count - 1 : 1);
  CHECK(small != NULL);
  const lontar_result short_of = function(form, text->data, text->count, small, asked.count - 1);
  CHECK(short_of.status == LONTAR_NEEDS_CAPACITY && short_of.count == asked.count);
  free(small);

  const lontar_result done = function(form, text->data, text->count, out.data, out.count);
  CHECK(done.status == LONTAR_OK && done.count == out.count);
  return out;
}

/// Where a Hangul syllable without a final consonant stands before U+11A7, or the count.
static size_t find_no_final(const bytes *text) {
  for (size_t i = 0; i + 6 <= text->count; i++) {
    const uint8_t *at = text->data + i;
    if (at[0] >> 4 != 14 || memcmp(at + 3, "\xE1\x86\xA7", 3) != 0) continue;
    const uint32_t scalar = (at[0] & 15u) << 12 | (at[1] & 63u) << 6 | (at[2] & 63u);
    if (scalar >= 0xAC00 && scalar < 0xD7A4 && (scalar - 0xAC00) % 28 == 0) return i;
  }
  return text->count;
}

/// Makes of ICU's composed form what utf8proc 2.8 makes of the text. It takes U+11A7, one before the first
/// final consonant, for a final consonant that leaves a syllable as it is, so that it is lost, and what
/// follows may compose.
static void lose_no_finals(lontar_form form, bytes *icu) {
  for (size_t at; (at = find_no_final(icu)) < icu->count;) {
    memmove(icu->data + at + 3, icu->data + at + 6, icu->count - at - 6);
    icu->count -= 3;
    const bytes again = normalize(lontar_icu_normalize, form, icu);
    bytes_free(icu);
    *icu = again;
  }
}

void check_normalization(const bytes *text) {
  const lontar_utf8_check check = lontar_utf8_validate(text->data, text->count);
  for (lontar_form form = LONTAR_NFC; form <= LONTAR_NFKC_CASEFOLD; form++) {
    bytes icu = normalize(lontar_icu_normalize, form, text);
    if (check.status == LONTAR_ILL_FORMED) {
      const lontar_result refused =
        lontar_utf8proc_normalize(form, text->data, text->count, NULL, 0);
      CHECK(refused.status == LONTAR_ILL_FORMED && refused.count == check.count);
      (void)lontar_icu_is_normalized(form, text->data, text->count);
    } else {
      const lontar_result is = lontar_icu_is_normalized(form, text->data, text->count);
      const int same = icu.count == text->count &&
                       (icu.count == 0 || memcmp(icu.data, text->data, icu.count) == 0);
      CHECK(is.status == LONTAR_OK && is.count == (same ? 1u : 0u));
      bytes utf8proc = normalize(lontar_utf8proc_normalize, form, text);
      // utf8proc folds case in one pass, which is not always NFKC_Casefold.
      if (form != LONTAR_NFKC_CASEFOLD) {
        if (form == LONTAR_NFC || form == LONTAR_NFKC) lose_no_finals(form, &icu);
        CHECK(icu.count == utf8proc.count);
        CHECK(icu.count == 0 || memcmp(icu.data, utf8proc.data, icu.count) == 0);
      }
      bytes_free(&utf8proc);
    }
    bytes_free(&icu);
  }
}

void check_refusals(void) {
  const uint8_t byte = 'a';
  uint8_t out[8];
  const size_t too_long = (size_t)INT32_MAX + 1;
  CHECK(lontar_icu_normalize(LONTAR_NFC, &byte, too_long, out, 8).status == LONTAR_TOO_LONG);
  CHECK(lontar_icu_is_normalized(LONTAR_NFC, &byte, too_long).status == LONTAR_TOO_LONG);
  CHECK(lontar_utf8proc_normalize(LONTAR_NFC, &byte, too_long, out, 8).status == LONTAR_TOO_LONG);

  const lontar_form no_form = (lontar_form)7;
  CHECK(lontar_icu_normalize(no_form, &byte, 1, out, 8).status == LONTAR_BAD_ARGUMENT);
  CHECK(lontar_icu_is_normalized(no_form, &byte, 1).status == LONTAR_BAD_ARGUMENT);
  CHECK(lontar_utf8proc_normalize(no_form, &byte, 1, out, 8).status == LONTAR_BAD_ARGUMENT);

  lontar_breaker *breaker = NULL;
  CHECK(lontar_breaker_open((lontar_unit)4, "th", &breaker).status != LONTAR_OK);
  CHECK(breaker == NULL);
  lontar_breaker_close(NULL);
  CHECK(lontar_breaker_open(LONTAR_WORD, "th", &breaker).status == LONTAR_OK);
  size_t end = 0;
  CHECK(lontar_breaker_next(breaker, NULL, 0, 0, &end, 1).count == 0);
  CHECK(lontar_breaker_next(breaker, &byte, 1, 0, &end, 0).count == 0);
  lontar_breaker_close(breaker);

  CHECK(strlen(lontar_icu_version()) > 0);
  CHECK(strlen(lontar_icu_unicode_version()) > 0);
  CHECK(strlen(lontar_utf8proc_unicode_version()) > 0);
  CHECK(strcmp(lontar_icu_error_name(7), "U_MEMORY_ALLOCATION_ERROR") == 0);
  lontar_prefetch(NULL);
}
