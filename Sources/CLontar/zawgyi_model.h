#pragma once

#include <stdint.h>

// The class of each letter from U+1000 to U+109F; all other characters are of class 0.
extern const uint8_t lontar_zawgyi_classes[160];

// Sixteen times the natural logarithm of how much likelier the second letter is after the first in
// Zawgyi than in Unicode.
extern const int8_t lontar_zawgyi_pairs[105][105];
