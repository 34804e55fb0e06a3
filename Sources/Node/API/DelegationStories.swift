import EPCIS
import Foundation
import LedgerCore
import Query
import Storage
import Traceability

/// The event by which a member says who records for it, as the ledger wants it.
struct DelegationEvent: Hashable, Sendable {
    let bytes: [UInt8]

    private static let context =
        "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
    private static let names = ["delegate", "validUntil", "kinds", "places", "goods"]

    /// - Throws: `request.malformed` for a body that names no delegate, or something that is unknown:
    ///   a limit that is misspelt would be none.
    init(confirming body: [UInt8]) throws {
        try self.init("delegating", body, Self.names)
    }

    /// - Throws: `request.malformed` for a body that says more than to whom.
    init(withdrawing body: [UInt8]) throws {
        try self.init("withdrawing", body, ["delegate"])
    }

    private init(_ step: String, _ body: [UInt8], _ names: [String]) throws {
        guard let value = try? JSONValue(parsing: body), case .object(let object) = value,
            let delegate = value["delegate"]?.string.flatMap(MemberID.init)
        else {
            throw Problem(
                "request.malformed", "The body is an object with the member id of a delegate.")
        }
        if let other = object.members.first(where: { !names.contains($0.name) }) {
            throw Problem(
                "request.malformed",
                "\(other.name) is not among \(names.joined(separator: ", ")).")
        }
        self.init(step, delegate, value)
    }

    private init(_ step: String, _ delegate: MemberID, _ claim: JSONValue) {
        let event = JSONValue.members([
            "@context": .strings([Self.context]),
            // Two farms may confirm one cooperative at one moment; by its hash that would be one event.
            "type": "ObjectEvent", "eventID": .string("urn:uuid:" + UUID().uuidString.lowercased()),
            "eventTime": .string(UTCText.text(UTCText.milliseconds())),
            "eventTimeZoneOffset": "+00:00", "action": "OBSERVE",
            "bizStep": .string(BusinessStep.namespace + step),
            "epcList": .strings([Party.memberNamespace + delegate.text]),
            DelegationClaim.name: claim,
        ])
        bytes = JSONWriter.write(event)
    }
}

/// A question for delegations.
struct DelegationSearch: Sendable {
    let principal: MemberID?
    let delegate: MemberID?

    /// Rows read at once.
    private static let rowsMax = 1_000

    /// In the order of their keys: those of one member stand together.
    ///
    /// - Parameter after: the key that the page before ended with.
    func page(
        after: Bytes?, limit: Int, in reader: LedgerReader
    ) throws(StorageError) -> DelegationPage {
        var last = after ?? start
        var found: [DelegationStory] = []
        while true {
            let rows = try reader.values(of: .delegation, after: last, limit: Self.rowsMax)
            for row in rows {
                last = row.id
                guard let reference = try? DelegationReference(decoding: row.id),
                    let leaf = try? DelegationLeaf(decoding: row.value)
                else { throw .corrupt("a delegation that does not decode") }
                if let principal, reference.principal != principal {
                    return try DelegationPage(found: found, next: nil, in: reader)
                }
                guard delegate == nil || delegate == reference.delegate else { continue }
                guard found.count < limit else {
                    return try DelegationPage(
                        found: found, next: found.last?.reference.encoded(), in: reader)
                }
                found.append(DelegationStory(reference: reference, leaf: leaf))
            }
            guard rows.count == Self.rowsMax else {
                return try DelegationPage(found: found, next: nil, in: reader)
            }
        }
    }

    /// Stands before all keys of the member: an array of two whose first is its id.
    private var start: Bytes? {
        principal.map { principal in
            var writer = CBORWriter()
            writer.array(count: 2)
            writer.value(principal)
            return writer.output
        }
    }
}

/// Some delegations, as they stand at a height.
struct DelegationPage: Sendable {
    let found: [DelegationStory]
    /// The key of the last one, where there are more.
    let next: Bytes?
    let height: Height
    let now: Timestamp

    init(
        found: [DelegationStory], next: Bytes?, in reader: LedgerReader
    ) throws(StorageError) {
        self.found = found
        self.next = next
        height = try reader.head().height
        now = Timestamp(milliseconds: UTCText.milliseconds())
    }
}

/// A delegation in JSON.
struct DelegationStory: Sendable {
    let reference: DelegationReference
    let leaf: DelegationLeaf

    private func standing(at time: Timestamp) -> String {
        if leaf.withdrawnFrom != nil { return "withdrawn" }
        if let until = leaf.terms.validUntil, time > until { return "expired" }
        return "confirmed"
    }

    /// Who records for whom is public, as who recorded an event is; what it is limited to is for the two
    /// and those who supervise.
    func value(at page: DelegationPage, for reader: Reader) -> JSONValue {
        let isShown = [reference.principal, reference.delegate].contains {
            reader.readsContent(of: $0.text)
        }
        func list(_ values: [String]) -> JSONValue? {
            values.isEmpty || !isShown ? nil : .strings(values)
        }
        return .members([
            "member": .string(reference.principal.text),
            "delegate": .string(reference.delegate.text),
            "standing": .string(standing(at: page.now)),
            "confirmedAt": .integer(leaf.confirmedAt.height.rawValue),
            "validUntil": leaf.terms.validUntil.map { .string(UTCText.text($0.milliseconds)) },
            "withdrawnFrom": leaf.withdrawnFrom.map { .integer($0.rawValue) },
            "isLimited": .bool(
                !(leaf.terms.kinds.isEmpty && leaf.terms.places.isEmpty && leaf.terms.goods.isEmpty)
            ),
            "kinds": list(leaf.terms.kinds.map(\.rawValue)),
            "places": list(leaf.terms.places), "goods": list(leaf.terms.goods),
        ])
    }
}
