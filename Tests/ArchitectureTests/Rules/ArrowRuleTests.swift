import Testing

/// Violations planted in invented files: the rule must find each, and nothing else.
struct ArrowRuleTests {
    let manifest = PackageManifest(
        source: """
            let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
            let targets = [
                library("LedgerCore", [crypto]),
                library("EPCIS", ["LedgerCore"]),
                library("Storage", ["LedgerCore"]),
                .executableTarget(
                    name: "daftar",
                    dependencies: ["Node", .product(name: "Logging", package: "swift-log")]),
            ]
            """)

    private func violations(_ path: String, _ source: String) -> [String] {
        ArrowRule.violations(in: SourceFile(path: path, text: source), declared: manifest)
            .map(\.what)
    }

    @Test func `the manifest's targets are read with their products`() {
        #expect(
            manifest.dependencies == [
                "LedgerCore": ["Crypto"], "EPCIS": ["LedgerCore"], "Storage": ["LedgerCore"],
                "daftar": ["Node", "Logging"],
            ])
    }

    @Test func `imports from declared rows above pass`() {
        #expect(violations("Sources/LedgerCore/A.swift", "package import Crypto\n") == [])
        #expect(violations("Sources/EPCIS/A.swift", "import LedgerCore\n") == [])
        #expect(violations("Sources/Storage/A.swift", "import Foundation\n") == [])
        #expect(violations("Sources/daftar/A.swift", "import Logging\nimport Node\n") == [])
    }

    @Test func `a planted import of the same row or one below is found`() {
        #expect(
            violations("Sources/EPCIS/A.swift", "import Storage\n")
                == ["imports Storage, which is not in a row above EPCIS"])
        #expect(
            violations("Sources/LedgerCore/A.swift", "package import struct Node.Pool\n")
                == ["imports Node, which is not in a row above LedgerCore"])
    }

    @Test func `a planted import that Package.swift does not declare is found`() {
        #expect(
            violations("Sources/daftar/A.swift", "import EPCIS\nimport NIOPosix\n") == [
                "imports EPCIS without declaring it in Package.swift",
                "imports NIOPosix without declaring it in Package.swift",
            ])
    }

    @Test(arguments: ["Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Synchronization"])
    func `a planted toolchain import in a deterministic target is found`(module: String) {
        #expect(
            violations("Sources/EPCIS/A.swift", "// why not\nimport \(module)\n")
                == ["deterministic EPCIS imports \(module)"])
    }

    @Test func `a target without a row is found`() {
        #expect(violations("Sources/Utils/A.swift", "") == ["Utils has no row"])
    }
}
