internal import Glibc

/// How fast work goes, and how long it will go on, from what was done when.
///
///     var time = TimeLeft(.steady)
///     time.note(1_000_000, of: 9_000_000, at: 1)   // what came before the first note does not count
///     time.note(3_000_000, of: 9_000_000, at: 2)
///     time.seconds   // 3
struct TimeLeft {
  /// How the work of one unit changes on the way.
  enum Course {
    /// Each takes as long as the one before, such as a megabyte of text.
    case steady
    /// The first take most, such as merges: the *n*th merges about 1/*n* of what the first did.
    case easing
  }

  private let course: Course
  private var first: (done: Int, time: Double)?
  private var last: (done: Int, time: Double) = (0, 0)
  private var total = 0
  /// When 1, 2, 4, 8, … units were done since the first note.
  private var doublings: [Double] = []

  init(_ course: Course) { self.course = course }

  /// Notes how many units of how many are done, if that is known, at a time in seconds.
  mutating func note(_ done: Int, of total: Int?, at time: Double) {
    if total ?? 0 != self.total || first == nil {
      // Other work: begin again.
      self.total = total ?? 0
      first = (done, time)
      doublings.removeAll()
    }
    last = (done, time)
    guard course == .easing, let first else { return }
    while doublings.count < 62, done - first.done >= 1 << doublings.count { doublings.append(time) }
  }

  /// Units a second since the first note, or all in all if there is only one.
  var rate: Double {
    guard let first, last.time > first.time else {
      return Double(last.done) / max(last.time, 0.001)
    }
    return Double(last.done - first.done) / (last.time - first.time)
  }

  /// Seconds until all is done; nil as long as nobody can tell.
  var seconds: Double? {
    guard let first, total > 0, last.done > first.done, last.time > first.time else { return nil }
    switch course {
    case .steady: return Double(max(0, total - last.done)) / rate
    case .easing: return easingSeconds(Double(total - first.done))
    }
  }

  /// What each doubling takes, as a multiple of what the one before took, goes on: 2 if all units take
  /// the same, 1 if the *n*th takes 1/*n*.
  private func easingSeconds(_ wanted: Double) -> Double? {
    // The first units are few, and the clock says little of them.
    guard doublings.count > 7 else { return nil }
    let end = doublings.count - 1
    // Three together, so that a pause in one does not tell too much.
    let three = doublings[end] - doublings[end - 3]
    let before = doublings[end - 3] - doublings[end - 6]
    guard three > 0, before > 0 else { return nil }
    let ratio = min(2, max(0.8, cbrt(three / before)))
    let step = three / (1 + 1 / ratio + 1 / (ratio * ratio))
    let left = log2(wanted) - Double(end)
    let whole = abs(ratio - 1) < 1e-3 ? left : ratio * (pow(ratio, left) - 1) / (ratio - 1)
    return max(0, step * whole - (last.time - doublings[end]))
  }
}
