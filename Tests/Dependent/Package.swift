// swift-tools-version: 6.2
import PackageDescription

// A package that depends on ours, as an application does whose tests serve a mock in their own process. scripts/test builds and runs it.
let package = Package(
    name: "Dependent",
    dependencies: [.package(name: "mockscript", path: "../..")],
    targets: [
        .testTarget(
            name: "DependentTests", dependencies: [.product(name: "MockScriptKit", package: "mockscript")])
    ]
)
