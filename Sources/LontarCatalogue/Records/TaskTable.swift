/// What the short names of tasks stand for, so that a search finds them by either.
public enum TaskTable {
  /// The task in words, if its short name is one that the region's hubs use.
  ///
  ///     TaskTable.name(of: "NER")     // "named entity recognition"
  public static func name(of task: String) -> String? { names[task] }

  /// The short name of a task in words.
  static func task(named name: String) -> String? { tasks[name] }

  private static let tasks: [String: String] = {
    var tasks: [String: String] = [:]
    for (task, name) in names { tasks[name] = task }
    return tasks
  }()

  private static let names: [String: String] = [
    "ABL": "abusive language prediction",
    "ABSA": "aspect-based sentiment analysis",
    "ASR": "speech recognition",
    "CAC": "concept alignment classification",
    "CD": "complaint detection",
    "CONST_PAR": "constituency parsing",
    "COREF": "coreference resolution",
    "CR": "commonsense reasoning",
    "CSI": "code switching identification",
    "DEP": "dependency parsing",
    "DKC": "domain knowledge classification",
    "DKM": "domain knowledge multi-class classification",
    "DS": "dialogue system",
    "EC": "emotion classification",
    "FCT": "fact checking",
    "HNC": "hoax news classification",
    "IC": "image captioning",
    "IMC": "image classification",
    "IMC_MULTI": "image classification multilabel",
    "INT": "intent classification",
    "ITT": "instruction tuning",
    "KE": "keyword extraction",
    "KT": "keyword tagging",
    "LANGID": "token level language identification",
    "LC": "legal classification",
    "LI": "language identification",
    "MC": "morality classification",
    "MLN": "multilexnorm",
    "MOR": "morphological inflection",
    "MT": "machine translation",
    "MTC": "multi turn conversation",
    "NER": "named entity recognition",
    "NSP": "next sentence prediction",
    "OCR": "optical character recognition",
    "PARA": "paraphrasing",
    "POS": "pos tagging",
    "PRT": "prompting",
    "QA": "question answering",
    "QAR": "question answering retrieval",
    "RA": "readability assessment",
    "RE": "relation extraction",
    "RLHF": "reinforcement learning from human feedback",
    "RMC": "rhetoric mode classification",
    "S2ST": "speech to speech translation",
    "SA": "sentiment analysis",
    "SAG": "short answer grading",
    "SER": "speech emotion recognition",
    "SER_MULTI": "speech emotion recognition multilabel",
    "SF": "slot filling",
    "SIC": "stylized image captioning",
    "SLR": "sign language recognition",
    "SO": "sentence ordering",
    "SPAN_ABSA": "span-based aspect sentiment analysis",
    "SPEECH_LID": "speech language identification",
    "SSP": "self supervised pretraining",
    "STS": "semantic similarity",
    "STTT": "speech to text translation",
    "SUM": "summarization",
    "TACOS": "tax court verdict",
    "TE": "textual entailment",
    "TL": "topic modeling",
    "TOD": "e2e task oriented dialogue",
    "TRL": "transliteration",
    "TRV": "text retrieval",
    "TTS": "text to speech",
    "V2TR": "video to text retrieval",
    "VC": "video captioning",
    "VGR": "visually grounded reasoning",
    "VQA": "visual question answering",
    "WA": "word analogy",
    "WL": "word list",
    "WSD": "word sense disambiguation",
    "X-SUM": "cross lingual summarization",
  ]
}
