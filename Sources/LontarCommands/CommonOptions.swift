internal import ArgumentParser
internal import LontarStream

/// The options of every command that reads a stream and writes one.
struct CommonOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files to read, in this order; .gz and .zst are decompressed. None, or '-', is standard input.",
      valueName: "FILE"))
  var files: [String] = []

  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Write here instead of standard output; .gz and .zst are compressed. The file appears when all is done.",
      valueName: "FILE"))
  var output: String?

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Work on so many blocks at once (default: the processors).", valueName: "N"))
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Show no progress and no summary.")
  var quiet = false

  @OptionGroup var lineage: LineageOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
  }

  /// What to read.
  var inputs: [Input] { Input.list(files) }

  /// Where to write.
  var outputTarget: Output { Output(argument: output) }

  /// How many blocks to work on at once.
  var jobCount: Int { jobs ?? availableProcessors() }

  /// Shows a command's help and leaves, if it would wait for someone to type.
  func refuseIdleTerminal(_ command: any ParsableCommand.Type) throws {
    guard files.isEmpty && StandardStream.input.isTerminal else { return }
    StandardStream.error.write(LontarCommand.helpMessage(for: command) + "\n")
    throw ExitCode.usage
  }

  /// Says in one line what was done, unless quiet is wanted.
  func summarise(_ line: String) {
    if !quiet { StandardStream.error.write("lontar: \(line)\n") }
  }
}
