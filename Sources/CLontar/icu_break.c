#include "CLontar.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>

#include "break_rules.h"
#include "icu.h"

// Boundaries come from the automaton in break_rules.h, which runs over the bytes. A stretch of text
// with scripts that need a dictionary goes through ICU itself, as UTF-16: ICU walks that 12 to 50 %
// faster than its view of UTF-8, whose short runs its dictionaries moreover misjudge.
struct lontar_breaker {
  UBreakIterator *iterator;
  /// NULL where ICU's tables are not understood; then all text is one stretch.
  lontar_rules *rules;
  /// The end that was given last.
  size_t position;
  /// The stretch that ICU is in the midst of; it ends not behind `position` if there is none.
  size_t stretch_start;
  size_t stretch_end;
  UChar *units;
  size_t units_capacity;
  /// The byte offset behind each unit, from the stretch's start.
  uint32_t *byte_ends;
  size_t byte_ends_capacity;
};

// Stretches are joined across gaps up to this many bytes, and up to this length: then the buffers
// stay in the cache, and setting ICU's text costs nothing beside its work.
enum { STRETCH_GAP = 64, STRETCH_LENGTH = 4096, WHOLE_LENGTH = 16384 };

/// Makes a breaker that owns an iterator and a share of rules.
static lontar_result wrap(
  UBreakIterator *iterator, lontar_rules *rules, lontar_breaker **breaker) {
  lontar_breaker *const made = calloc(1, sizeof(lontar_breaker));
  if (made == NULL) {
    ubrk_close(iterator);
    lontar_rules_release(rules);
    return ended(LONTAR_OUT_OF_MEMORY);
  }
  made->iterator = iterator;
  made->rules = rules;
  *breaker = made;
  return ended(LONTAR_OK);
}

/// Whether the automaton and ICU cut a sample alike: a guard against tables of an ICU to come that
/// look as they do now and mean something else.
static bool agrees_with_icu(lontar_breaker *breaker) {
  static const char sample[] =
    "Can't stop: 3,000.5 (ok?) \"no\" re-do\tTiếng Việt. A.B. தமிழ் ไทย ꦗꦮ\r\nx_y@z.th!? e\u0301 "
    "👩‍🌾🇹🇭 'q' ᄀ\u1161";
  enum { COUNT = sizeof sample - 1 };
  const uint8_t *const text = (const uint8_t *)sample;
  size_t ours[COUNT], icu[COUNT];
  lontar_rules *const rules = breaker->rules;
  if (rules == NULL) return true;
  const lontar_result our_result = lontar_breaker_next(breaker, text, COUNT, 0, ours, COUNT);
  breaker->rules = NULL;
  const lontar_result icu_result = lontar_breaker_next(breaker, text, COUNT, 0, icu, COUNT);
  breaker->rules = rules;
  return our_result.status == LONTAR_OK && icu_result.status == LONTAR_OK &&
         our_result.count == icu_result.count &&
         memcmp(ours, icu, our_result.count * sizeof(size_t)) == 0;
}

lontar_result lontar_breaker_open(
  lontar_unit unit, const char *locale, lontar_breaker **breaker) {
  *breaker = NULL;
  UBreakIteratorType type;
  switch (unit) {
  case LONTAR_GRAPHEME: type = UBRK_CHARACTER; break;
  case LONTAR_WORD: type = UBRK_WORD; break;
  case LONTAR_LINE: type = UBRK_LINE; break;
  case LONTAR_SENTENCE: type = UBRK_SENTENCE; break;
  default: return ended(LONTAR_BAD_ARGUMENT);
  }
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *const iterator = ubrk_open(type, locale, NULL, 0, &error);
  if (U_FAILURE(error)) return failed(error);
  const lontar_result result = wrap(iterator, lontar_rules_make(iterator), breaker);
  if (result.status == LONTAR_OK && !agrees_with_icu(*breaker)) {
    lontar_rules_release((*breaker)->rules);
    (*breaker)->rules = NULL;
  }
  return result;
}

lontar_result lontar_breaker_copy(const lontar_breaker *original, lontar_breaker **breaker) {
  *breaker = NULL;
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *const iterator = ubrk_clone(original->iterator, &error);
  if (U_FAILURE(error)) return failed(error);
  return wrap(iterator, lontar_rules_share(original->rules), breaker);
}

void lontar_breaker_close(lontar_breaker *breaker) {
  if (breaker == NULL) return;
  ubrk_close(breaker->iterator);
  lontar_rules_release(breaker->rules);
  free(breaker->units);
  free(breaker->byte_ends);
  free(breaker);
}

/// Makes room for `count` elements, dropping what was there.
static bool make_room(void **buffer, size_t *capacity, size_t count, size_t element_size) {
  if (*capacity >= count) return true;
  // A little more than asked, so that records that grow slowly do not each allocate.
  const size_t enough = count + count / 4 + 64;
  free(*buffer);
  *capacity = 0;
  *buffer = malloc(enough * element_size);
  if (*buffer == NULL) return false;
  *capacity = enough;
  return true;
}

/// Gives ICU a stretch of the text from a boundary on.
static lontar_result load_stretch(lontar_breaker *breaker, const uint8_t *in, size_t count) {
  if (count > INT32_MAX) return ended(LONTAR_TOO_LONG);
  if (!make_room((void **)&breaker->units, &breaker->units_capacity, count, sizeof(UChar)) ||
      !make_room(
        (void **)&breaker->byte_ends, &breaker->byte_ends_capacity, count, sizeof(uint32_t))) {
    return ended(LONTAR_OUT_OF_MEMORY);
  }
  const size_t unit_count = copy_as_utf16(in, count, breaker->units, breaker->byte_ends);
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(breaker->iterator, breaker->units, (int32_t)unit_count, &error);
  return U_FAILURE(error) ? failed(error) : ended(LONTAR_OK);
}

/// The next boundary that ICU finds in its stretch.
static inline size_t next_in_stretch(lontar_breaker *breaker) {
  const int32_t end = ubrk_next(breaker->iterator);
  // ICU stops early only where its own memory ran out: the rest is one segment, not lost.
  if (end == UBRK_DONE) return breaker->stretch_end;
  return breaker->stretch_start + breaker->byte_ends[end - 1];
}

/// Whether most of a text's first kilobyte is in scalars of three bytes.
static bool is_mostly_wide(const uint8_t *in, size_t count) {
  if (count > 1024) count = 1024;
  size_t leads = 0;
  for (size_t i = 0; i < count; i++) leads += (in[i] & 0xF0) == 0xE0;
  return leads * 3 > count / 2;
}

/// Finds how far a stretch goes whose first segment needs a dictionary, and gives it to ICU: all
/// that the automaton looked at up to the stretch's end, so that ICU's rules decide alike.
static lontar_result begin_stretch(
  lontar_breaker *breaker, const uint8_t *in, size_t count, lontar_rule_segment segment) {
  const size_t start = breaker->position;
  // The rest of a Thai line is better not looked at twice (7 % of the time).
  if (count - start <= WHOLE_LENGTH && is_mostly_wide(in + start, count - start)) {
    breaker->stretch_start = start;
    breaker->stretch_end = count;
    return load_stretch(breaker, in + start, count - start);
  }
  size_t end = segment.end, read_end = segment.read_end, furthest = segment.read_end;
  size_t position = end;
  while (position < count && position - start < STRETCH_LENGTH && position - end <= STRETCH_GAP) {
    segment = lontar_rules_next(breaker->rules, in, count, position);
    position = segment.end;
    if (segment.read_end > furthest) furthest = segment.read_end;
    if (segment.has_dictionary) {
      end = position;
      read_end = furthest;
    }
  }
  breaker->stretch_start = start;
  breaker->stretch_end = end;
  return load_stretch(breaker, in + start, read_end - start);
}

lontar_result lontar_breaker_next(
  lontar_breaker *breaker, const uint8_t *in, size_t count, size_t start, size_t *ends,
  size_t capacity) {
  // A stretch that goes beyond the text is another text's.
  if (start == 0 || start != breaker->position || breaker->stretch_end > count) {
    breaker->position = start;
    breaker->stretch_end = start;
  }
  size_t written = 0;
  while (written < capacity && breaker->position < count) {
    if (breaker->position < breaker->stretch_end) {
      breaker->position = next_in_stretch(breaker);
      ends[written++] = breaker->position;
      continue;
    }
    lontar_result result = ended(LONTAR_OK);
    if (breaker->rules == NULL) {
      breaker->stretch_start = breaker->position;
      breaker->stretch_end = count;
      result = load_stretch(breaker, in + breaker->position, count - breaker->position);
    } else {
      const lontar_rule_segment segment =
        lontar_rules_next(breaker->rules, in, count, breaker->position);
      if (!segment.has_dictionary) {
        breaker->position = segment.end;
        ends[written++] = segment.end;
        continue;
      }
      result = begin_stretch(breaker, in, count, segment);
    }
    if (result.status != LONTAR_OK) {
      breaker->stretch_end = breaker->position;
      return result;
    }
  }
  return (lontar_result){LONTAR_OK, written};
}
