#pragma once

#include "normalize.h"

/// What became of a cluster.
typedef struct lontar_cluster {
  /// `LONTAR_OK`; `LONTAR_ILL_FORMED` when the text starts with an ill-formed sequence, and then
  /// nothing is read; `LONTAR_NEEDS_CAPACITY`.
  lontar_status status;
  size_t read;
  size_t written;
} lontar_cluster;

/// How many bytes at the start of a cluster can be normalised by themselves: up to behind the first
/// character that composes with nothing that follows. That keeps edits fine; where a composing form
/// changes something, it says so of the same bytes as ICU.
size_t lontar_first_piece(const lontar_form_traits *form, const uint8_t *in, size_t count);

/// Normalises the cluster at the start of a text that is not empty: from a boundary to the next one,
/// to an ill-formed sequence, or to the end.
lontar_cluster lontar_normalize_cluster(
  const lontar_form_traits *form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity);
