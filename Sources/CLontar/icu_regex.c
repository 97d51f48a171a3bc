#include "CLontar.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uregex.h>

#include "icu.h"

struct lontar_pattern {
  URegularExpression *expression;
  UChar *units;
  /// The byte offset behind each unit.
  uint32_t *byte_ends;
  size_t capacity;
  size_t unit_count;
  /// The end that was given last, in units.
  size_t position;
  /// A match that was found and not given yet, in units.
  size_t match_start, match_end;
  bool has_match;
  /// Whether there are no more matches.
  bool is_over;
};

static bool make_room(lontar_pattern *pattern, size_t count) {
  if (pattern->capacity >= count) return true;
  free(pattern->units);
  free(pattern->byte_ends);
  pattern->capacity = 0;
  // A little more than asked, so that records that grow slowly do not each allocate.
  const size_t enough = count + count / 4 + 64;
  pattern->units = malloc(enough * sizeof(UChar));
  pattern->byte_ends = malloc(enough * sizeof(uint32_t));
  if (pattern->units == NULL || pattern->byte_ends == NULL) return false;
  pattern->capacity = enough;
  return true;
}

lontar_result lontar_pattern_open(
  const uint8_t *in, size_t count, lontar_pattern **pattern, size_t *fault) {
  *pattern = NULL;
  *fault = 0;
  if (count > INT32_MAX / 4) return ended(LONTAR_TOO_LONG);
  lontar_pattern *const made = calloc(1, sizeof(lontar_pattern));
  if (made == NULL) return ended(LONTAR_OUT_OF_MEMORY);
  if (!make_room(made, count)) {
    lontar_pattern_close(made);
    return ended(LONTAR_OUT_OF_MEMORY);
  }
  const size_t unit_count = copy_as_utf16(in, count, made->units, made->byte_ends);
  UErrorCode error = U_ZERO_ERROR;
  UParseError place = {.line = 0, .offset = 0};
  made->expression = uregex_open(
    made->units, (int32_t)unit_count, UREGEX_MULTILINE | UREGEX_UNIX_LINES, &place, &error);
  // No limit to the memory for going back: a limit would cut long texts differently.
  if (U_SUCCESS(error)) uregex_setStackLimit(made->expression, 0, &error);
  if (U_FAILURE(error)) {
    // ICU counts from 1, and sometimes names the unit behind the end.
    if (place.offset > 1 && unit_count > 0) {
      const size_t unit = (size_t)place.offset - 1;
      *fault = made->byte_ends[(unit < unit_count ? unit : unit_count) - 1];
    }
    lontar_pattern_close(made);
    return failed(error);
  }
  *pattern = made;
  return ended(LONTAR_OK);
}

lontar_result lontar_pattern_copy(const lontar_pattern *original, lontar_pattern **pattern) {
  *pattern = NULL;
  lontar_pattern *const made = calloc(1, sizeof(lontar_pattern));
  if (made == NULL) return ended(LONTAR_OUT_OF_MEMORY);
  UErrorCode error = U_ZERO_ERROR;
  made->expression = uregex_clone(original->expression, &error);
  if (U_SUCCESS(error)) uregex_setStackLimit(made->expression, 0, &error);
  if (U_FAILURE(error)) {
    lontar_pattern_close(made);
    return failed(error);
  }
  *pattern = made;
  return ended(LONTAR_OK);
}

void lontar_pattern_close(lontar_pattern *pattern) {
  if (pattern == NULL) return;
  if (pattern->expression != NULL) uregex_close(pattern->expression);
  free(pattern->units);
  free(pattern->byte_ends);
  free(pattern);
}

lontar_result lontar_pattern_set_text(lontar_pattern *pattern, const uint8_t *in, size_t count) {
  pattern->unit_count = 0;
  pattern->position = 0;
  pattern->has_match = false;
  pattern->is_over = false;
  if (count > INT32_MAX) return ended(LONTAR_TOO_LONG);
  // Room for one unit, so that there is an address even for no text.
  if (!make_room(pattern, count + 1)) return ended(LONTAR_OUT_OF_MEMORY);
  pattern->unit_count =
    count == 0 ? 0 : copy_as_utf16(in, count, pattern->units, pattern->byte_ends);
  UErrorCode error = U_ZERO_ERROR;
  uregex_setText(pattern->expression, pattern->units, (int32_t)pattern->unit_count, &error);
  return U_FAILURE(error) ? failed(error) : ended(LONTAR_OK);
}

/// Finds the next match, or that there is none.
static lontar_result find(lontar_pattern *pattern) {
  UErrorCode error = U_ZERO_ERROR;
  if (uregex_findNext(pattern->expression, &error)) {
    pattern->match_start = (size_t)uregex_start(pattern->expression, 0, &error);
    pattern->match_end = (size_t)uregex_end(pattern->expression, 0, &error);
    pattern->has_match = true;
  } else {
    pattern->is_over = true;
  }
  return U_FAILURE(error) ? failed(error) : ended(LONTAR_OK);
}

lontar_result lontar_pattern_matches_nothing(lontar_pattern *pattern) {
  lontar_result result = lontar_pattern_set_text(pattern, NULL, 0);
  if (result.status != LONTAR_OK) return result;
  result = find(pattern);
  result.count = result.status == LONTAR_OK ? pattern->has_match : result.count;
  return result;
}

lontar_result lontar_pattern_next(lontar_pattern *pattern, size_t *ends, size_t capacity) {
  size_t written = 0;
  while (written < capacity && pattern->position < pattern->unit_count) {
    if (!pattern->has_match && !pattern->is_over) {
      const lontar_result result = find(pattern);
      if (result.status != LONTAR_OK) return result;
    }
    size_t end = pattern->unit_count;
    if (pattern->has_match) {
      // First what lies before the match, then the match. An empty match cuts.
      end = pattern->match_start;
      if (end <= pattern->position) {
        end = pattern->match_end;
        pattern->has_match = false;
      }
    }
    if (end <= pattern->position) continue;
    pattern->position = end;
    ends[written++] = pattern->byte_ends[end - 1];
  }
  return (lontar_result){LONTAR_OK, written};
}

lontar_result lontar_pattern_next_match(lontar_pattern *pattern, size_t *start, size_t *end) {
  if (pattern->is_over) return ended(LONTAR_OK);
  const lontar_result result = find(pattern);
  if (result.status != LONTAR_OK || !pattern->has_match) return result;
  pattern->has_match = false;
  if (pattern->is_over) return ended(LONTAR_OK);
  *start = pattern->match_start == 0 ? 0 : pattern->byte_ends[pattern->match_start - 1];
  *end = pattern->match_end == 0 ? 0 : pattern->byte_ends[pattern->match_end - 1];
  return (lontar_result){LONTAR_OK, 1};
}
