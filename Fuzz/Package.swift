// swift-tools-version: 6.2
import PackageDescription

// The readers of the product, compiled for libFuzzer: a package of its own, because every file is compiled with other flags.
// `scripts/fuzz` builds and runs it; the folders below `Sources` link to the sources of the product.

/// Whether `scripts/check-linear` builds it, which counts instructions and needs no coverage.
let isWork = Context.environment["MOCKSCRIPT_WORK"] != nil

/// Code of the product: optimized, with coverage that libFuzzer reads, and visible to the targets.
let fuzzed: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .unsafeFlags(["-O", "-enable-testing", "-suppress-warnings"] + (isWork ? [] : ["-sanitize=fuzzer"])),
]

let fuzzedC: [CSetting] = [.unsafeFlags(["-O1"] + (isWork ? [] : ["-fsanitize=fuzzer-no-link"]))]

let package = Package(
    name: "Fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .target(name: "CFuzzer"),
        .target(name: "CWorkLimit", cSettings: fuzzedC),
        .target(
            name: "CRegex", dependencies: ["CWorkLimit"], cSettings: fuzzedC,
            linkerSettings: [.linkedLibrary(":libpcre2-8.a")]),
        .target(
            name: "CDecoders", cSettings: fuzzedC,
            linkerSettings: [
                .linkedLibrary(":libz.a"), .linkedLibrary(":libbrotlidec.a"), .linkedLibrary(":libbrotlicommon.a"),
                .linkedLibrary(":libzstd.a"),
            ]),
        .target(name: "CFiles", cSettings: fuzzedC),
        .target(name: "MockFiles", dependencies: ["CFiles"], swiftSettings: fuzzed),
        .target(
            name: "MockModel", dependencies: ["CRegex", "CWorkLimit", "CDecoders"],
            swiftSettings: fuzzed),
        .target(name: "MockEngine", dependencies: ["MockModel"], swiftSettings: fuzzed),
        .target(
            name: "MockSources", dependencies: ["MockFiles", "MockModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: fuzzed),
        // The readers of the edge alone: TLS and sockets are not needed.
        .target(
            name: "MockServer", dependencies: ["MockModel", .product(name: "NIOCore", package: "swift-nio")],
            sources: [
                "HTTP1/ByteBuffer+Text.swift", "HTTP1/Parsing",
                "Outgoing/ResponseError.swift", "Outgoing/ResponseFraming.swift", "Outgoing/ResponseParser+Body.swift",
                "Outgoing/ResponseParser.swift", "Outgoing/StatusLine.swift",
                "WebSocket/WebSocketFrame.swift", "WebSocket/WebSocketReader.swift",
            ],
            swiftSettings: fuzzed),
        .executableTarget(
            name: "Fuzz", dependencies: ["CFuzzer", "MockModel", "MockEngine", "MockSources", "MockServer"],
            swiftSettings: [.unsafeFlags(["-O", "-parse-as-library"] + (isWork ? [] : ["-sanitize=fuzzer"]))],
            linkerSettings: [.linkedLibrary("stdc++")]),
        // One run of a reader over an input of a size, for `scripts/check-linear`.
        .executableTarget(
            name: "Work", dependencies: ["MockModel", "MockEngine", "MockSources", "MockServer"],
            swiftSettings: [.unsafeFlags(["-O", "-parse-as-library"])]),
    ]
)
