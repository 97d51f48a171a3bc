internal import ArgumentParser
internal import LontarStream
internal import LontarText
internal import Synchronization

/// Counts the records that were not as they should be, over all jobs.
final class Tally: Sendable {
  /// What became of a bad record.
  enum Fate: Int, CaseIterable {
    case skipped
    case replaced
    case passed
  }

  private struct Count {
    var records = 0
    var sequences = 0
    /// The first in the order of the input: its block, and its line there.
    var first: (block: Int, line: Int, text: String)?
  }

  private let counts = Mutex([Count](repeating: Count(), count: Fate.allCases.count))

  /// Counts a record.
  ///
  /// - Parameters:
  ///   - fate: What became of it.
  ///   - sequences: How many ill-formed sequences it has.
  ///   - block: The block it lies in.
  ///   - line: Its line's number.
  ///   - problem: What is wrong with it, if more is known than that.
  func add(
    _ fate: Fate, sequences: Int = 1, in block: Block, line: Int, problem: (any Error)? = nil
  ) {
    counts.withLock { counts in
      counts[fate.rawValue].records += 1
      counts[fate.rawValue].sequences += sequences
      if let first = counts[fate.rawValue].first,
        (first.block, first.line) <= (block.index, line)
      {
        return
      }
      let text = "\(block.file):\(line)" + (problem.map { ": \($0)" } ?? "")
      counts[fate.rawValue].first = (block.index, line, text)
    }
  }

  /// One line for each fate that befell a record.
  var summary: [String] {
    counts.withLock { counts in
      Fate.allCases.compactMap { fate in
        let count = counts[fate.rawValue]
        guard let first = count.first else { return nil }
        let records = count.records == 1 ? "1 record" : "\(count.records) records"
        let sequences =
          count.sequences == 1 ? "1 ill-formed sequence" : "\(count.sequences) ill-formed sequences"
        return switch fate {
        case .skipped: "left out \(records) (the first is \(first.text))"
        case .replaced: "replaced \(sequences) in \(records) by U+FFFD (the first in \(first.text))"
        case .passed: "passed \(records) through as they are (the first is \(first.text))"
        }
      }
    }
  }

  /// Whether records were left out, so that the command has not done all it should.
  var hasSkipped: Bool { counts.withLock { $0[Fate.skipped.rawValue].records > 0 } }
}
