internal import LontarSegmentation

/// The rows of one sentence of CoNLL-U, while they are gathered. The fields that need a parser are `_`.
struct ConlluRows {
  /// A token, with the white space behind it.
  private struct Token {
    var range: Range<Int>
    var words: [Range<Int>]
    var spaces: Range<Int>
  }

  private var tokens: [Token] = []
  /// White space before the first token.
  private var leading = 0..<0

  /// Adds a piece.
  ///
  /// - Parameters:
  ///   - range: Where it lies.
  ///   - words: Its words, if it has several.
  ///   - text: The record.
  mutating func add(_ range: Range<Int>, words: ArraySlice<Range<Int>>, of text: Span<UInt8>) {
    if PieceKind(of: text.extracting(range)) == .space {
      if tokens.isEmpty {
        leading = 0..<range.upperBound
      } else {
        tokens[tokens.count - 1].spaces =
          tokens[tokens.count - 1].range.upperBound..<range.upperBound
      }
      return
    }
    tokens.append(
      Token(
        range: range, words: words.count > 1 ? Array(words) : [],
        spaces: range.upperBound..<range.upperBound))
  }

  /// Appends the sentence, with the empty line behind it; a record without a token gives nothing.
  func finish(_ text: Span<UInt8>, _ output: inout [UInt8]) {
    guard !tokens.isEmpty else { return }
    output.append(contentsOf: "# text = ".utf8)
    let last = tokens[tokens.count - 1].range.upperBound
    for index in leading.upperBound..<last {
      // A comment is one line.
      output.append(text[index] == 0x0A || text[index] == 0x0D ? 0x20 : text[index])
    }
    output.append(0x0A)
    var number = 1
    for index in tokens.indices {
      let token = tokens[index]
      var notes = index == tokens.count - 1 ? lastNotes(token, text) : notes(token, text)
      if index == 0, !leading.isEmpty {
        notes = "SpacesBefore=\(escaped(leading, text))" + (notes == "_" ? "" : "|\(notes)")
      }
      if token.words.isEmpty {
        row("\(number)", token.range, text, notes, &output)
        number += 1
      } else {
        let end = number + token.words.count - 1
        row("\(number)-\(end)", token.range, text, notes, &output)
        for word in token.words {
          row("\(number)", word, text, "_", &output)
          number += 1
        }
      }
    }
    output.append(0x0A)
  }

  private func row(
    _ number: String, _ range: Range<Int>, _ text: Span<UInt8>, _ notes: String,
    _ output: inout [UInt8]
  ) {
    output.append(contentsOf: "\(number)\t".utf8)
    for index in range {
      let isField = text[index] >= 0x20
      output.append(isField ? text[index] : 0x20)
    }
    output.append(contentsOf: "\t_\t_\t_\t_\t_\t_\t_\t\(notes)\n".utf8)
  }

  private func notes(_ token: Token, _ text: Span<UInt8>) -> String {
    if token.spaces.isEmpty { return "SpaceAfter=No" }
    if token.spaces.count == 1 && text[token.spaces.lowerBound] == 0x20 { return "_" }
    return "SpacesAfter=\(escaped(token.spaces, text))"
  }

  /// The end of a record is no space: nothing is said there, but for spaces that it has.
  private func lastNotes(_ token: Token, _ text: Span<UInt8>) -> String {
    token.spaces.isEmpty ? "SpaceAfter=No" : "SpacesAfter=\(escaped(token.spaces, text))"
  }

  private func escaped(_ range: Range<Int>, _ text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    for index in range {
      switch text[index] {
      case 0x20: bytes += [0x5C, UInt8(ascii: "s")]
      case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
      case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
      case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
      default: bytes.append(text[index])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
