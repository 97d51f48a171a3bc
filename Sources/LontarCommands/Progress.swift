internal import LontarStream
internal import Synchronization

/// A progress bar on standard error, for people.
///
///     normalize  ━━━━━━━━━━━━╸         58 %  1.2 GB  412 MB/s  0:02 left
///
/// It is drawn only when standard error is a terminal and neither `--quiet` nor the results (when
/// they go to the same terminal) are in its way; at most ten times a second, and not for work that
/// is done at once.
final class Progress: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var isDrawn = false
    var time: TimeLeft
  }

  private let name: String
  private let unit: Unit
  private let isShown: Bool
  private let hasColor: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  private static let interval = Duration.milliseconds(100)
  private static let delay = Duration.milliseconds(400)

  /// What the work is measured in.
  enum Unit: String {
    case bytes
    case tokens
  }

  init(_ name: String, _ options: CommonOptions, unit: Unit = .bytes) {
    self.name = name
    self.unit = unit
    state = Mutex(State(time: TimeLeft(unit == .tokens ? .easing : .steady)))
    let resultsAreInTheWay =
      options.outputTarget == .standardOutput
      && StandardStream.output.isTerminal
    isShown =
      !options.quiet && !resultsAreInTheWay && StandardStream.error.isTerminal
      && environmentVariable("TERM") != "dumb"
    hasColor = environmentVariable("NO_COLOR") == nil
  }

  /// Shows how many of how many units are done.
  func update(_ done: Int, of total: Int) {
    update(StreamProgress(bytesRead: done, totalBytes: total))
  }

  /// Shows how far the work is.
  @Sendable func update(_ progress: StreamProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      state.time.note(
        progress.bytesRead, of: progress.totalBytes, at: ProgressLine.seconds(now - start))
      if let last = state.lastDrawn {
        guard now - last >= Self.interval else { return }
      } else {
        guard now - start >= Self.delay else { return }
      }
      state.lastDrawn = now
      state.isDrawn = true
      let line = ProgressLine(
        name: name, unit: unit, progress: progress, elapsed: now - start, rate: state.time.rate,
        secondsLeft: state.time.seconds, width: terminalWidth(), hasColor: hasColor)
      StandardStream.error.write("\r\u{1B}[K" + line.text)
    }
  }

  /// Clears the bar, so that what is said next stands on a clean line.
  func finish() {
    state.withLock { state in
      guard state.isDrawn else { return }
      state.isDrawn = false
      StandardStream.error.write("\r\u{1B}[K")
    }
  }

  deinit { finish() }
}

/// What a progress bar looks like at one moment.
struct ProgressLine {
  var name: String
  var unit = Progress.Unit.bytes
  var progress: StreamProgress
  var elapsed: Duration
  /// Units a second.
  var rate: Double
  /// How long it will go on, if somebody can tell.
  var secondsLeft: Double?
  var width: Int
  var hasColor: Bool

  /// The line, without an end of line, no wider than the terminal.
  var text: String {
    var facts =
      switch unit {
      case .bytes: [Self.size(progress.bytesRead), "\(Self.size(Int(rate)))/s"]
      case .tokens: ["\(progress.bytesRead) tokens", "\(Int(rate))/s"]
      }
    guard let total = progress.totalBytes, total > 0 else {
      facts.append(Self.time(Self.seconds(elapsed)))
      return String((name + "  " + facts.joined(separator: "  ")).prefix(width - 1))
    }
    let share = min(1, Double(progress.bytesRead) / Double(total))
    let percent = Self.padded("\(Int(share * 100)) %", to: 5)
    if let secondsLeft { facts.append(Self.time(secondsLeft) + " left") }
    let end = "  \(percent)  " + facts.joined(separator: "  ")
    let room = min(40, width - 1 - name.count - 2 - end.count)
    guard room >= 8 else { return String((name + end).prefix(width - 1)) }
    let full = Int(share * Double(room))
    let bar = String(repeating: "━", count: full)
    let rest = String(repeating: hasColor ? "━" : " ", count: room - full)
    return hasColor
      ? "\(name)  \u{1B}[36m\(bar)\u{1B}[90m\(rest)\u{1B}[0m\(end)" : "\(name)  \(bar)\(rest)\(end)"
  }

  fileprivate static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A number of bytes with three digits or so: `999 B`, `1.5 MB`, `12 GB`.
  static func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 999.5 {
        let tenths = Int((value * 10).rounded())
        let needsTenth = unit != "B" && tenths < 100
        return needsTenth
          ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(Int(value.rounded())) \(unit)"
      }
      value /= 1000
    }
    return "\(Int(value.rounded())) TB"
  }

  /// A number of seconds as a clock shows it: `0:07`, `12:30`, `3:00:00`.
  static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = whole / 60
    return minutes < 60
      ? "\(minutes):\(two(whole % 60))"
      : "\(minutes / 60):\(two(minutes % 60)):\(two(whole % 60))"
  }
}
