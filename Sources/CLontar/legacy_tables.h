#pragma once

#include <stdint.h>

// What a byte stands for: up to three bytes of UTF-8, the first lowest, and their count in the top
// byte; 0 for nothing.
extern const uint32_t lontar_windows_1252[256], lontar_tis_620[256], lontar_iso_8859_11[256],
  lontar_windows_874[256], lontar_viscii[256], lontar_windows_1258[256], lontar_tcvn5712[256],
  lontar_tcvn3[256], lontar_vni[256];

// The column, counted from 1, of a byte that is a mark on the letter before it.
extern const uint8_t lontar_windows_1258_marks[256], lontar_tcvn5712_marks[256],
  lontar_tcvn3_marks[256], lontar_vni_marks[256];

// What a letter's byte and a mark are together, as above.
extern const uint32_t lontar_windows_1258_pairs[256][5], lontar_tcvn5712_pairs[256][5],
  lontar_tcvn3_pairs[256][5], lontar_vni_pairs[256][17];
