import ArgumentParser
import EPCIS
import Foundation
import LedgerCore
import Node

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The key files of a home, and new keys.",
        subcommands: [List.self, New.self])

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The public half of every key in a home.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        func perform(_ terminal: Terminal) async throws {
            let directory = home.node.keysDirectory
            guard Files.isDirectory(directory) else {
                throw CommandFailure.impossible("There are no keys at \(directory).")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
                .filter { $0.hasSuffix(".key") }
            let keys = try names.map { ($0, try KeyFile.read(directory + "/" + $0).publicKey) }
            terminal.table(
                ["FILE", "KEY ID", "PUBLIC KEY"],
                keys.map { [$0.0, $0.1.id.description, $0.1.text] })
            terminal.result(
                .array(
                    keys.map { name, key in
                        .members([
                            "file": .string(name), "id": .string(key.id.description),
                            "publicKey": .string(key.text),
                        ])
                    }))
        }
    }

    struct New: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a key and tell its public half.")

        @OptionGroup var output: OutputOptions
        @Argument(help: "The file to write; it must not exist.", completion: .file())
        var file: String

        @Option(name: .long, help: "ed25519 or p256.")
        var algorithm: Algorithm = .ed25519

        enum Algorithm: String, ExpressibleByArgument, CaseIterable {
            case ed25519, p256
        }

        func perform(_ terminal: Terminal) async throws {
            let algorithm: SignatureAlgorithm = self.algorithm == .ed25519 ? .eddsa : .es256
            var seed = HomeFounding.random()
            // A P-256 scalar is out of range once in 2³² draws.
            while PrivateKey(algorithm: algorithm, seed: seed) == nil {
                seed = HomeFounding.random()
            }
            try KeyFile.write(seed: seed, algorithm: algorithm, to: file)
            let key = try KeyFile.read(file).publicKey
            terminal.line(key.text)
            terminal.result(
                .members([
                    "file": .string(file), "id": .string(key.id.description),
                    "publicKey": .string(key.text),
                ]))
        }
    }
}
