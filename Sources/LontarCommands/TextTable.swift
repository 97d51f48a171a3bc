internal import LontarCatalogue
internal import LontarJSON

/// Rows of text in columns.
struct TextTable {
  private var rows: [[String]]

  /// Makes a table with a head.
  init(_ head: [String]) {
    rows = [head]
  }

  /// Adds a row. Line ends in it become spaces, and what is longer than 60 letters is cut.
  mutating func add(_ row: [String]) {
    rows.append(
      row.map { cell in
        var scalars = String.UnicodeScalarView()
        for scalar in cell.unicodeScalars {
          if scalars.count == 60 {
            scalars.append("…")
            break
          }
          scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return String(scalars)
      })
  }

  /// The table, each column as wide as its widest cell.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.unicodeScalars.count)
      }
    }
    var text = ""
    for row in rows {
      var line = ""
      for (index, cell) in row.enumerated() {
        if index > 0 { line += "  " }
        line += cell
        if index + 1 < row.count {
          line += String(repeating: " ", count: widths[index] - cell.unicodeScalars.count)
        }
      }
      while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}

/// Trees as JSON Lines.
func jsonLines(_ values: [JSONValue]) -> String {
  var bytes: [UInt8] = []
  for value in values {
    appendCanonicalJSON(value, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }
  return String(decoding: bytes, as: UTF8.self)
}
