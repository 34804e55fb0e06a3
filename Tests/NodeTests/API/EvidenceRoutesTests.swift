import EPCIS
import HummingbirdTesting
import LedgerCore
import Testing

@testable import Node

struct EvidenceRoutesTests {
    @Test func `where nobody broke a rule there is nothing`() async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get("/ledger/v1/evidence"))

            #expect(answer.status == 200)
            #expect(answer["count"] == .integer(0))
            #expect(answer["recorded"] == .array([]))
            #expect(answer["seen"] == .array([]))
        }
    }

    @Test func `the book keeps the last pieces`() throws {
        let book = EvidenceBook()
        let key = PeerWorld.keys.key(.consensus, "node-0")
        let place = AgreementPlace(
            chain: ChainID(genesis: []), validatorSetHash: Digest(hashing: []), height: .first,
            round: .zero)
        let messages = [nil, BlockID(Digest(hashing: [1]))].map { block in
            SignedMessage(
                signing: .precommit(Precommit(place: place, blockID: block)), with: key)
        }

        for number in 0..<EvidenceBook.entriesMax + 5 {
            book.add(
                EvidenceBook.Entry(
                    evidence: .duplicateVote(messages[0], messages[1]), accused: [key.id],
                    seenAt: Timestamp(milliseconds: Int64(number))))
        }

        #expect(book.entries.count == EvidenceBook.entriesMax)
        #expect(book.entries.first?.seenAt == Timestamp(milliseconds: 5))
    }
}
