import Consensus
import HTTPTypes
import LedgerCore
import Query
import Storage
import Testing

@testable import Node

/// What the errors of other targets mean to a client.
struct ProblemErrorsTests {
    private let digest = Digest(hashing: [1])

    @Test func `a transaction that is not what it claims to be`() {
        let (one, two) = (ChainID(digest), ChainID(Digest(hashing: [2])))
        let key = KeyID(digest)
        let refusals: [(TransactionRefusal, String)] = [
            (.otherContent(signed: digest, found: digest), "transaction.other_content"),
            (.otherChain(signed: one, expected: two), "transaction.wrong_chain"),
            (.otherKey(signed: key, expected: key), "transaction.other_key"),
            (.signatureInvalid, "transaction.bad_signature"),
            (.envelopeTooLarge(bytes: 70_000), "transaction.envelope_too_large"),
        ]

        for (refusal, code) in refusals {
            let problem = Problem(describing: refusal)
            #expect(problem.kind.code == code)
            #expect(problem.kind.status == 400)
        }
    }

    @Test func `a pool that takes no more`() throws {
        let farm = try DemoChain.id("farm-1")
        let time = Timestamp(milliseconds: 0)
        let refusals: [(PoolRefusal, String, Int)] = [
            (.tooLarge(bytes: 2, max: 1), "request.body_too_large", 413),
            (.expiry(.expired(expiry: time, blockTime: time)), "transaction.expired", 400),
            (.expiry(.tooFarAhead(expiry: time, latest: time)), "transaction.expiry_too_far", 400),
            (.full(retryAfterMilliseconds: 1), "node.busy", 503),
            (.memberFull(farm, retryAfterMilliseconds: 2_001), "node.busy", 503),
            (.overQuota(farm, retryAfterMilliseconds: 10), "request.rate", 429),
        ]

        for (refusal, code, status) in refusals {
            let problem = Problem(describing: refusal)
            #expect(problem.kind.code == code)
            #expect(problem.kind.status == status)
            #expect(
                (problem.headers[.retryAfter] == nil) == (refusal.retryAfterMilliseconds == nil))
        }
        #expect(Problem(describing: refusals[4].0).headers[.retryAfter] == "3")
    }

    @Test func `a ledger that does not hold everything`() {
        let errors: [(StorageError, String, Int)] = [
            (.belowBase(Height(7)), "resource.not_on_node", 404),
            (.archive("away"), "node.archive", 503), (.diskFull, "node.failure", 500),
        ]

        for (error, code, status) in errors {
            let problem = Problem(describing: error as any Error)
            #expect(problem.kind.code == code)
            #expect(problem.kind.status == status)
        }
    }

    @Test func `a question that is none`() {
        #expect(
            Problem(describing: EventQueryError.repeatedParameter("perPage")).kind.code
                == "query.repeated_parameter")
    }

    @Test func `a request that is abandoned while the node stops`() {
        #expect(Problem(describing: CancellationError()).kind.code == "node.stopping")
    }

    @Test func `an answer that takes too long`() async {
        let problem = await #expect(throws: Problem.self) {
            try await TimeLimit.run(milliseconds: 1) { try await Task.sleep(for: .seconds(60)) }
        }

        #expect(problem?.kind.code == "node.slow")
        #expect(problem?.headers[.retryAfter] == "1")
    }
}
