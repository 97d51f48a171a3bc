internal import ArgumentParser
internal import LontarCatalogue

/// `lontar catalogue serve`: a page to search in.
struct CatalogueServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the catalogue as a page, with search as you type, and as JSON.",
    discussion: """
      Example: open the address that it shows in a browser.

        lontar catalogue serve
        curl 'http://127.0.0.1:8075/api/search?q=khmer&task=NER'

      It listens to this machine only, unless --host says otherwise. For a page without a server, see \
      `lontar catalogue export --html`.
      """)

  @OptionGroup var options: CatalogueOptions

  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "PORT"))
  var port: UInt16 = 8075

  @Option(help: ArgumentHelp("The IPv4 address to listen on.", valueName: "ADDRESS"))
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp("Another name by which the server may be called.", valueName: "NAME"))
  var name: [String] = []

  func run() async throws {
    let server = try CatalogueServer(try options.open(), host: host, port: port, names: name)
    let options = options
    try await server.run { place in
      options.summarise("serving http://\(place)/ until interrupted")
    }
  }
}
