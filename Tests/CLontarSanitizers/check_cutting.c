// Character classes and regular expressions.

#include "CLontar.h"
#include "check.h"

void check_masks(const bytes *text) {
  lontar_class_masks masks;
  for (size_t i = 0; i < text->count;) {
    lontar_mask_classes(text->data + i, text->count - i, &masks);
    const uint64_t all = masks.upper | masks.lower | masks.number | masks.space | masks.line_end |
                         masks.blank | masks.apostrophe | masks.slash;
    CHECK(masks.length <= 64 && masks.length <= text->count - i);
    CHECK(masks.length == 64 || all >> masks.length == 0);
    i += masks.length > 0 ? masks.length : 1;
  }
}

/// The text is an expression and, behind its first newline, what is searched.
void check_pattern(const bytes *text) {
  const uint8_t *const end = text->count ? memchr(text->data, '\n', text->count) : NULL;
  const size_t count = end != NULL ? (size_t)(end - text->data) : text->count;
  lontar_pattern *pattern = NULL, *copy = NULL;
  size_t fault = 0;
  // Expressions that take exponential time are not what is tested here.
  if (count > 24) return;
  if (lontar_pattern_open(text->data, count, &pattern, &fault).status != LONTAR_OK) {
    CHECK(pattern == NULL && fault <= count);
    return;
  }
  CHECK(lontar_pattern_copy(pattern, &copy).status == LONTAR_OK);
  (void)lontar_pattern_matches_nothing(pattern);
  const uint8_t *const subject = text->data == NULL ? NULL : text->data + count;
  size_t subject_count = text->count - count;
  if (subject_count > 64) subject_count = 64;
  if (lontar_pattern_set_text(copy, subject, subject_count).status == LONTAR_OK) {
    size_t last = 0, ends[3];
    for (;;) {
      const lontar_result result = lontar_pattern_next(copy, ends, 3);
      if (result.status != LONTAR_OK) break;
      CHECK(result.count <= 3);
      if (result.count == 0) {
        CHECK(last == subject_count);
        break;
      }
      for (size_t i = 0; i < result.count; i++) {
        CHECK(ends[i] > last && ends[i] <= subject_count);
        last = ends[i];
      }
    }
  }
  lontar_pattern_close(copy);
  lontar_pattern_close(pattern);
}
