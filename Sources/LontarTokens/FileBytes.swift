internal import Glibc

/// Reads a whole file; nothing of what the system says about its size is trusted.
func readFile(_ path: String) throws(TokenizerError) -> [UInt8] {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .unreadable(errno: errno) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  let step = 1 << 20
  while true {
    var failure: Int32 = 0
    let before = bytes.count
    bytes.append(addingCapacity: step) { span in
      // Safe: reads at most the room that the span has, and counts what was read.
      unsafe span.withUnsafeMutableBufferPointer { buffer, count in
        let got = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        if got < 0 { failure = errno } else { count = got }
      }
    }
    if failure == EINTR { continue }
    guard failure == 0 else { throw .unreadable(errno: failure) }
    if bytes.count == before { return bytes }
  }
}

/// The system's power function.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The system's natural logarithm.
func naturalLogarithm(_ value: Double) -> Double { log(value) }
