#pragma once

#include "normalize.h"

/// Decomposes from a boundary on, and stops at a boundary: where something needs a closer look, where
/// nothing has been decomposed for a while, or near the end of the text or of the room.
lontar_progress lontar_decompose(
  const lontar_form_traits *form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity);
