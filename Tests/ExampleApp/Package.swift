// swift-tools-version: 6.3
import PackageDescription

// An app as a user would write it: it knows Lontar by its product only.
let package = Package(
  name: "ExampleApp",
  dependencies: [.package(name: "Lontar", path: "../..")],
  targets: [
    .executableTarget(
      name: "ExampleApp", dependencies: [.product(name: "Lontar", package: "Lontar")])
  ],
  swiftLanguageModes: [.v6]
)
