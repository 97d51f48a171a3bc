public import ArgumentParser
public import LontarText

/// The options of every command that reads records of text.
struct RecordOptions: ParsableArguments {
  @Flag(help: "Read JSON Lines: change one field of each object, and leave its other bytes alone.")
  var jsonl = false

  @Option(
    help: ArgumentHelp(
      "The field that holds the text, with --jsonl (default: text).", valueName: "NAME"))
  var field: String?

  @Option(
    help: ArgumentHelp(
      """
      What to do with a record that is not UTF-8 (or, with --jsonl, not such an object): fail; \
      replace what is ill-formed by U+FFFD; skip the record; pass its bytes through.
      """,
      valueName: "POLICY"))
  var invalid: InvalidUTF8Policy = .fail

  func validate() throws {
    if field != nil && !jsonl { throw ValidationError("--field needs --jsonl") }
  }

  /// How the records lie in their lines.
  var format: RecordFormat { jsonl ? .jsonLines(field: field ?? "text") : .lines }
}

extension InvalidUTF8Policy: ExpressibleByArgument {}
