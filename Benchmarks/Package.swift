// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that who uses Lontar does not build a benchmark framework. Targets stand
// directly in this folder: the benchmark plugin looks for folders under one named Benchmarks.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "Lontar", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "InnerLoops",
      dependencies: [
        .product(name: "Lontar", package: "Lontar"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "InnerLoops",
      swiftSettings: [.strictMemorySafety()],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "CatalogueTimes",
      dependencies: [.product(name: "LontarCatalogue", package: "Lontar")],
      path: "Catalogue"),
  ],
  swiftLanguageModes: [.v6]
)
