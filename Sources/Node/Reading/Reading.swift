import HTTPTypes
import LedgerCore
import Query
import Storage
import Traceability

/// One request as far as it reads: who asks, as the ledger knows the asker, and where it is written down
/// what was shown.
///
/// Spec: Docs/Spec/Visibility.md §1, §10.
struct Reading: Sendable {
    let reader: Reader
    private let principal: Principal?
    private let interface: String
    private let log: ReadLog

    /// What one request was shown of one member's data.
    struct Shown: Hashable, Sendable {
        /// Member id of who recorded it.
        var owner: String
        /// Id of an event, key of a lot.
        var subject: String
        var events = 1
    }

    fileprivate init(
        _ reader: Reader, _ principal: Principal?, _ interface: String, _ log: ReadLog
    ) {
        self.reader = reader
        self.principal = principal
        self.interface = interface
        self.log = log
    }

    /// Writes down what is about to be shown; an answer leaves only after that. One's own data, and what a
    /// stranger is shown, is not written down.
    func note(_ shown: [Shown]) async throws {
        guard let principal else { return }
        let foreign = shown.filter { $0.owner != principal.member.text }
        guard !foreign.isEmpty else { return }
        try await log.write(foreign, by: principal, through: interface)
    }

    /// The events of which the reader saw more than everybody does.
    func note(_ events: [EventRecord]) async throws {
        try await note(
            events.filter { $0.sight.standing > .stranger }
                .map { Shown(owner: $0.member, subject: $0.eventID) })
    }

    /// The events of a graph about one lot, of which the reader saw more than everybody does, by whose they
    /// are.
    func note(_ events: [TraceEvent], of lot: String) async throws {
        guard principal != nil else { return }
        var counts: [String: Int] = [:]
        for event in events where event.standing > .stranger {
            counts[event.member, default: 0] += 1
        }
        try await note(
            counts.sorted { $0.key < $1.key }.map {
                Shown(owner: $0.key, subject: lot, events: $0.value)
            })
    }

    /// The books of a lot.
    func note(_ balance: LotBalance) async throws {
        let holders = Set(balance.holdings.map(\.holder)).sorted()
        try await note(holders.map { Shown(owner: $0, subject: balance.lot, events: 0) })
    }

    /// The books of the lots of a recall, by whose they are; of sums over all lots that somebody saw them.
    func note(_ recall: Recall) async throws {
        guard principal != nil else { return }
        var counts: [String: Int] = [:]
        for lot in recall.lots {
            for holder in lot.holdings.map(\.holder) + lot.gone.map(\.holder) {
                counts[holder, default: 0] += 1
            }
        }
        if recall.totals.amounts != nil, counts.isEmpty { counts[""] = 0 }
        let subject =
            switch recall.start {
            case .lot(let key): key
            case .event(let eventID): eventID
            case .plot(let plot, _): plot
            case .certificate(let certificate): certificate.number
            }
        try await note(
            counts.sorted { $0.key < $1.key }.map {
                Shown(owner: $0.key, subject: subject, events: $0.value)
            })
    }

    /// The export case of a lot: what it tells is of many, so nobody's by name.
    func note(caseOf lot: String) async throws {
        try await note([Shown(owner: "", subject: lot)])
    }

    /// - Throws: `auth.content_withheld` unless the reader supervises or is the member itself.
    func requireContent(of member: MemberID, _ what: String) throws {
        guard !readsContent(of: member) else { return }
        throw Self.withheld(what)
    }

    func readsContent(of member: MemberID) -> Bool {
        reader.readsContent(of: member.text)
    }

    /// - Throws: `auth.content_withheld` unless the reader supervises.
    func requireSupervisor(_ what: String) throws {
        guard !reader.supervises else { return }
        throw Self.withheld(what)
    }

    private static func withheld(_ what: String) -> Problem {
        Problem("auth.content_withheld", "\(what) is not for everybody.")
    }
}

/// Says who asks.
struct Readers: Sendable {
    let store: LedgerStore
    let log: ReadLog

    func reading(_ context: NodeRequestContext) async throws -> Reading {
        let interface = context.route.route.map { $0.method.rawValue + " " + $0.path } ?? ""
        guard let principal = context.principal else {
            return Reading(.anonymous, nil, interface, log)
        }
        let leaf = try await store.read { (reader) throws(StorageError) -> MemberLeaf? in
            do throws(StateReadError) {
                return try Registry.member(principal.member, in: reader)
            } catch {
                throw StorageError.corrupt(error.reason)
            }
        }
        // A token of a member that the ledger does not know reads what everybody reads.
        guard let leaf else { return Reading(.anonymous, principal, interface, log) }
        return Reading(Reader(principal.member, leaf), principal, interface, log)
    }
}
