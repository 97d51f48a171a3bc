internal import ArgumentParser
internal import LontarText
internal import LontarTokens

/// The measures of tokenizers as a table, JSON, or a page.
struct TokenizerReport {
  let names: [String]
  let languages: [Language]
  let texts: [[Language: TextMeasures]]
  let vocabularies: [VocabularyMeasures]
  let reference: Language?
  let isParallel: Bool

  init(
    names: [String], bench: borrowing TokenizerBench, reference: Language?, isParallel: Bool
  ) throws {
    self.names = names
    self.isParallel = isParallel
    texts = bench.texts
    vocabularies = names.indices.map { bench.vocabulary(of: $0) }
    let found = Language.all.filter { language in
      bench.texts.contains { $0[language] != nil }
    }
    if let reference, !found.contains(reference) {
      throw ValidationError("there is no text in the reference language \(reference.rawValue)")
    }
    let chosen = reference ?? (found.contains(.english) ? .english : nil)
    self.reference = chosen
    // The reference first, the others as languages are listed.
    languages = found.filter { $0 == chosen } + found.filter { $0 != chosen }
  }

  /// The tokens of a language over those of the reference.
  func premium(_ index: Int, _ language: Language) -> Double? {
    guard let reference, let base = texts[index][reference]?.tokens, base > 0,
      let tokens = texts[index][language]?.tokens
    else { return nil }
    return Double(tokens) / Double(base)
  }

  /// What is measured for each language, and how it is written.
  enum Measure: String, CaseIterable {
    case tokens
    case premium
    case bytesPerToken = "bytes_per_token"
    case charactersPerToken = "characters_per_token"
    case fertility
    case wholeWords = "whole_words"
    case splitSyllables = "split_syllables"
    case splitGraphemes = "split_graphemes"

    var title: String {
      switch self {
      case .tokens: "tokens"
      case .premium: "premium over the reference"
      case .bytesPerToken: "bytes a token"
      case .charactersPerToken: "characters a token"
      case .fertility: "fertility: tokens a word"
      case .wholeWords: "words kept whole, %"
      case .splitSyllables: "tokens that end inside a syllable, %"
      case .splitGraphemes: "tokens that end inside a grapheme cluster, %"
      }
    }
  }

  func value(_ measure: Measure, _ index: Int, _ language: Language) -> Double? {
    guard let text = texts[index][language] else { return nil }
    if !text.isPlaced, [.wholeWords, .splitSyllables, .splitGraphemes].contains(measure) {
      return nil
    }
    return switch measure {
    case .tokens: Double(text.tokens)
    case .premium: premium(index, language)
    case .bytesPerToken: text.bytesPerToken
    case .charactersPerToken: text.charactersPerToken
    case .fertility: text.fertility
    case .wholeWords: 100 * text.wholeWordShare
    case .splitSyllables: 100 * text.splitSyllableShare
    case .splitGraphemes: 100 * text.splitGraphemeShare
    }
  }

  func shown(_ measure: Measure, _ value: Double?) -> String {
    guard let value else { return "–" }
    return measure == .tokens
      ? String(Int(value))
      : decimal(value, measure == .premium || measure == .fertility ? 2 : 1)
  }

  /// All tokens of a tokenizer.
  func total(_ index: Int) -> Int { texts[index].values.reduce(0) { $0 + $1.tokens } }

  /// Tables of text: one for the vocabularies, then one for each measure.
  var table: String {
    var rows = [
      [
        "", "tokens", "vocabulary", "not UTF-8", "unreachable", "unused", "Rényi 2.5", "Gini",
      ]
    ]
    for (index, name) in names.enumerated() {
      let measures = vocabularies[index]
      rows.append([
        name, "\(total(index))", "\(measures.tokens)", "\(measures.illFormed)",
        measures.unreachable.map(String.init) ?? "–", "\(measures.unused)",
        decimal(measures.renyiEfficiency, 3),
        isParallel ? decimal(measures.gini, 3) : "–",
      ])
    }
    var text = aligned(rows)
    for measure in Measure.allCases where measure != .premium || reference != nil {
      rows = [[measure.title] + languages.map(\.rawValue)]
      for (index, name) in names.enumerated() {
        rows.append([name] + languages.map { shown(measure, value(measure, index, $0)) })
      }
      text += "\n" + aligned(rows)
    }
    return text
  }

  /// One object, with an object for each tokenizer.
  var json: String {
    var items: [String] = []
    for (index, name) in names.enumerated() {
      let measures = vocabularies[index]
      var fields = [
        "\"name\": \(text(name))", "\"tokens\": \(total(index))",
        "\"vocabulary\": \(measures.tokens)", "\"not_utf8\": \(measures.illFormed)",
        "\"unreachable\": \(measures.unreachable.map(String.init) ?? "null")",
        "\"unused\": \(measures.unused)",
        "\"renyi_efficiency\": \(measures.renyiEfficiency)",
        "\"gini\": \(isParallel ? "\(measures.gini)" : "null")",
      ]
      let parts = languages.map { language in
        let values = Measure.allCases.map { measure -> String in
          let value = value(measure, index, language)
          let number = value.map { measure == .tokens ? "\(Int($0))" : "\($0)" } ?? "null"
          return "\"\(measure.rawValue)\": \(number)"
        }
        let text = texts[index][language]
        let sums =
          "\"bytes\": \(text?.bytes ?? 0), \"characters\": \(text?.characters ?? 0), "
          + "\"words\": \(text?.words ?? 0), "
        return "\"\(language.rawValue)\": {\(sums)\(values.joined(separator: ", "))}"
      }
      fields.append("\"languages\": {\n    \(parts.joined(separator: ",\n    "))}")
      items.append("  {\(fields.joined(separator: ", "))}")
    }
    let code = reference.map { "\"\($0.rawValue)\"" } ?? "null"
    return "{\"reference\": \(code), \"tokenizers\": [\n\(items.joined(separator: ",\n"))]}\n"
  }

  private func text(_ name: String) -> String { String(decoding: jsonString(name), as: UTF8.self) }

  private func aligned(_ rows: [[String]]) -> String {
    var widths = rows[0].map { _ in 0 }
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], cell.unicodeScalars.count)
      }
    }
    var text = ""
    for row in rows {
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
        return column == 0 ? cell + space : space + cell
      }
      text += cells.joined(separator: "  ") + "\n"
    }
    return text
  }
}

/// A number with so many digits behind the point.
func decimal(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  let number = Int(scaled)
  let whole = number / Int(scale)
  var rest = String(number % Int(scale))
  while rest.utf8.count < digits { rest = "0" + rest }
  return (value < 0 ? "-" : "") + (digits > 0 ? "\(whole).\(rest)" : "\(whole)")
}
