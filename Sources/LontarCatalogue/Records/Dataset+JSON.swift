public import LontarJSON

extension Dataset {
  /// The record as JSON; what is not stated is left out.
  public var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("id", id)
    object.add("name", name)
    object.add("aliases", aliases)
    object.add("description", description)
    object.add("languages", languages.map(\.json))
    object.add("tasks", tasks)
    object.add("modalities", modalities)
    object.add("schemas", schemas)
    object.add("licence", licence.json)
    object.add("citation", citation)
    object.add("homepage", homepage)
    object.add("urls", urls.map(\.json))
    object.add("configurations", configurations.map(\.json))
    object.add("configuration_count", configurationCount == 0 ? nil : configurationCount)
    object.add("splits", splits.map(\.json))
    object.add("size", size?.json)
    object.add("version", version)
    object.add("scheme_version", schemeVersion)
    object.add("year", year)
    object.add("countries", countries)
    object.add("provenance", provenance?.json)
    object.add("derived_from", derivedFrom)
    object.add("access", access == .unknown ? nil : access.rawValue)
    object.add("personal_data", personalData == .unknown ? nil : personalData.rawValue)
    object.add("consent", consent)
    object.add("withdrawn", withdrawn)
    object.add("files", files.map(\.json))
    object.add("answers", answers.map(\.json))
    object.add("holding", holding?.json)
    return object.value
  }
}

extension DatasetLanguage {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("code", code)
    object.add("script", script)
    object.add("country", country)
    object.add("dialect", dialect)
    return object.value
  }
}

extension LicenceStatement {
  var json: JSONValue? {
    var object = JSONObjectBuilder()
    object.add("raw", raw)
    object.add("id", id)
    object.add("terms", terms)
    return object.value
  }
}

extension DatasetURL {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("name", name)
    object.add("url", url)
    return object.value
  }
}

extension Configuration {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("name", name)
    object.add("schema", schema)
    object.add("subset", subset)
    return object.value
  }
}

extension DatasetSize {
  func add(to object: inout JSONObjectBuilder) {
    object.add("records", records)
    object.add("bytes", bytes)
  }

  var json: JSONValue {
    var object = JSONObjectBuilder()
    add(to: &object)
    return object.value
  }
}

extension Split {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("name", name)
    size.add(to: &object)
    return object.value
  }
}

extension Provenance {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("source", source)
    object.add("revision", revision)
    object.add("path", path)
    object.add("sha256", sha256)
    return object.value
  }
}

extension DatasetFile {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("path", path)
    object.add("url", url)
    object.add("sha256", sha256)
    object.add("bytes", bytes)
    return object.value
  }
}

extension DatasetAnswer {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("property", property)
    object.add("text", text)
    return object.value
  }
}

extension Holding {
  var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("purpose", purpose)
    object.add("legal_basis", legalBasis)
    object.add("retention", retention)
    object.add("transfers", transfers)
    return object.value
  }
}
