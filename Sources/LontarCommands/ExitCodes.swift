internal import ArgumentParser

/// How the command leaves; the codes are part of its contract.
extension ExitCode {
  /// Everything was done.
  static let done = ExitCode(0)
  /// Something failed, or some records were bad and were left out.
  static let failed = ExitCode(1)
  /// The command was not used as its help says.
  static let usage = ExitCode(64)
}
