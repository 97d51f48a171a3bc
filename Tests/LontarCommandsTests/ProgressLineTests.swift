import Foundation
import LontarStream
import Testing

@testable import LontarCommands

@Suite struct ProgressLineTests {
  private func line(
    _ bytesRead: Int, of total: Int?, after seconds: Int, width: Int = 80, hasColor: Bool = false
  ) -> String {
    ProgressLine(
      name: "normalize", progress: StreamProgress(bytesRead: bytesRead, totalBytes: total),
      elapsed: .seconds(seconds), rate: Double(bytesRead) / Double(seconds),
      secondsLeft: total.map { Double(($0 - bytesRead) * seconds) / Double(bytesRead) },
      width: width, hasColor: hasColor
    ).text
  }

  @Test func showsShareRateAndTimeLeft() {
    #expect(
      line(500_000_000, of: 2_000_000_000, after: 5)
        == "normalize  ━━━━━━━━                           25 %  500 MB  100 MB/s  0:15 left")
  }

  @Test func showsWhatIsKnownOfAPipe() {
    #expect(line(1_500_000, of: nil, after: 75) == "normalize  1.5 MB  20 kB/s  1:15")
  }

  @Test(arguments: [20, 40, 60, 80, 200])
  func fitsTheTerminal(width: Int) {
    #expect(line(5, of: 10, after: 1, width: width).count < width)
    #expect(line(5, of: nil, after: 1, width: width).count < width)
  }

  @Test func colorsOnlyWhenItMay() {
    #expect(line(5, of: 10, after: 1, hasColor: true).contains("\u{1B}[36m"))
    #expect(!line(5, of: 10, after: 1, hasColor: false).contains("\u{1B}"))
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9949, "9.9 kB"), (12_345, "12 kB"),
    (999_600, "1.0 MB"), (1_000_000_000, "1.0 GB"), (5_000_000_000_000, "5 TB"),
  ])
  func writesSizes(_ bytes: Int, _ expected: String) {
    #expect(ProgressLine.size(bytes) == expected)
  }

  @Test(arguments: [
    (0.4, "0:00"), (7, "0:07"), (750, "12:30"), (10_800, "3:00:00"), (1e12, "99:59:59"),
  ])
  func writesTimes(_ seconds: Double, _ expected: String) {
    #expect(ProgressLine.time(seconds) == expected)
  }

  // MARK: Time left

  @Test func whatCameBeforeTheFirstNoteDoesNotCount() {
    var time = TimeLeft(.steady)
    #expect(time.seconds == nil)
    time.note(1_000_000, of: 9_000_000, at: 30)
    #expect(time.seconds == nil)
    time.note(3_000_000, of: 9_000_000, at: 31)
    #expect(time.seconds == 3 && time.rate == 2_000_000)
    time.note(3_000_000, of: nil, at: 32)
    #expect(time.seconds == nil)
  }

  /// Units that take less and less: the estimate at each tenth of the time, and in its first hundredth.
  @Test(arguments: [0, 0.3, 0.7, 1, 1.2])
  func isToldOfWorkThatGetsEasier(exponent: Double) throws {
    let count = 32_000
    let costs = (1...count).map { pow(Double($0), -exponent) }
    let whole = costs.reduce(0, +)
    var time = TimeLeft(.easing)
    // Two hundred tokens are there at the beginning, after a minute of something else.
    time.note(200, of: count + 200, at: 60)
    var spent = 0.0
    var told = 0
    for (index, cost) in costs.enumerated() {
      spent += cost
      time.note(index + 201, of: count + 200, at: 60 + spent)
      guard let seconds = time.seconds else { continue }
      told += 1
      let left = whole - spent
      #expect(abs(seconds - left) < 0.1 * left + 0.05 * whole, "\(index): \(seconds), not \(left)")
    }
    #expect(told > count - 130)
    // The next phase is other work.
    time.note(count + 200, of: 2 * count, at: 61 + spent)
    #expect(time.seconds == nil)
  }
}
