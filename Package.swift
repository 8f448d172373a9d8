// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: strict memory safety, visible layers, and no warning left standing.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// Tests read the same rules, less the memory-safety marks that macros cannot carry.
let strictTests: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// The C targets: every warning is an error.
let strictC: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]

let package = Package(
    name: "mockscript",
    products: [
        .executable(name: "mockscript", targets: ["mockscript"]),
        .library(name: "MockScriptKit", targets: ["MockScriptKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // C: the distribution's Lua, the wall in front of it, the mark by which long loops end, and PCRE2, zlib, Brotli and Zstandard,
        // each behind a small header.
        .systemLibrary(
            name: "CLua", providers: [.apt(["liblua5.4-dev"])]),
        .target(
            name: "CLuaHost", dependencies: ["CLua", "CWorkLimit"], exclude: ["prelude"],
            cSettings: strictC,
            linkerSettings: [.linkedLibrary(":liblua5.4.a"), .linkedLibrary("m")]),
        .target(name: "CWorkLimit", cSettings: strictC),
        .target(
            name: "CRegex", dependencies: ["CWorkLimit"],
            cSettings: strictC,
            linkerSettings: [.linkedLibrary(":libpcre2-8.a")]),
        .target(
            name: "CDecoders",
            cSettings: strictC,
            linkerSettings: [
                .linkedLibrary(":libz.a"), .linkedLibrary(":libbrotlidec.a"), .linkedLibrary(":libbrotlicommon.a"),
                .linkedLibrary(":libzstd.a"),
            ]),
        .target(name: "CFiles", cSettings: strictC),
        .target(name: "CProcess", cSettings: strictC),
        // #embed is of C23.
        .target(name: "CTemplates", cSettings: strictC + [.disableWarning("c23-extensions")]),

        // Swift, from the words up to the command line.
        .target(name: "MockFiles", dependencies: ["CFiles"], swiftSettings: strict),
        .target(
            name: "MockModel", dependencies: ["CRegex", "CWorkLimit", "CDecoders"],
            swiftSettings: strict),
        .target(name: "MockEngine", dependencies: ["MockModel"], swiftSettings: strict),
        .target(
            name: "MockScripting",
            dependencies: [
                "MockModel", "CLuaHost",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "MockSources",
            dependencies: ["MockModel", "MockFiles", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "MockServer",
            dependencies: [
                "MockModel", "MockFiles", "MockEngine",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        .target(name: "MockAdmin", dependencies: ["MockModel", "MockEngine"], swiftSettings: strict),
        .target(
            name: "MockScriptKit",
            dependencies: [
                "MockModel", "MockFiles", "MockEngine", "MockScripting", "MockSources", "MockServer", "MockAdmin",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "mockscript",
            dependencies: [
                "CProcess", "CTemplates", "MockModel", "MockFiles", "MockEngine", "MockScripting", "MockSources",
                "MockServer",
                "MockAdmin", "MockScriptKit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Tests mirror the sources; TestSupport holds factories, the corpus finder and clocks.
        .target(
            name: "TestSupport", dependencies: ["MockModel", "MockEngine"], path: "Tests/TestSupport",
            swiftSettings: strictTests),
        .testTarget(name: "MockModelTests", dependencies: ["MockModel", "TestSupport"], swiftSettings: strictTests),
        .testTarget(
            name: "MockFilesTests", dependencies: ["MockFiles", "CFiles", "TestSupport"], swiftSettings: strictTests),
        .testTarget(
            name: "MockEngineTests", dependencies: ["MockEngine", "MockModel", "TestSupport"],
            swiftSettings: strictTests),
        .testTarget(
            name: "MockScriptingTests", dependencies: ["MockScripting", "MockEngine", "MockModel", "TestSupport"],
            exclude: ["Lua"], swiftSettings: strictTests),
        .testTarget(
            name: "MockSourcesTests", dependencies: ["MockSources", "MockFiles", "MockModel", "TestSupport"],
            swiftSettings: strictTests),
        .testTarget(
            name: "MockServerTests",
            dependencies: [
                "MockServer", "MockAdmin", "MockFiles", "MockEngine", "MockModel", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["Requests"],
            swiftSettings: strictTests),
        .testTarget(
            name: "MockAdminTests", dependencies: ["MockAdmin", "MockEngine", "MockModel", "TestSupport"],
            swiftSettings: strictTests),
        .testTarget(
            name: "MockScriptKitTests", dependencies: ["MockScriptKit", "TestSupport"], swiftSettings: strictTests),
        .testTarget(
            name: "mockscriptTests",
            dependencies: [
                "mockscript", "MockAdmin", "MockEngine", "MockModel", "MockScriptKit", "MockScripting", "MockServer",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Reference/agreed"],
            swiftSettings: strictTests),
        .testTarget(
            name: "ExampleTests",
            dependencies: [
                "mockscript", "MockEngine", "MockScripting", "MockSources", "MockServer", "MockModel", "TestSupport",
            ],
            swiftSettings: strictTests),
    ]
)
