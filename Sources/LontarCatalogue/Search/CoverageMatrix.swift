public import LontarJSON

/// How many corpora there are of each language for each task, or of any two properties.
///
///     let matrix = CoverageMatrix(records, rows: .language, columns: .task)
///     matrix.counts[0][0]       // of the first language for the first task
public struct CoverageMatrix: Sendable {
  /// What the rows are.
  public let rowFacet: Facet
  /// What the columns are.
  public let columnFacet: Facet
  /// The rows' values, those of most corpora first.
  public let rows: [(value: String, count: Int)]
  /// The columns' values, those of most corpora first.
  public let columns: [(value: String, count: Int)]
  /// How many corpora have a row's and a column's value, row by row.
  public let counts: [[Int]]
  /// How many rows and columns there are beyond those that are shown.
  public let hidden: (rows: Int, columns: Int)

  /// Counts records.
  ///
  /// - Parameters:
  ///   - records: What is counted.
  ///   - rows: The rows' property.
  ///   - columns: The columns' property.
  ///   - rowLimit: So many rows at most, of the most frequent values.
  ///   - columnLimit: So many columns at most.
  /// - Complexity: O(*r c n* / 64) in the numbers of rows, columns and records.
  public init(
    _ records: [Dataset], rows rowFacet: Facet = .language, columns columnFacet: Facet = .task,
    rowLimit: Int = .max, columnLimit: Int = .max
  ) {
    let index = FacetIndex(records)
    func entries(_ facet: Facet) -> [(value: String, bits: Bitset, count: Int)] {
      (index.sets[facet] ?? []).map { ($0.value, $0.bits, $0.bits.count) }.sorted {
        $0.count != $1.count
          ? $0.count > $1.count : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
      }
    }
    let (allRows, allColumns) = (entries(rowFacet), entries(columnFacet))
    let (shownRows, shownColumns) = (
      allRows.prefix(max(0, rowLimit)), allColumns.prefix(max(0, columnLimit))
    )
    self.rowFacet = rowFacet
    self.columnFacet = columnFacet
    rows = shownRows.map { ($0.value, $0.count) }
    columns = shownColumns.map { ($0.value, $0.count) }
    counts = shownRows.map { row in
      shownColumns.map { row.bits.countOfIntersection($0.bits) }
    }
    hidden = (allRows.count - shownRows.count, allColumns.count - shownColumns.count)
  }

  /// The matrix as JSON.
  public var json: JSONValue {
    func axis(_ values: [(value: String, count: Int)]) -> [JSONValue] {
      values.map { entry in
        var object = JSONObjectBuilder()
        object.add("value", entry.value)
        object.add("count", entry.count)
        return object.value
      }
    }
    var object = JSONObjectBuilder()
    object.add("row_facet", rowFacet.rawValue)
    object.add("column_facet", columnFacet.rawValue)
    object.add("rows", axis(rows))
    object.add("columns", axis(columns))
    object.add(
      "counts",
      counts.map { row in JSONValue.array(row.map { .number(Array(String($0).utf8)) }) })
    return object.value
  }

  /// The matrix as a picture: SVG without scripts or fonts of its own, readable in a light and in a
  /// dark theme.
  ///
  /// A cell's shade goes by the logarithm of its count, because a few languages have most corpora.
  public var svg: String {
    let (cell, left, top) = (22, 230, 120)
    let width = left + columns.count * cell + 20
    let height = top + rows.count * cell + 20
    let most = max(1, counts.joined().max() ?? 1)
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" role="img" aria-label="Corpora by \(rowFacet.rawValue) and \
      \(columnFacet.rawValue)" font-family="system-ui, sans-serif" font-size="11">
      <style>
      .p { fill: #fff } text { fill: #222 } .c { fill: #1f6f5c } .d, .n { fill: #000 } .s { fill: #fff } .e { fill: #00000010 }
      @media (prefers-color-scheme: dark) {
      .p { fill: #211f1b } text { fill: #ddd } .c { fill: #57c3a7 } .d { fill: #fff } .n, .s { fill: #000 } .e { fill: #ffffff14 }
      }
      </style>
      <rect class="p" width="\(width)" height="\(height)"/>

      """
    for (index, column) in columns.enumerated() {
      let x = left + index * cell + cell / 2 + 4
      text += "<text transform=\"translate(\(x) \(top - 6)) rotate(-60)\">"
      text += "\(HTML.escaped(column.value))</text>\n"
    }
    for (line, row) in rows.enumerated() {
      let y = top + line * cell
      let name = rowFacet == .language ? LanguageTable.name(of: row.value) : nil
      let short = name.map { $0.count > 30 ? "\($0.prefix(29))…" : $0 }
      let label = short.map { "\($0) (\(row.value))" } ?? row.value
      text += "<text x=\"\(left - 6)\" y=\"\(y + 15)\" text-anchor=\"end\">"
      text += "\(HTML.escaped(label))</text>\n"
      for (index, count) in counts[line].enumerated() {
        let x = left + index * cell
        guard count > 0 else {
          text += "<rect class=\"e\" x=\"\(x)\" y=\"\(y)\" width=\"20\" height=\"20\"/>\n"
          continue
        }
        // From a quarter to all of the colour, in eight steps of the logarithm.
        let steps = Self.logarithm(count) * 8 / max(1, Self.logarithm(most))
        let opacity = 25 + min(8, steps) * 9
        let shade = opacity >= 100 ? "1" : "0.\(opacity)"
        text += "<rect class=\"c\" x=\"\(x)\" y=\"\(y)\" width=\"20\" height=\"20\" "
        text += "fill-opacity=\"\(shade)\"><title>\(HTML.escaped(label)), "
        text += "\(HTML.escaped(columns[index].value)): \(count)</title></rect>\n"
        // Black or white, whichever stands out more from this shade in either theme.
        let ink = opacity > 87 ? "s" : opacity > 59 ? "n" : "d"
        text += "<text class=\"\(ink)\" x=\"\(x + 10)\" y=\"\(y + 14)\" "
        text += "text-anchor=\"middle\" font-size=\"9\">\(count)</text>\n"
      }
    }
    return text + "</svg>\n"
  }

  /// Sixteen times the logarithm to base two, in integers, so that a picture is the same everywhere.
  private static func logarithm(_ count: Int) -> Int {
    var result = 0
    var value = max(1, count) * 16
    while value >= 32 {
      value /= 2
      result += 16
    }
    return result + value - 16
  }
}

/// Other people's words inside HTML and SVG.
enum HTML {
  /// Text in which nothing is markup, and which may stand between quotes.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // XML has no way to write these.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
        result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
