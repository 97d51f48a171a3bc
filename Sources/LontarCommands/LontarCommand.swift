public import ArgumentParser
internal import LontarText

/// The `lontar` command.
public struct LontarCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "lontar",
    abstract: "Southeast Asian text, made ready for language models.",
    discussion: """
      Example: from raw text to a vocabulary, and to token ids.

        lontar normalize corpus.txt.zst -o clean.txt.zst
        lontar train clean.txt.zst --vocab-size 32000 -o tokenizer.json
        lontar encode clean.txt.zst --tokenizer tokenizer.json --format u32 -o ids.bin
      """,
    version: """
      Lontar 0.1.0
      Swift \(swiftVersion)
      ICU \(LibraryVersions.icu)
      Unicode \(LibraryVersions.unicode)
      """,
    subcommands: [
      Normalize.self, Identify.self, Segment.self, Count.self, Train.self, Encode.self, Decode.self,
      Convert.self, TokenizerCommand.self, CatalogueCommand.self,
      Evaluate.self, TrainSegmenter.self,
    ])

  public init() {}

  /// Runs one command line and leaves.
  ///
  /// Results go to standard output, everything for people to standard error. The exit code is 0 when
  /// all is done, 1 when something failed or records were left out, and 64 for wrong usage.
  public static func runAndExit(_ arguments: [String] = Array(CommandLine.arguments.dropFirst()))
    async -> Never
  {
    do {
      guard !arguments.isEmpty else {
        StandardStream.error.write(helpMessage() + "\n")
        throw ExitCode.usage
      }
      var command = try parseAsRoot(arguments)
      let step = try (command as? any LineageWriting)?.beginLineage(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      if let step { try (command as? any LineageWriting)?.finishLineage(step) }
      Self.exit()
    } catch {
      leave(with: error)
    }
  }

  /// The compiler's own version is not known to a program; this is as near as it can say.
  private static var swiftVersion: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #else
      "6.3"
    #endif
  }
}
