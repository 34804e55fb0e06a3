package import EPCIS
import Foundation
import GRDB
import LedgerCore
import Traceability

/// Seals the private fields of a capture before it is signed, and keeps what opens them.
///
/// The openings are on disk before anything is signed. A crash after that leaves openings of an event
/// that nobody has seen; the same event, sent again, is sealed with the same salts, so it is the same
/// event.
///
/// Spec: Docs/Spec/Sealing.md §4.
struct SealingDesk: Sendable {
    let store: OpeningStore

    /// A capture as it is to be signed.
    struct Sealed: Sendable {
        let bytes: [UInt8]
        /// Opens each field that was sealed here, in the order of the document.
        let openings: [FieldOpening]
    }

    /// Finds what is private in a document that a member's user sent.
    ///
    /// - Throws: everything that cannot be sealed.
    static func plan(
        _ content: [UInt8], _ standing: SealingPlan.Standing, _ interpretation: Interpretation
    ) throws(EPCISError) -> SealingPlan {
        let namespaces = interpretation.extensions
            .map { (prefix: $0.key, namespace: $0.value) }
            .sorted { $0.prefix.utf8.lexicographicallyPrecedes($1.prefix.utf8) }
        return try SealingPlan(
            content, standing, namespaces: NamespaceMap(namespaces),
            ruleNames: EventMeaning.extensionNames)
    }

    /// Seals and keeps nothing.
    func trial(_ plan: SealingPlan, of member: MemberID) async throws -> Sealed {
        try await store.pool.read { database in
            Self.sealed(plan, with: try Self.salts(plan, of: member, in: database))
        }
    }

    /// Seals, has the sealed document read, and keeps the openings of its sound events.
    ///
    /// One document at a time, so that an event sent twice at once is sealed once.
    ///
    /// - Parameter read: throws what is wrong with the document; then nothing is kept.
    /// - Returns: the document, and what was read of it.
    func seal(
        _ plan: SealingPlan, of member: MemberID,
        reading read: @escaping @Sendable ([UInt8]) throws -> PreparedCapture
    ) async throws -> (Sealed, PreparedCapture) {
        let now = UTCText.milliseconds()
        return try await store.pool.write { database in
            let sealed = Self.sealed(plan, with: try Self.salts(plan, of: member, in: database))
            let capture = try read(sealed.bytes)
            let rows = try OpeningRows(database)
            for (field, opening) in zip(plan.fields, sealed.openings) {
                guard field.event < capture.events.count,
                    case .sound(let event, _) = capture.events[field.event]
                else { continue }
                try rows.insert(
                    OpeningRecord(
                        member: member, eventID: event.eventID, opening: opening,
                        readers: field.readers.compactMap(OpeningReaders.text)
                            + principal(of: event), createdAt: now),
                    fingerprint: plan.fingerprint(of: field))
            }
            return (sealed, capture)
        }
    }

    /// Whom an event is recorded for reads what the delegate sealed in it.
    private func principal(of event: PreparedEvent) -> [String] {
        guard case .member(let principal) = event.meaning.behalf else { return [] }
        return [Party.memberNamespace + principal.text]
    }

    /// Keeps openings of fields that a member sealed itself.
    func keep(
        _ openings: [FieldOpening], of eventID: String, _ member: MemberID, readers: [String]
    ) async throws {
        let now = UTCText.milliseconds()
        try await store.pool.write { database in
            let rows = try OpeningRows(database)
            for opening in openings {
                try rows.insert(
                    OpeningRecord(
                        member: member, eventID: eventID, opening: opening, readers: readers,
                        createdAt: now),
                    fingerprint: nil)
            }
        }
    }

    private static func sealed(_ plan: SealingPlan, with salts: [FieldSalt]) -> Sealed {
        Sealed(
            bytes: plan.sealed(with: salts),
            openings: zip(plan.fields, salts).map { $0.opening(salt: $1) })
    }

    /// The salt that the same field of the same event had before, otherwise a new one.
    private static func salts(
        _ plan: SealingPlan, of member: MemberID, in database: Database
    ) throws -> [FieldSalt] {
        let rows = try OpeningRows(database)
        return try plan.fields.map { field in
            try rows.salt(of: field, plan.fingerprint(of: field), member) ?? .random()
        }
    }
}

extension FieldSalt {
    /// From the system's generator.
    package static func random() -> FieldSalt {
        var generator = SystemRandomNumberGenerator()
        let words = (generator.next() as UInt64, generator.next() as UInt64)
        let bytes = withUnsafeBytes(of: words) { Bytes($0) }
        guard let salt = FieldSalt(bytes: bytes) else { preconditionFailure("a salt has 16 bytes") }
        return salt
    }
}
