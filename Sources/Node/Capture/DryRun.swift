import EPCIS
import LedgerCore
import Storage
import Traceability

/// What execution would say of a capture, now or some days later; nothing is kept.
struct DryRun: Hashable, Sendable {
    /// The height it was judged against.
    var height: Height
    /// The block time it was judged at.
    var time: Timestamp
    var outcome: Outcome

    /// How far ahead may be looked, in days.
    static let days = 0...3_650

    /// Executes on an overlay over the committed state, outside the ledger's thread.
    ///
    /// - Parameter days: how much later than now its block would be, with nothing in between.
    static func run(
        _ prepared: PreparedTransaction, inDays days: Int, on store: LedgerStore
    ) async throws -> DryRun {
        let time = Timestamp(milliseconds: UTCText.milliseconds()).advanced(byDays: days)
        let chain = store.chainID
        return try await store.read { (reader) throws(StorageError) -> DryRun in
            let head = try reader.head()
            var overlay = StateOverlay(on: reader)
            let context = BlockContext(chain: chain, height: head.height.next, time: time)
            do throws(ExecutionFailure) {
                let execution = try BlockExecutor.execute(
                    [prepared], context: context, state: &overlay)
                return DryRun(
                    height: head.height, time: time, outcome: execution.outcomes[0])
            } catch {
                throw StorageError.corrupt(error.description)
            }
        }
    }

    var value: JSONValue {
        let story = OutcomeStory(outcome)
        return .members([
            "height": .integer(height.rawValue), "time": .string(time.text),
            "success": .bool(story.isSuccess),
            "errors": .array(story.refusals.map { $0.problem(showingFacts: true) }),
            "events": story.events(showingFacts: true),
        ])
    }
}

extension Timestamp {
    func advanced(byDays days: Int) -> Timestamp {
        advanced(byMilliseconds: Int64(days) * 86_400_000)
    }
}
