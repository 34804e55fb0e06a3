import LedgerCore
import Testing
import Traceability

/// Real documents, captured by a member that may use every identifier.
@Suite(.enabled(if: SharedData.canRun))
struct SharedDocumentsTests {
    /// What the state may say against a document that is well formed: it repeats events of another
    /// document, or declares the error of one that was never captured.
    private static let rightReasons: Set<String> = [
        RuleCode.duplicate.rawValue, RuleCode.unknownEvent.rawValue,
        RuleCode.alreadyCreated.rawValue, RuleCode.overdrawn.rawValue,
        RuleCode.unitMismatch.rawValue, RuleCode.differs.rawValue,
    ]

    @Test func `each is done, or refused for a right reason`() throws {
        var world = try World()
        world.time = Timestamp(milliseconds: 4_000_000_000_000)
        var done = 0
        var read = 0
        let documents = SharedData.eventDocuments
        for path in documents {
            let signed = try world.sign(SharedData.bytes(path), by: "sandbox")
            guard let transaction = try? PreparedTransaction(signed) else {
                _ = try world.commit([PreparedTransaction(inBlock: signed)])
                continue
            }
            read += 1
            switch try world.commit([transaction]).outcomes[0].judgement {
            case .done: done += 1
            case .refused(let refusal):
                #expect(
                    SharedDocumentsTests.rightReasons.contains(refusal.code),
                    "\(path): \(refusal)")
            }
        }

        #expect(documents.count > 100)
        #expect(read > 80)
        #expect(done > 50)
    }

    @Test func `each by itself, in an empty state`() throws {
        for path in SharedData.eventDocuments {
            var world = try World()
            world.time = Timestamp(milliseconds: 4_000_000_000_000)
            let signed = try world.sign(SharedData.bytes(path), by: "sandbox")
            guard let transaction = try? PreparedTransaction(signed) else { continue }

            let judgement = try world.commit([transaction]).outcomes[0].judgement

            guard case .refused(let refusal) = judgement else { continue }
            #expect(
                SharedDocumentsTests.rightReasons.contains(refusal.code), "\(path): \(refusal)")
        }
    }
}
