import EPCIS
import LedgerCore
import Storage
import Traceability

/// What execution would say of a capture now; nothing is kept.
struct DryRun: Hashable, Sendable {
    /// The height it was judged against.
    var height: Height
    var outcome: Outcome

    /// Executes on an overlay over the committed state, outside the ledger's thread.
    static func run(_ prepared: PreparedTransaction, on store: LedgerStore) async throws -> DryRun {
        let now = Timestamp(milliseconds: UTCText.milliseconds())
        let chain = store.chainID
        return try await store.read { (reader) throws(StorageError) -> DryRun in
            let head = try reader.head()
            var overlay = StateOverlay(on: reader)
            let context = BlockContext(chain: chain, height: head.height.next, time: now)
            do throws(ExecutionFailure) {
                let execution = try BlockExecutor.execute(
                    [prepared], context: context, state: &overlay)
                return DryRun(height: head.height, outcome: execution.outcomes[0])
            } catch {
                throw StorageError.corrupt(error.description)
            }
        }
    }

    var value: JSONValue {
        let story = OutcomeStory(outcome)
        return .members([
            "height": .integer(height.rawValue), "success": .bool(story.isSuccess),
            "errors": .array(story.refusals.map { $0.problem(showingFacts: true) }),
            "events": story.events(showingFacts: true),
        ])
    }
}
