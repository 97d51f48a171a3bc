public import ArgumentParser
internal import LontarStream
public import LontarTokens

/// `lontar train`: learns a vocabulary.
struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a BPE vocabulary on text or on counts.",
    usage: "lontar train [FILE ... | --counts FILE ...] --vocab-size N -o tokenizer.json",
    discussion: """
      Example: a vocabulary of Thai and Khmer, with a token that ends documents.

        lontar train th.txt.zst km.txt.zst --vocab-size 32000 --special '<|endoftext|>' \
      -o tokenizer.json

      One that is fair to both, by what the same text costs in each:

        lontar train --language th=th.txt --language km=km.txt --dev th=dev.th.txt \
      --dev km=dev.km.txt --parity base --vocab-size 32000 -o tokenizer.json

      The result is the one of Hugging Face tokenizers, which loads it. The same words give the \
      same file, whatever the number of jobs. The output's suffix says its format: .json, \
      vocab.json (with merges.txt beside it), .tiktoken, .model; beside it a .lineage.json says \
      from what and how it was made.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions
  @OptionGroup var cutting: PreTokenizerOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Train on what `lontar count` wrote, added up.", valueName: "FILE"))
  var counts: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take the counts of the text from this file if it is there, else write it first.",
      valueName: "FILE"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "How many tokens to reach, the alphabet and special ones included.", valueName: "N"))
  var vocabSize: Int

  @Option(
    help: ArgumentHelp(
      "What to write: json, gpt2, tiktoken, sentencepiece (default: as -o ends).",
      valueName: "FORMAT"))
  var format: VocabularyFormat?

  @Flag(help: "Write no .lineage.json.")
  var noLineage = false

  @OptionGroup(title: "Tokens") var tokens: TokenOptions
  @OptionGroup(title: "Languages") var languages: LanguageOptions

  func validate() throws {
    if !counts.isEmpty && (!common.files.isEmpty || records.jsonl) {
      throw ValidationError("--counts takes the place of text: give one or the other")
    }
    if !languages.language.isEmpty && (!common.files.isEmpty || !counts.isEmpty) {
      throw ValidationError("--language takes the place of other text and counts")
    }
    if resume != nil && common.files.isEmpty {
      throw ValidationError("--resume needs files of text")
    }
    try tokens.validate(vocabSize)
    try languages.check()
    if languages.parity != nil || tokens.superwords != nil || tokens.extend != nil {
      let chosen = [languages.parity != nil, tokens.superwords != nil, tokens.extend != nil]
      guard chosen.count(where: { $0 }) == 1, !tokens.usesCharacters else {
        throw ValidationError(
          "--parity, --superwords, --extend and alphabets of characters exclude each other")
      }
    }
    if tokens.superwords != nil {
      guard try cutting.chosen().map({ $0 == .superwords || $0 == .lontar }) ?? true else {
        throw ValidationError("--superwords are cut by the pre-tokenizer lontar")
      }
    }
    if wantedFormat == .sentencepiece {
      guard tokens.model == .characters else {
        throw ValidationError("a SentencePiece model needs --model characters")
      }
    }
    if tokens.picky != nil {
      guard languages.parity == nil else { throw ValidationError("--picky goes without --parity") }
      guard wantedFormat == .json || wantedFormat == .sentencepiece else {
        throw ValidationError("--picky needs a .json or a .model, which can say what is dropped")
      }
    }
    if wantedFormat == .tiktoken, tokens.usesCharacters {
      throw ValidationError("a rank file holds bytes, and no alphabet of characters")
    }
    do {
      let least = try trainer.leastVocabularySize()
      guard vocabSize >= least else {
        throw ValidationError(
          "--vocab-size must be at least \(least): the alphabet and special tokens")
      }
    } catch let error as TrainingError {
      throw ValidationError("\(error)")
    }
  }

  private var wantedFormat: VocabularyFormat { format ?? VocabularyFormat(path: common.output) }

  private var trainer: BPETrainer {
    var trainer = BPETrainer(
      vocabularySize: vocabSize, specialTokens: tokens.specialTokens(for: wantedFormat),
      minimumFrequency: tokens.minFrequency)
    trainer.jobs = common.jobCount
    trainer.integrity = tokens.integrity
    trainer.maximumTokenLength = tokens.maxTokenLength
    trainer.pickyThreshold = tokens.picky
    trainer.alphabet = tokens.alphabet(isMetaspace: isMetaspace)
    return trainer
  }

  private var isMetaspace: Bool { (try? chosenPreTokenizer()) == .metaspace }

  /// What options say cuts text, or what follows from other options.
  private func chosenPreTokenizer() throws -> PreTokenizer? {
    if tokens.superwords != nil { return .superwords }
    if let chosen = try cutting.chosen() { return chosen }
    return tokens.model == .characters ? .metaspace : nil
  }

  func run() async throws {
    if counts.isEmpty && languages.language.isEmpty { try common.refuseIdleTerminal(Self.self) }
    let languageFiles = (languages.language + languages.dev).flatMap(\.files)
    let files = !counts.isEmpty ? counts : !languageFiles.isEmpty ? languageFiles : common.files
    let output = try TrainOutput(
      common, format: wantedFormat, writesLineage: !noLineage, inputs: Input.list(files))
    var base: Tokenizer?
    var preTokenizer = try chosenPreTokenizer()
    if let path = tokens.extend {
      let loaded = try loadTokenizer(path, preTokenizer: preTokenizer)
      guard let own = loaded.preTokenizer else {
        throw FileProblem(file: path, problem: TrainingError.notByteLevel)
      }
      preTokenizer = own
      base = loaded
    }
    var loader = WordLoader(common, records, preTokenizer)
    var words = TrainWords(counts: WordCounts(), origins: [])
    var parity: ParityInput?
    if languages.parity != nil {
      parity = try await ParityInput(languages, &loader)
      words.origins = parity?.origins ?? []
    } else if !languages.language.isEmpty {
      words = try await languages.weighted(&loader)
    } else if !counts.isEmpty {
      words = try loader.add(counts)
    } else if let resume {
      words = try await loader.resume(common.files, from: resume)
    } else {
      words = try await loader.count(common.files)
    }
    let number = parity.map { ($0.different, $0.total) } ?? (words.counts.count, words.counts.total)
    let origins = words.origins
    let cutter = loader.preTokenizer ?? .lontar
    let progress = Progress("train", common, unit: .tokens)
    let vocabulary: Vocabulary
    if let parity {
      vocabulary = try languages.parityTrainer(trainer).train(
        on: parity.next, progress: progress.update)
    } else if let base {
      vocabulary = try trainer.extend(base, on: words.counts, progress: progress.update)
    } else if let share = tokens.superwords {
      vocabulary = try trainSuperwords(on: words.counts, share.count(of: vocabSize), progress)
    } else {
      vocabulary = try trainer.train(on: words.counts, progress: progress.update)
    }
    progress.finish()
    let model = TrainedModel(
      vocabulary: vocabulary, preTokenizer: cutter, alphabet: trainer.alphabet,
      unknownToken: tokens.unknownToken(for: wantedFormat))
    try output.write(
      model, origins: origins, words: (number.0, number.1), settings: settings(cutter))
    let dropped = vocabulary.droppedCount > 0 ? ", \(vocabulary.droppedCount) parts dropped" : ""
    if vocabulary.keptCount < vocabSize {
      common.summarise(
        "\(vocabulary.keptCount) tokens\(dropped); there are no more pairs to merge")
    } else {
      common.summarise(
        "\(vocabulary.keptCount) tokens, \(vocabulary.merges.count) merges\(dropped)")
    }
  }

  /// First words, then what stands across the blanks between them.
  private func trainSuperwords(
    on chunks: consuming WordCounts, _ superwords: Int, _ progress: Progress
  ) throws -> Vocabulary {
    var first = trainer
    first.vocabularySize = max(vocabSize - superwords, try trainer.leastVocabularySize())
    let words = chunks.recounted(cutBy: .lontar)
    let vocabulary = try first.train(on: words, progress: progress.update)
    let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: .superwords)
    return try trainer.extend(tokenizer, on: chunks, progress: progress.update)
  }

  /// What the lineage says of the options.
  private func settings(_ cutter: PreTokenizer) -> [(name: String, value: [UInt8])] {
    [
      ("vocab_size", Array("\(vocabSize)".utf8)),
      ("pre_tokenizer", jsonString(cutter.name)),
      ("format", jsonString(wantedFormat.rawValue)),
    ] + tokens.settings + languages.settings
  }
}

/// Something wrong with a file as a whole.
struct FileProblem: Error, CustomStringConvertible {
  var file: String
  var problem: any Error

  var description: String { "\(file): \(problem)" }
}

extension Integrity: ExpressibleByArgument {}
