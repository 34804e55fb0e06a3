import LedgerCore
import NIOCore
import NIOHTTP1

extension PeerConnection {
    /// Asks for a range of decided blocks, as bytes that nobody has looked at yet.
    ///
    /// - Parameter query: which blocks, as ``PeerPaths/blocks`` takes it.
    /// - Returns: nil where the peer has no such block.
    /// - Throws: when the connection is lost, the time is over, or the peer refuses.
    func blocks(
        _ query: String, of chain: ChainID, timeoutMilliseconds: Int64
    ) async throws -> Bytes? {
        let answer = try await send(
            PeerRequest(
                method: .GET, path: "\(PeerPaths.blocks)?\(query)",
                headers: [(PeerPaths.chainHeader, chain.description)]),
            timeoutMilliseconds: timeoutMilliseconds)
        switch answer.status {
        case 200: return Bytes(answer.body.readableBytesView)
        case 404: return nil
        default: throw PeerFailure.refused(status: answer.status)
        }
    }
}
