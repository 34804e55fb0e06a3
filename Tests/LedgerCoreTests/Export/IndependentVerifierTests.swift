import Foundation
import LedgerCore
import Testing

/// The Python verifier, written from the specification, accepts the golden chain and no lie about it.
@Suite(.enabled(if: PythonVerifier.isRequired, "cbor2 is not installed: make setup"))
struct IndependentVerifierTests {
    private let export: LedgerExport

    init() throws {
        let stored = try GoldenFile.read("export").cases[0].bytes
        export = try LedgerExport(decoding: try #require(Bytes(hex: stored)))
    }

    private func with(_ block: ExportedBlock) -> LedgerExport {
        LedgerExport(genesis: export.genesis, blocks: [block, export.blocks[1]])
    }

    @Test func `the golden chain holds`() throws {
        let result = try PythonVerifier.run(
            export.encoded(), arguments: ["--chain", export.genesis.chainID.description])

        #expect(result.status == 0)
        #expect(
            result.output.hasSuffix(
                "holds: 2 blocks, 3 transactions, 10 signatures, 0 unknown keys, 0 purged\n"))
    }

    @Test func `content may be gone and everything else still holds`() throws {
        let block = export.blocks[0]
        let purged = ExportedBlock(
            header: block.header,
            transactions: block.transactions.map {
                ExportedTransaction(envelope: $0.envelope, content: nil)
            },
            outcomes: block.outcomes, certificate: block.certificate)

        let result = try PythonVerifier.run(with(purged).encoded())

        #expect(result.status == 0)
        #expect(result.output.contains("2 purged"))
    }

    @Test func `each lie is named`() throws {
        let block = export.blocks[0]
        func lie(
            transactions: [ExportedTransaction]? = nil, outcomes: [Outcome]? = nil,
            certificate: CommitCertificate? = nil
        ) -> LedgerExport {
            with(
                ExportedBlock(
                    header: block.header, transactions: transactions ?? block.transactions,
                    outcomes: outcomes ?? block.outcomes,
                    certificate: certificate ?? block.certificate))
        }
        let changedContent = ExportedTransaction(
            envelope: block.transactions[0].envelope, content: [1])
        let minority = CommitCertificate(
            height: block.certificate.height, round: block.certificate.round,
            blockID: block.certificate.blockID,
            signatures: QuorumSignatures(Array(block.certificate.signatures.signatures.prefix(2))))
        let laterRound = CommitCertificate(
            height: block.certificate.height, round: Round(1),
            blockID: block.certificate.blockID, signatures: block.certificate.signatures)
        let lies: [(LedgerExport, String)] = [
            (lie(transactions: block.transactions.reversed()), "the transactions root"),
            (lie(transactions: [changedContent]), "content that is what was signed"),
            (lie(outcomes: block.outcomes.reversed()), "the outcomes root"),
            (lie(outcomes: []), "an outcome a transaction"),
            (lie(certificate: minority), "a quorum of signatures"),
            (lie(certificate: laterRound), "the signature of validator 0"),
            (
                LedgerExport(genesis: export.genesis, blocks: [export.blocks[1]]),
                "the header's height"
            ),
        ]

        for (lie, reason) in lies {
            let result = try PythonVerifier.run(lie.encoded())
            #expect(result.status == 1)
            #expect(result.output.contains("does not hold: height 1: not \(reason)"))
        }
    }

    @Test func `damaged bytes are refused`() throws {
        let sound = export.encoded()
        var random = SeededRandom(seed: 1)
        for _ in 0..<5 {
            var damaged = sound
            damaged[random.next(below: damaged.count)] ^= UInt8(1 + random.next(below: 255))
            #expect(try PythonVerifier.run(damaged).status == 1)
        }
    }
}

/// Runs Tests/Verifier/verify_block.py.
private enum PythonVerifier {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The Python of `make setup`, or else that of the machine.
    private static let python: String = {
        let own = root.appending(path: ".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    }()

    /// Runs where the libraries are, and fails in CI where they are not.
    static let isRequired =
        ProcessInfo.processInfo.environment["CI"] != nil
        || (try? launch(["-c", "import cbor2, cryptography"], input: []).status) == 0

    static func run(
        _ export: Bytes, arguments: [String] = []
    ) throws -> (status: Int32, output: String) {
        let script = root.appending(path: "Tests/Verifier/verify_block.py").path
        return try launch([script, "-"] + arguments, input: export)
    }

    private static func launch(
        _ arguments: [String], input: Bytes
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python] + arguments
        let standardInput = Pipe()
        let standardOutput = Pipe()
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Exports of tests are smaller than a pipe's buffer, so this does not wait for the reader.
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
