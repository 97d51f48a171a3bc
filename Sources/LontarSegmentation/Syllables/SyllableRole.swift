internal import CLontar

/// What a character does in an orthographic syllable: the letters and marks that are written as one
/// group, a consonant with what stands on, under, around and behind it.
///
/// This is the syllable of the pre-tokenizer `lontar`, of a vocabulary's integrity, and of
/// ``Segmenter/Unit/syllable`` in Khmer, Javanese, Balinese, Tamil and their kin. Thai, Lao and Burmese
/// add to it the consonants that close a syllable: see `SyllableCutter`.
package struct SyllableRole {
  /// It is written on, under, around or behind the letter before it, and belongs to it.
  package var hangs = false
  /// What follows belongs to its syllable.
  package var opens = false

  /// Looks at a scalar.
  package init(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x300: return
    // Vowels written before their consonant.
    case 0xE40...0xE44, 0xEC0...0xEC4: opens = true
    // Vowels written behind it, which Unicode calls letters.
    case 0xE30, 0xE32, 0xE33, 0xE45, 0xEB0, 0xEB2, 0xEB3, 0xEBD: hangs = true
    // What stacks the next consonant: in Khmer, Burmese, Javanese, Balinese, Tai Tham.
    case 0x17D2, 0x1039, 0xA9C0, 0x1B44, 0x1A60, 0x200D:
      hangs = true
      opens = true
    case 0x200C: hangs = true
    default:
      guard scalar < 0x110000 else { return }
      // The index has an entry for each 64 scalars up to U+10FFFF, and points into the blocks.
      let start = unsafe Int(lontar_class_index_start()[Int(scalar >> 6)])
      let classes = unsafe UInt32(lontar_class_blocks_start()[start + Int(scalar & 63)])
      hangs = classes & LONTAR_CLASS_MARK.rawValue != 0
    }
  }
}
