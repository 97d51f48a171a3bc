public import ArgumentParser

/// The `lontar` command.
public struct LontarCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "lontar",
    abstract: "Southeast Asian text, made ready for language models.")

  public init() {}
}
