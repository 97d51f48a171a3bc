// swift-tools-version: 6.3
import PackageDescription

// Every target speaks Swift 6 and checks memory safety strictly.
let strict: [SwiftSetting] = [.strictMemorySafety()]

let package = Package(
  name: "Lontar",
  products: [
    .library(name: "Lontar", targets: ["Lontar"]),
    .library(name: "LontarCatalogue", targets: ["LontarCatalogue"]),
    .library(name: "LontarSigning", targets: ["LontarSigning"]),
    .library(name: "LontarC", type: .dynamic, targets: ["LontarC"]),
    .executable(name: "lontar", targets: ["lontar-command"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Without the traits that need all of Foundation.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // System libraries. CICU only carries pkg-config flags to CLontar: ICU's symbols hold its version,
    // so Swift never sees them.
    .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

    // The C core. utf8proc is linked by name: its pkg-config file carries a flag SwiftPM warns of.
    .target(
      name: "CLontar", dependencies: ["CICU"], exclude: ["generators"],
      linkerSettings: [.linkedLibrary("utf8proc")]),

    // The models of segmentation and of languages, as data of the program: resources would bring Foundation along.
    .target(
      name: "CLontarModels",
      exclude: [
        "make.sh", "make-nc.sh", "km.seg", "lo.seg", "my.seg", "th.seg", "vi.seg", "identify",
        "weights",
      ]),

    .target(name: "LontarJSON", swiftSettings: strict),
    .target(
      name: "LontarText", dependencies: ["CLontar", "CLontarModels"], swiftSettings: strict),
    .target(
      name: "LontarSegmentation", dependencies: ["LontarText", "CLontar", "CLontarModels"],
      swiftSettings: strict),
    .target(
      name: "LontarTokens",
      dependencies: [
        "LontarText", "LontarSegmentation", "LontarJSON", "CLontar", "CZstd",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["Formats/SentencePieceModel.proto"], swiftSettings: strict),
    .target(
      name: "LontarStream", dependencies: ["LontarJSON", "CZlib", "CZstd"], swiftSettings: strict),
    .target(
      name: "LontarCatalogue",
      dependencies: [
        "LontarText", "LontarSegmentation", "LontarJSON", "CLontar", "CZstd",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Yams", package: "Yams"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: strict),
    // Apart, so that who needs no signatures does not build BoringSSL, which takes longer than all else.
    .target(
      name: "LontarSigning",
      dependencies: [
        "LontarCatalogue", "LontarJSON", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Lontar", dependencies: ["LontarText", "LontarSegmentation", "LontarTokens"],
      swiftSettings: strict),
    // The tokenizers for C: Sources/LontarC/lontar.h.
    .target(
      name: "LontarC", dependencies: ["LontarTokens"], exclude: ["lontar.h"],
      swiftSettings: strict),
    .target(
      name: "LontarCommands",
      dependencies: [
        "LontarText", "LontarSegmentation", "LontarTokens", "LontarStream", "LontarJSON",
        "LontarCatalogue", "LontarSigning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "lontar-command", dependencies: ["LontarCommands"], path: "Sources/lontar-command",
      swiftSettings: strict),

    // Seeded text and the places of files, for tests.
    .target(name: "LontarTestSupport", path: "Tests/LontarTestSupport"),
    .testTarget(name: "LontarJSONTests", dependencies: ["LontarJSON", "LontarTestSupport"]),
    .testTarget(
      name: "LontarTextTests", dependencies: ["LontarText", "CLontar", "LontarTestSupport"]),
    .testTarget(
      name: "LontarSegmentationTests",
      dependencies: ["LontarSegmentation", "CLontar", "LontarTestSupport"]),
    .testTarget(
      name: "LontarTokensTests",
      dependencies: ["LontarTokens", "LontarJSON", "LontarTestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "LontarStreamTests", dependencies: ["LontarStream", "LontarTestSupport"]),
    .testTarget(
      name: "LontarCatalogueTests",
      dependencies: [
        "LontarCatalogue", "LontarJSON", "LontarSegmentation", "LontarSigning", "LontarText",
      ]),
    .testTarget(
      name: "LontarCommandsTests",
      dependencies: ["LontarCommands", "lontar-command", "LontarTestSupport"],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11,
  cxxLanguageStandard: .cxx17
)
