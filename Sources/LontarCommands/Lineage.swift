internal import ArgumentParser
internal import LontarCatalogue
internal import LontarText

/// A command that writes an artefact, and can say where it came from.
protocol LineageWriting {
  /// What the command is asked for.
  var lineage: LineageOptions { get }
  /// The command's name.
  var lineageName: String { get }
  /// Everything it reads.
  var lineageInputs: [String] { get }
  /// What it writes.
  var lineageOutput: String? { get }
}

/// The options of every command that writes an artefact.
struct LineageOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      """
      Write OUTPUT.lineage.json too: what the output was made of, with the hash of every file. \
      Manifests beside the inputs are linked.
      """))
  var lineage = false

  @Option(
    help: ArgumentHelp(
      "With --lineage: the input belongs to this record of the catalogue; may be given again.",
      valueName: "ID"))
  var fromCorpus: [String] = []

  func validate() throws {
    if !fromCorpus.isEmpty && !lineage {
      throw ValidationError("--from-corpus goes with --lineage")
    }
  }
}

extension LineageWriting {
  /// Hashes what will be read; nothing, if no manifest is wanted.
  func beginLineage(_ arguments: [String]) throws -> LineageStep? {
    guard lineage.lineage else { return nil }
    guard let output = lineageOutput, output != "-" else {
      throw ValidationError("--lineage needs -o FILE: a manifest is about a file")
    }
    guard !lineageInputs.isEmpty, !lineageInputs.contains("-") else {
      throw ValidationError("--lineage needs files to read: standard input cannot be read again")
    }
    return try LineageStep(
      command: lineageName, arguments: Array(arguments.dropFirst()), inputs: lineageInputs,
      datasets: lineage.fromCorpus)
  }

  /// Hashes what was made, and writes the manifest.
  func finishLineage(_ step: LineageStep) throws {
    guard let output = lineageOutput else { return }
    try step.write(
      for: output,
      tools: [
        ("icu", LibraryVersions.icu), ("lontar", "0.1.0"), ("unicode", LibraryVersions.unicode),
      ])
  }
}

extension LineageWriting where Self: CommonCommand {
  var lineage: LineageOptions { common.lineage }
  var lineageInputs: [String] { common.files }
  var lineageOutput: String? { common.output }
}

/// A command with the options that all streams have.
protocol CommonCommand {
  var common: CommonOptions { get }
}

extension Normalize: CommonCommand, LineageWriting {
  var lineageName: String { "normalize" }
}

extension Identify: CommonCommand, LineageWriting {
  var lineageName: String { "identify" }
}

extension Segment: CommonCommand, LineageWriting {
  var lineageName: String { "segment" }
  var lineageInputs: [String] { common.files + (engine.model.map { [$0] } ?? []) }
}

extension Count: CommonCommand, LineageWriting {
  var lineageName: String { "count" }
  var lineageInputs: [String] { merge.isEmpty ? common.files : merge }
}

extension Train: CommonCommand, LineageWriting {
  var lineageName: String { "train" }
  var lineageInputs: [String] { counts.isEmpty ? common.files : counts }
}

extension Encode: CommonCommand, LineageWriting {
  var lineageName: String { "encode" }
  var lineageOutput: String? {
    guard format == .megatron else { return common.output }
    return common.output.map { PackedOutput.prefix(of: $0) + ".bin" }
  }
  var lineageInputs: [String] { common.files + [tokenizer] }
}

extension Decode: CommonCommand, LineageWriting {
  var lineageName: String { "decode" }
  var lineageInputs: [String] { common.files + [tokenizer] }
}

extension TrainSegmenter: LineageWriting {
  var lineageName: String { "train-segmenter" }
  var lineageInputs: [String] { gold + (dev.map { [$0] } ?? []) + words + unlabelled }
  var lineageOutput: String? { output }
}
