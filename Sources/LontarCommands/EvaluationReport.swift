internal import LontarJSON
internal import LontarSegmentation

/// The measures of a segmentation, as a person or a program reads them.
struct EvaluationReport {
  private let total: Evaluation.Counts
  private let interval: ClosedRange<Double>?
  private let mistakes: [(mistake: Evaluation.Mistake, count: Int)]

  init(_ evaluation: Evaluation, samples: Int, mistakes: Int) {
    total = evaluation.total
    interval = evaluation.interval(samples: samples)
    self.mistakes = Array(evaluation.mistakesByFrequency().prefix(mistakes))
  }

  /// Lines of a name and its figures.
  var table: String {
    var lines = [
      "words       \(agreement(total.words))",
      "boundaries  \(agreement(total.boundaries))",
      "in script   \(agreement(total.scriptWords))",
    ]
    if let interval {
      lines.append(
        "words F1 in 95 of 100 samples  \(digits(interval.lowerBound)) to "
          + digits(interval.upperBound))
    }
    if total.unknownWords.gold + total.knownWords.gold > 0 {
      lines.append(
        "unknown words found  \(share(total.unknownWords.correct, total.unknownWords.gold)), "
          + "known words found  \(share(total.knownWords.correct, total.knownWords.gold))")
    }
    lines.append(
      "records  \(total.records), without a mistake \(share(total.perfect, total.records)), "
        + "text changed in \(total.changed), compared by NFC in \(total.composed)")
    for (mistake, count) in mistakes {
      lines.append("\(count)\t\(text(mistake.gold))\t\(text(mistake.predicted))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// An object with the same figures.
  var json: String {
    var fields = [
      field("words", total.words), field("boundaries", total.boundaries),
      field("script", total.scriptWords),
    ]
    if let interval {
      fields.append("\"interval\":[\(interval.lowerBound),\(interval.upperBound)]")
    }
    fields.append(
      "\"unknownWords\":{\"gold\":\(total.unknownWords.gold),"
        + "\"correct\":\(total.unknownWords.correct)}")
    fields.append(
      "\"knownWords\":{\"gold\":\(total.knownWords.gold),\"correct\":\(total.knownWords.correct)}")
    fields.append("\"records\":\(total.records)")
    fields.append("\"perfect\":\(total.perfect)")
    fields.append("\"changed\":\(total.changed)")
    fields.append("\"composed\":\(total.composed)")
    if !mistakes.isEmpty {
      let list = mistakes.map { mistake, count in
        "{\"gold\":\(quoted(mistake.gold)),\"predicted\":\(quoted(mistake.predicted)),"
          + "\"count\":\(count)}"
      }
      fields.append("\"mistakes\":[\(list.joined(separator: ","))]")
    }
    return "{\(fields.joined(separator: ","))}\n"
  }

  private func agreement(_ counts: Evaluation.Agreement) -> String {
    "F1 \(digits(counts.f1))  precision \(digits(counts.precision))  "
      + "recall \(digits(counts.recall))  (\(counts.correct) of \(counts.gold), "
      + "\(counts.predicted) predicted)"
  }

  private func field(_ name: String, _ counts: Evaluation.Agreement) -> String {
    "\"\(name)\":{\"f1\":\(counts.f1),\"precision\":\(counts.precision),"
      + "\"recall\":\(counts.recall),\"correct\":\(counts.correct),"
      + "\"predicted\":\(counts.predicted),\"gold\":\(counts.gold)}"
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "none" : digits(Double(part) / Double(whole))
  }

  /// A number with four digits behind the point.
  private func digits(_ value: Double) -> String {
    let scaled = Int((value * 10000).rounded())
    let fraction = String(scaled % 10000)
    return "\(scaled / 10000)." + String(repeating: "0", count: 4 - fraction.utf8.count) + fraction
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func quoted(_ bytes: [UInt8]) -> String {
    var json: [UInt8] = []
    appendJSONString(bytes.span, to: &json)
    return text(json)
  }
}
