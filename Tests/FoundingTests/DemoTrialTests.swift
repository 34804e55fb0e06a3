import EPCIS
import Founding
import LedgerCore
import Season
import Testing
import Traceability

/// The ledger of the demo refuses what cannot be true, each by its rule, without a node.
struct DemoTrialTests {
    private static let trial = Result { try DemoTrial() }

    @Test func `every attempt of the demo is refused by the rule it is made for`() throws {
        let trial = try Self.trial.get()

        for (attempt, refusal) in zip(trial.plan.attempts, trial.refusals) {
            let said = String(describing: refusal)
            #expect(refusal?.code == attempt.code, "\(attempt.sentence) \(said)")
        }
        #expect(trial.refusals.count == trial.plan.attempts.count)
    }

    /// Who reads it learns the numbers: no refusal is told without a value of its own.
    @Test func `every refusal says what it was measured against`() throws {
        let trial = try Self.trial.get()

        for refusal in trial.refusals.compactMap(\.self) {
            #expect(!refusal.details.isEmpty, "\(refusal.code)")
            let sentence = try #require(RuleCode(rawValue: refusal.code)).sentence(refusal.details)
            #expect(!sentence.contains("?"), "\(refusal.code): \(sentence)")
        }
    }

    @Test func `what is refused leaves nothing but that it was seen`() throws {
        let trial = try Self.trial.get()

        #expect(trial.changedByRefusals == [])
    }

    /// The table of Docs/Spec/MassBalance.md §17, with the codes of rules in its second column.
    @Test func `each code of the table of frauds is tried in the demo`() throws {
        let codes = try FraudTable.codes()
        let tried = Set(try Self.trial.get().plan.attempts.map(\.code))

        #expect(codes.count > 25)
        #expect(codes.filter { !tried.contains($0) } == [])
    }
}
