#pragma once

// What the files of the repair of mojibake share. See mojibake.c for how they work together.

#include "CLontar.h"
#include "utf8_step.h"

/// Where a repair writes.
typedef struct lontar_repaired {
  uint8_t *out;
  size_t written;
  /// None if the way back is not wanted.
  lontar_edit *edits;
  size_t edit_count;
} lontar_repaired;

/// UTF-8 read as Windows-1252 or Latin-1, where that is plain: writes the text as it was, and gives how many
/// bytes were read so; 0 where it is not plain. The text is well-formed, and the output has room for four
/// bytes more than it has.
size_t lontar_unread_1252(const uint8_t *in, size_t count, lontar_repaired *to);
/// The same of Windows-1258.
size_t lontar_unread_1258(const uint8_t *in, size_t count, lontar_repaired *to);
/// The same of Windows-874, if all Thai letters of the text are such bytes.
size_t lontar_unread_874(const uint8_t *in, size_t count, lontar_repaired *to);

/// A legacy encoding read as Windows-1252: Thai in TIS-620 with `is_thai`, otherwise one of the charsets of
/// Vietnamese, which is told. The output has room for `lontar_mojibake_capacity`, the scratch for
/// `lontar_mojibake_scratch`.
bool lontar_unread_legacy(
  const uint8_t *in, size_t count, bool is_thai, lontar_repaired *to, uint8_t *scratch,
  lontar_encoding *encoding);

/// The byte that the character at a place looks like through Windows-1252; 0 if it looks like none. With how
/// many bytes the character has.
uint8_t lontar_byte_of_1252(const uint8_t *at, size_t *length);
