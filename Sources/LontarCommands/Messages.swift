internal import ArgumentParser
internal import LontarStream
internal import LontarText
internal import LontarTokens

/// An error as a person reads it: what happened, where, and what to do about it.
func message(for error: any Error) -> String {
  guard let advice = advice(for: error) else { return "lontar: \(error)" }
  return "lontar: \(error) (\(advice))"
}

private func advice(for error: any Error) -> String? {
  switch error {
  case let error as RecordError:
    switch error.problem {
    case TextError.malformedUTF8, TextError.undecodable: "use --invalid replace to go on"
    case is FieldProblem: "use --field NAME for another field, or --invalid skip to go on"
    default: nil
    }
  case let error as FileProblem:
    switch error.problem {
    case TokenizerError.noPreTokenizer: "use --pre-tokenizer NAME"
    default: nil
    }
  case StreamError.truncated, StreamError.corrupt: "get the file again"
  case StreamError.outputIsInput: "write to another file"
  default: nil
  }
}

/// Says what is to be said of an error, and leaves with its code.
func leave(with error: any Error) -> Never {
  if let code = error as? ExitCode { LontarCommand.exit(withError: code) }
  // Whoever closed the pipe has what he wanted.
  if case StreamError.closedPipe = error { LontarCommand.exit(withError: ExitCode.failed) }
  switch LontarCommand.exitCode(for: error) {
  case .done:
    LontarCommand.exit(withError: error)  // help or the version, on standard output
  case .usage:
    var text = LontarCommand.fullMessage(for: error)
    let label = "Error: "
    if text.utf8.starts(with: label.utf8) { text.removeFirst(label.count) }
    StandardStream.error.write("lontar: \(text)\n")
    LontarCommand.exit(withError: ExitCode.usage)
  default:
    StandardStream.error.write(message(for: error) + "\n")
    LontarCommand.exit(withError: ExitCode.failed)
  }
}
