internal import LontarText
internal import LontarTokens

extension TokenizerReport {
  /// One page of HTML with its plots, which needs nothing from elsewhere.
  var page: String {
    var body = "<h1>Tokenizers, measured</h1>\n"
    let codes = languages.map(\.rawValue).joined(separator: ", ")
    let compared = reference.map { " Premium is over \($0.name)." } ?? ""
    body +=
      "<p>\(names.count) tokenizers on \(isParallel ? "parallel " : "")text in \(codes)."
      + "\(compared)</p>\n"
    body += legend
    body += "<h2>Vocabularies</h2>\n" + vocabularyTable
    let plots: [Measure] = [
      .premium, .fertility, .wholeWords, .splitSyllables, .bytesPerToken, .charactersPerToken,
    ]
    for measure in plots where measure != .premium || reference != nil {
      body += "<h2>\(escaped(measure.title))</h2>\n" + plot(measure) + languageTable(measure)
    }
    for measure in [Measure.tokens, .splitGraphemes] {
      body += "<h2>\(escaped(measure.title))</h2>\n" + languageTable(measure)
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Tokenizers, measured</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --line: #e3e7ec;
        --head: #9aa5b1; \(Self.colourRules(Self.colours)) }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e4e9ef; --paper: #14181d; --line: #323a44; --head: #76818e;
          \(Self.colourRules(Self.darkColours)) }
      }
      body { font: 16px/1.45 system-ui, sans-serif; color: var(--ink);
        background: var(--paper); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
      h2::first-letter { text-transform: uppercase; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
      .wide { overflow-x: auto; }
      th, td { padding: .25rem .7rem; text-align: right; border-bottom: 1px solid var(--line);
        white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; position: sticky; left: 0;
        background: var(--paper); padding-left: 0; }
      thead th { border-bottom: 2px solid var(--head); font-weight: 600; }
      td.best { font-weight: 700; }
      svg { width: 100%; min-width: 44rem; height: auto; display: block; margin-bottom: .8rem; }
      svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
      svg line { stroke: var(--line); } svg line.one { stroke: var(--ink); stroke-dasharray: 4 3; }
      ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
      ul.legend span { display: inline-block; width: .9rem; height: .9rem; margin-right: .4rem;
        vertical-align: -2px; border-radius: 2px; }
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  // After Okabe and Ito (2008): told apart with any kind of sight.
  private static let colours = [
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#7a6a00", "#000000",
    "#8c6bb1", "#969696",
  ]
  // The same, lighter where they would be lost on a dark ground.
  private static let darkColours = [
    "#3a9bdc", "#e69f00", "#1cb58a", "#e8732a", "#d68ab2", "#8fd0f5", "#b3a12e", "#f2f2f2",
    "#ab8fd0", "#969696",
  ]

  private static func colourRules(_ colours: [String]) -> String {
    colours.enumerated().map { "--c\($0): \($1);" }.joined(separator: " ")
  }

  private func colour(_ index: Int) -> String { "var(--c\(index % Self.colours.count))" }

  private var legend: String {
    let items = names.enumerated().map { index, name in
      "<li><span style=\"background:\(colour(index))\"></span>\(escaped(name))</li>"
    }
    return "<ul class=\"legend\">\(items.joined())</ul>\n"
  }

  private var vocabularyTable: String {
    let head = [
      "", "tokens", "vocabulary", "not UTF-8", "unreachable", "unused", "Rényi 2.5", "Gini",
    ]
    let rows = names.indices.map { index in
      let measures = vocabularies[index]
      return [
        names[index], "\(total(index))", "\(measures.tokens)", "\(measures.illFormed)",
        measures.unreachable.map(String.init) ?? "–", "\(measures.unused)",
        decimal(measures.renyiEfficiency, 3),
        isParallel ? decimal(measures.gini, 3) : "–",
      ]
    }
    return table(head, rows, best: [])
  }

  private func languageTable(_ measure: Measure) -> String {
    var best: Set<[Int]> = []
    for (column, language) in languages.enumerated()
    where measure != .premium || language != reference {
      let values = names.indices.map { value(measure, $0, language) }
      let known = values.compactMap(\.self)
      let isMore =
        measure == .wholeWords || measure == .bytesPerToken || measure == .charactersPerToken
      guard let top = isMore ? known.max() : known.min() else { continue }
      for (row, value) in values.enumerated() where value == top { best.insert([row, column + 1]) }
    }
    let rows = names.indices.map { index in
      [names[index]] + languages.map { shown(measure, value(measure, index, $0)) }
    }
    return table([""] + languages.map(\.rawValue), rows, best: best)
  }

  private func table(_ head: [String], _ rows: [[String]], best: Set<[Int]>) -> String {
    var html = "<div class=\"wide\"><table>\n<thead><tr>"
    html += head.map { "<th>\(escaped($0))</th>" }.joined() + "</tr></thead>\n<tbody>\n"
    for (row, cells) in rows.enumerated() {
      html += "<tr>"
      for (column, cell) in cells.enumerated() {
        let kind = best.contains([row, column]) ? " class=\"best\"" : ""
        html += "<td\(kind)>\(escaped(cell))</td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody>\n</table></div>\n"
  }

  /// Bars for each language, one for each tokenizer.
  private func plot(_ measure: Measure) -> String {
    let width = 960.0
    let height = 260.0
    let left = 44.0
    let bottom = 24.0
    let highest =
      names.indices.flatMap { index in languages.compactMap { value(measure, index, $0) } }.max()
      ?? 1
    let step = Self.step(for: highest)
    let top = max(step, (highest / step).rounded(.up) * step)
    let scale = (height - bottom - 10) / top
    func y(_ value: Double) -> Double { height - bottom - value * scale }
    var svg =
      "<div class=\"wide\"><svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" "
      + "aria-label=\"\(escaped(measure.title))\">\n"
    var line = 0.0
    while line <= top + step / 2 {
      let place = decimal(y(line), 1)
      svg +=
        "<line x1=\"\(Int(left))\" x2=\"\(Int(width))\" y1=\"\(place)\" y2=\"\(place)\" "
        + "/><text x=\"\(Int(left) - 6)\" y=\"\(decimal(y(line) + 4, 1))\" "
        + "text-anchor=\"end\">\(Self.label(line, step))</text>\n"
      line += step
    }
    let group = (width - left) / Double(max(languages.count, 1))
    let bar = group * 0.8 / Double(max(names.count, 1))
    for (place, language) in languages.enumerated() {
      let start = left + group * (Double(place) + 0.1)
      for index in names.indices {
        guard let value = value(measure, index, language) else { continue }
        svg +=
          "<rect x=\"\(decimal(start + bar * Double(index), 1))\" y=\"\(decimal(y(value), 1))\" "
          + "width=\"\(decimal(max(bar - 1, 0.5), 1))\" height=\"\(decimal(value * scale, 1))\" "
          + "style=\"fill:\(colour(index))\"><title>\(escaped(names[index])), \(language.rawValue): "
          + "\(shown(measure, value))</title></rect>\n"
      }
      svg +=
        "<text x=\"\(decimal(left + group * (Double(place) + 0.5), 1))\" "
        + "y=\"\(Int(height) - 6)\" text-anchor=\"middle\">\(escaped(language.name))</text>\n"
    }
    if measure == .premium {
      svg +=
        "<line x1=\"\(Int(left))\" x2=\"\(Int(width))\" y1=\"\(decimal(y(1), 1))\" "
        + "y2=\"\(decimal(y(1), 1))\" class=\"one\"/>\n"
    }
    return svg + "</svg></div>\n"
  }

  /// The distance of the lines, such that there are about five: 1, 2 or 5 times a power of ten.
  static func step(for highest: Double) -> Double {
    var unit = 1e-3
    while true {
      for factor in [1.0, 2, 5] where highest / (unit * factor) <= 6 { return unit * factor }
      unit *= 10
    }
  }

  private static func label(_ value: Double, _ step: Double) -> String {
    decimal(value, step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3)
  }

  /// Text as HTML has it.
  private func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
