internal import LontarText

/// The segmenters among which texts of several languages are divided.
struct AutomaticRecipe: Sendable {
  let unit: Segmenter.Unit
  let segmenters: [Language: Segmenter]
}

/// Cuts text whose language nobody names: each run of a script by the rules of its language.
///
/// A script that one language has to itself decides. Latin letters are in the language that
/// `LanguageIdentifier` finds for all those of a record, in Vietnamese if it finds none and they have its
/// letters, or else are cut as English. Runs part at the
/// ends of tokens, so that addresses and tags stay whole, and what is common to scripts (spaces, digits,
/// punctuation, emoji) goes with what is before it. Sentences and lines, which may hold several
/// scripts, are cut by the rules of the language that most of the record is in.
///
/// A class, because it holds workers like the one that holds it; it never leaves that worker.
final class AutomaticCutter {
  private let recipe: AutomaticRecipe
  private var workers: [Language: WorkerBox] = [:]
  private let tokens = TokenCutter(convention: TokenConvention(.english), keepsRuns: true)
  private let identifier = LanguageIdentifier()
  /// What the Latin letters of the text are in, and what most of it is.
  private var latin = Language.english
  private var main = Language.english
  private var letters: [UInt8] = []

  init(_ recipe: AutomaticRecipe) { self.recipe = recipe }

  /// Writes the ends of the next run's segments, from 0 on or from the last end that the call before gave
  /// for the same text, and how sure they are; returns how many they are.
  func next(
    in text: Span<UInt8>, from start: Int, isScored: Bool, into ends: inout [Int],
    _ confidences: inout [Float]
  ) -> Int {
    ends.removeAll(keepingCapacity: true)
    confidences.removeAll(keepingCapacity: true)
    guard start < text.count else { return 0 }
    if start == 0 { identify(text) }
    let run =
      recipe.unit.hasWords ? nextRun(in: text, from: start) : (end: text.count, language: main)
    let part = text.extracting(start..<run.end)
    guard let box = box(of: run.language) else {
      ends.append(run.end)
      return 1
    }
    if isScored {
      box.worker.forEachSegment(in: part) { range, confidence in
        ends.append(start + range.upperBound)
        confidences.append(confidence)
      }
    } else {
      box.worker.forEachSegment(in: part) { ends.append(start + $0.upperBound) }
    }
    return ends.count
  }

  private func box(of language: Language) -> WorkerBox? {
    if let box = workers[language] { return box }
    guard let segmenter = recipe.segmenters[language] else { return nil }
    let box = WorkerBox(segmenter.makeWorker())
    workers[language] = box
    return box
  }

  /// Finds the language of the Latin letters, or for sentences and lines that of most letters.
  private func identify(_ text: Span<UInt8>) {
    guard recipe.unit.hasWords else {
      main = identifier.identify(text).language ?? .english
      return
    }
    letters.removeAll(keepingCapacity: true)
    identifier.forEachSpan(in: text) { range, _ in
      guard Script(firstLetterOf: text, range) == .latin else { return }
      for index in range { letters.append(text[index]) }
      letters.append(0x20)
    }
    guard !letters.isEmpty else {
      latin = .english
      return
    }
    // A few words may hold none of the common ones, but their letters tell Vietnamese.
    if let found = identifier.identify(letters.span).language {
      latin = found
    } else {
      latin = Self.hasVietnameseLetters(letters.span) ? .vietnamese : .english
    }
  }

  /// Whether there are đ, ơ, ư, or a letter with two marks, which no other language here has.
  private static func hasVietnameseLetters(_ text: Span<UInt8>) -> Bool {
    var place = 0
    while place < text.count {
      let character = text.character(at: place)
      switch character.scalar {
      case 0x110, 0x111, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1EA0...0x1EF9: return true
      default: place += character.byteCount
      }
    }
    return false
  }

  /// Where the run of one script ends that begins at an offset, and its language.
  private func nextRun(in text: Span<UInt8>, from start: Int) -> (end: Int, language: Language) {
    var script = Script.common
    var end = start
    while end < text.count {
      let tokenEnd = tokens.tokenEnd(in: text, from: end)
      // Letters of scripts that the token rules leave alone go script by script.
      let next = tokenEnd == end ? tokens.runEnd(in: text, ofComplexFrom: end) : tokenEnd
      let (found, stop) =
        tokenEnd == end
        ? Script.first(of: text, end..<next) : (Script(firstLetterOf: text, end..<next), next)
      if found != .common && script != .common && found != script { break }
      if script == .common { script = found }
      end = stop
    }
    return (end, script == .latin ? latin : script.language ?? .english)
  }

  private final class WorkerBox {
    var worker: Segmenter.Worker

    init(_ worker: consuming Segmenter.Worker) { self.worker = worker }
  }
}

extension Script {
  /// The script of the first letter of a stretch of text; `common` if it has none.
  fileprivate init(firstLetterOf text: Span<UInt8>, _ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      let character = text.character(at: place)
      let script = Script(character.scalar)
      if script != .common {
        self = script
        return
      }
      place += character.byteCount
    }
    self = .common
  }

  /// The script with which a run of letters begins, and where another one follows.
  fileprivate static func first(
    of text: Span<UInt8>, _ range: Range<Int>
  ) -> (script: Script, end: Int) {
    var found = Script.common
    var place = range.lowerBound
    while place < range.upperBound {
      let character = text.character(at: place)
      let script = Script(character.scalar)
      // A mark goes with the letter before it, whatever its block.
      if script != .common && script != found && character.kind != .glue {
        if found != .common { return (found, place) }
        found = script
      }
      place += character.byteCount
    }
    return (found, range.upperBound)
  }
}
