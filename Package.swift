// swift-tools-version: 6.1
import PackageDescription

// Setting DAFTAR_CORE builds the targets below the node alone, without the HTTP stack: tests,
// sanitizers and fuzzers of the core then build in about a minute.
let coreOnly = Context.environment["DAFTAR_CORE"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let httpClient: Target.Dependency = .product(
    name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
    -> Target
{
    .target(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

// Rows of the map in Docs/Architecture.md: a target imports only from rows above its own. SwiftPM
// does not hold it to that; Tests/ArchitectureTests does.
var targets: [Target] = [
    // The system's zlib, which the HTTP stack needs too.
    .systemLibrary(name: "CZlib"),
    // 0
    library("LedgerCore", [crypto]),
    // 1
    library("Consensus", ["LedgerCore"]),
    library("EPCIS", ["LedgerCore"]),
    library("Storage", ["LedgerCore", "CZlib", grdb]),
    // 2
    library("LightClient", ["LedgerCore"]),
    library("Traceability", ["LedgerCore", "EPCIS"]),
    // 3
    library(
        "Query", ["LedgerCore", "EPCIS", "Storage", "Traceability", grdb],
        resources: [.embedInCode("Export/requirements.json")]),
    library("Season", ["EPCIS"]),
    library("Simulation", ["LedgerCore", "Consensus", "EPCIS", "Traceability"]),
    // 4
    library("Founding", ["LedgerCore", "EPCIS", "Season", "Traceability"]),
    // 5
    .executableTarget(name: "simulate", dependencies: ["Simulation"], swiftSettings: settings),

    tests("LedgerCoreTests", ["LedgerCore"]),
    tests("ConsensusTests", ["Consensus", "LedgerCore"]),
    tests("EPCISTests", ["EPCIS", "LedgerCore"]),
    tests("StorageTests", ["Storage", "LedgerCore"]),
    tests("LightClientTests", ["LightClient", "LedgerCore"]),
    tests("TraceabilityTests", ["Traceability", "EPCIS", "LedgerCore"]),
    tests("QueryTests", ["Query", "Season", "Traceability", "EPCIS", "Storage", "LedgerCore"]),
    tests("SeasonTests", ["Season", "EPCIS"]),
    tests(
        "SimulationTests", ["Simulation", "Traceability", "Consensus", "LedgerCore"],
        // Read by the tests where they lie.
        exclude: ["Conversations/Recorded", "PlantedBugs/Patches"]),
    tests("FoundingTests", ["Founding", "Season", "Traceability", "EPCIS", "LedgerCore"]),
    tests("ArchitectureTests", []),
]

var dependencies: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
]

var products: [Product] = []

if !coreOnly {
    dependencies += [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ]
    targets += [
        .systemLibrary(name: "CQREncode"),
        // 4
        library(
            "Node",
            [
                "LedgerCore", "Consensus", "EPCIS", "Storage", "Traceability", "Query", "CQREncode",
                crypto, grdb, hummingbird, hummingbirdTLS, mustache, logging, metrics, lifecycle,
                nioCore, nioHTTP1, nioPosix, nioSSL, nioTLS, asn1, x509,
            ],
            resources: [.embedInCode("Resources")]),
        // 5
        .executableTarget(
            name: "daftar",
            dependencies: [
                "LedgerCore", "EPCIS", "Storage", "Traceability", "Query", "Season", "Founding",
                "Node", arguments, httpClient, logging, lifecycle, unixSignals,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "daftar-verify", dependencies: ["LedgerCore", "LightClient"],
            swiftSettings: settings),

        .testTarget(
            name: "NodeTests",
            dependencies: [
                "Node", "Query", "Traceability", "Storage", "EPCIS", "Consensus", "LedgerCore",
                hummingbird, grdb, logging, metrics, lifecycle,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: settings),
    ]
}

let package = Package(
    name: "daftar",
    products: products,
    dependencies: dependencies,
    targets: targets
)
