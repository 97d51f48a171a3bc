extension Segmenter {
  /// How long words are where conventions differ; the raw values are the words of the command line.
  ///
  /// | | `compound` | `word` | `morpheme` |
  /// | --- | --- | --- | --- |
  /// | Thai | การวิ่ง, ความรัก, ผู้ใหญ่, เด็กๆ | as the treebanks that it learned from cut | การ\|วิ่ง, ความ\|รัก, เด็ก\|ๆ |
  /// | Lao | ການແລ່ນ, ຄວາມຮັກ | as `Corpora/gold` | ການ\|ແລ່ນ, ຄວາມ\|ຮັກ |
  /// | Khmer | ការងារ, សេចក្តីសុខ, ផ្សេងៗ | as `Corpora/gold` | ការ\|សាងសង់, ផ្សេង\|ៗ |
  /// | Burmese | ပြောင်းလဲမှု | ပြောင်းလဲ\|မှု | ပြောင်းလဲ\|မှု |
  /// | Vietnamese | longer words | as its treebank | shorter ones |
  /// | Latin tokens | orang-orang, rumahnya | as `compound` | orang\|-\|orang, anak\|2, rumah\|nya |
  ///
  /// In the languages with a model the bar moves too: where it is less than about 88 % sure, `compound` cuts
  /// nothing, and where it is more than 12 % sure, `morpheme` cuts.
  public enum Granularity: String, CaseIterable, Sendable {
    /// What dictionaries list and what makers of nouns make is whole.
    case compound
    /// The convention of the texts that were learned from.
    case word
    /// Makers of nouns, doubled words and clitics are cut off.
    case morpheme

    /// What the bar of a boundary is, in natural logarithms of odds.
    var bar: Float {
      switch self {
      case .compound: 2
      case .word: 0
      case .morpheme: -2
      }
    }
  }
}
