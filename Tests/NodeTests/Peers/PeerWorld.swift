import Consensus
import LedgerCore

@testable import Node

/// Validators node-0, node-1 … of a demo chain, and the keys they prove to each other.
enum PeerWorld {
    static let keys = DemoKeys(seed: "peer tests")

    static func validators(_ count: Int, firstPort: Int = 8580) throws -> [ValidatorRecord] {
        try (0..<count).map { index in
            keys.validator(
                try DemoChain.id("node-\(index)"), address: "https://127.0.0.1:\(firstPort + index)"
            )
        }
    }

    static func transportKey(_ index: Int) -> TransportKey {
        guard let key = TransportKey(seed: keys.secret(.tls, "node-\(index)")) else {
            preconditionFailure("32 bytes are a seed")
        }
        return key
    }

    static func peer(_ index: Int) -> PeerID { PeerID(transportKey(index).digest) }
}
