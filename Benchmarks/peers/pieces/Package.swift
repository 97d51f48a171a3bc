// swift-tools-version: 6.3
import PackageDescription

// A tool for the scripts beside it: the pieces that Lontar's pre-tokenizers give, and their speed.
let package = Package(
  name: "pieces",
  dependencies: [.package(name: "Lontar", path: "../../..")],
  targets: [
    .executableTarget(
      name: "pieces", dependencies: [.product(name: "Lontar", package: "Lontar")],
      swiftSettings: [.strictMemorySafety()])
  ],
  swiftLanguageModes: [.v6]
)
