import Glibc
import Lontar

// pieces NAME            records in (UInt32 length, then bytes), piece ends out (UInt32 count, then
//                        UInt32 ends), all little-endian
// pieces NAME --patterns prints the regular expressions, one a line
// pieces NAME --time N   reads standard input, cuts its lines N times, prints MB/s of CPU time, the best
guard CommandLine.arguments.count >= 2,
  let preTokenizer = PreTokenizer(name: CommandLine.arguments[1])
else {
  print("usage: pieces NAME [--patterns | --time N]")
  exit(64)
}

func readAll() -> [UInt8] {
  var bytes: [UInt8] = []
  var room = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    // The buffer is as long as the count says.
    let got = unsafe room.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
    if got <= 0 { return bytes }
    bytes.append(contentsOf: room[..<got])
  }
}

func cpuSeconds() -> Double {
  var now = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

if CommandLine.arguments.last == "--patterns" {
  for pattern in preTokenizer.patterns { print(pattern) }
  exit(0)
}
let input = readAll()
if CommandLine.arguments.count == 4, let rounds = Int(CommandLine.arguments[3]) {
  var lines: [Range<Int>] = []
  var start = 0
  for i in input.indices where input[i] == 0x0A {
    lines.append(start..<i + 1)
    start = i + 1
  }
  if start < input.count { lines.append(start..<input.count) }
  var count = 0
  var best = Double.infinity
  for _ in 0..<rounds {
    count = 0
    let before = cpuSeconds()
    for line in lines {
      preTokenizer.forEachPiece(in: input.span.extracting(line)) { _ in count &+= 1 }
    }
    best = min(best, cpuSeconds() - before)
  }
  print("\(count) pieces, \(Int(Double(input.count) / best / 1e6)) MB/s")
} else {
  var output: [UInt8] = []
  func append(_ value: Int) {
    for shift in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
  var at = 0
  while at + 4 <= input.count {
    let length = (0..<4).reduce(0) { $0 | Int(input[at + $1]) << (8 * $1) }
    at += 4
    var ends: [Int] = []
    preTokenizer.forEachPiece(in: input.span.extracting(at..<at + length)) {
      ends.append($0.upperBound)
    }
    append(ends.count)
    ends.forEach(append)
    at += length
  }
  // The buffer is as long as the count says.
  var written = 0
  while written < output.count {
    let wrote = unsafe output.withUnsafeBytes {
      unsafe write(1, $0.baseAddress! + written, $0.count - written)
    }
    guard wrote > 0 else { exit(1) }
    written += wrote
  }
}
