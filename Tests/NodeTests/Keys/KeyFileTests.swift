import Foundation
import LedgerCore
import Testing

@testable import Node

struct KeyFileTests {
    private let directory: TemporaryHome
    private let path: String
    private let seed = [UInt8](1...32)

    init() throws {
        directory = try TemporaryHome()
        path = directory.home.path + "/a.key"
    }

    @Test(arguments: [SignatureAlgorithm.eddsa, .es256])
    func `a key comes back as it was written`(algorithm: SignatureAlgorithm) throws {
        try KeyFile.write(seed: seed, algorithm: algorithm, to: path)

        #expect(
            try KeyFile.read(path).id == PrivateKey(algorithm: algorithm, seed: seed)?.id)
        #expect(throws: KeyFile.Fault.exists(path: path)) {
            try KeyFile.write(seed: seed, algorithm: algorithm, to: path)
        }
    }

    @Test func `a key that others can read is refused`() throws {
        try KeyFile.write(seed: seed, algorithm: .eddsa, to: path)
        chmod(path, 0o640)

        #expect(throws: KeyFile.Fault.tooOpen(path: path, mode: 0o640)) {
            try KeyFile.read(path)
        }
    }

    @Test(arguments: ["", "ed25519", "ed25519 00", "rsa \(String(repeating: "0", count: 64))"])
    func `anything else is no key`(text: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        chmod(path, 0o600)

        #expect(throws: KeyFile.Fault.malformed(path: path)) { try KeyFile.read(path) }
    }

    @Test func `a home with a key of its own for peers is not the only validator of a demo`() throws
    {
        let (keys, demo) = (directory.home.path, DemoKeys(seed: DemoKeys.standardSeed))
        let genesis = try DemoChain.genesis()
        let only = try #require(genesis.onlyValidator)
        func found(_ name: MemberID?) throws -> KeyID? {
            try ValidatorKey.find(in: keys, named: name, demo: demo, genesis: genesis)?.id
        }
        #expect(try found(nil) == demo.key(.consensus, only.text).id)

        try KeyFile.write(
            seed: seed, algorithm: .eddsa, to: keys + "/" + TransportKey.fileName)

        #expect(try found(nil) == nil)
        #expect(try found(only) == demo.key(.consensus, only.text).id)
    }

    @Test func `a gateway finds its members' keys in files, and on a demo chain derives them`()
        throws
    {
        let farm = try DemoChain.id("farm-1")
        try KeyFile.write(
            seed: seed, algorithm: .eddsa,
            to: directory.home.path + "/" + GatewayKeys.fileName(of: farm))

        let files = try GatewayKeys(directory: directory.home.path, demo: nil)
        let derived = try GatewayKeys(
            directory: directory.home.path + "/none", demo: DemoKeys(seed: "x"))

        #expect(files.key(of: farm)?.id == PrivateKey(algorithm: .eddsa, seed: seed)?.id)
        #expect(files.key(of: try DemoChain.id("other")) == nil)
        #expect(derived.key(of: farm)?.id == DemoKeys(seed: "x").key(.gateway, "farm-1").id)
    }
}
