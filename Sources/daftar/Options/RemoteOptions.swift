import ArgumentParser
import Foundation

/// `--url` and `--token`, or the environment.
struct RemoteOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The node's address; DAFTAR_URL, or http://127.0.0.1:8480 where neither is given.")
    var url: String?

    @Option(
        name: .long,
        help: """
            A token of a user; DAFTAR_TOKEN where it is not given. Other users of this machine can see \
            command lines, so the environment is the safer place.
            """)
    var token: String?

    static let defaultURL = "http://127.0.0.1:8480"

    func client() throws -> NodeClient {
        let environment = ProcessInfo.processInfo.environment
        let address = url ?? environment["DAFTAR_URL"] ?? Self.defaultURL
        guard let base = NodeAddress(address) else {
            throw CommandFailure.impossible(
                "“\(address)” is no address of a node.", advice: "It looks like \(Self.defaultURL)."
            )
        }
        return NodeClient(address: base, token: token ?? environment["DAFTAR_TOKEN"])
    }
}
