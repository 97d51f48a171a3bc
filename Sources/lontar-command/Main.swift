import LontarCommands

@main
enum Main {
  static func main() async {
    await LontarCommand.runAndExit()
  }
}
