/// What became of one transaction when its block was executed.
///
/// A refused transaction is in the log like the others, and its outcome is as provable.
///
/// Spec: Docs/Spec/Encoding.md §6.
package struct Outcome: Hashable, Sendable {
    package let judgement: Judgement
    /// Under `proceed`, what became of each event, in the order of the document; else empty.
    package let events: [Judgement]

    package init(_ judgement: Judgement, events: [Judgement] = []) {
        self.judgement = judgement
        self.events = events
    }

    /// RFC 9162 root over the outcomes of a block.
    package static func root(of outcomes: [Outcome]) -> Digest {
        MerkleHash.root(ofEntries: outcomes.lazy.map { $0.encoded() })
    }

    /// The tree over the outcomes of a block, for proofs under its root.
    package static func tree(of outcomes: [Outcome]) -> MerkleTree {
        MerkleTree(entries: outcomes.lazy.map { $0.encoded() })
    }
}

/// Done, or refused and why.
package enum Judgement: Hashable, Sendable {
    /// In force; the details say what came of it, such as the ids that were given.
    case done([OutcomeDetail])
    case refused(Refusal)

    package static let done = Judgement.done([])
}

/// The rule that refused, where in the content, and the numbers a person needs.
package struct Refusal: Error, Hashable, Sendable {
    /// A code of the error catalogue, such as `balance.overdrawn`.
    package let code: String
    /// Where in the content, as a JSON Pointer (RFC 6901); empty for the whole of it.
    package let place: String
    /// Named numbers and names, in the order in which they are told.
    package let details: [OutcomeDetail]

    package init(code: String, place: String = "", details: [OutcomeDetail] = []) {
        self.code = code
        self.place = place
        self.details = details
    }
}

/// One named value of a judgement, such as `available` and `1200 kg`.
package struct OutcomeDetail: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension Outcome: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(judgement)
        writer.array(events)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        judgement = try Judgement(from: &reader)
        events = try reader.array(of: Judgement.self)
    }
}

extension Judgement: CBORCodable {
    private static let doneNumber: UInt64 = 0
    private static let refusedNumber: UInt64 = 1

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .done(let details):
            writer.array(count: 2)
            writer.unsigned(Judgement.doneNumber)
            writer.array(details)
        case .refused(let refusal):
            writer.array(count: 4)
            writer.unsigned(Judgement.refusedNumber)
            writer.text(refusal.code)
            writer.text(refusal.place)
            writer.array(refusal.details)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let count = try reader.arrayCount()
        switch (try reader.unsigned(), count) {
        case (Judgement.doneNumber, 2):
            self = .done(try reader.array(of: OutcomeDetail.self))
        case (Judgement.refusedNumber, 4):
            self = .refused(
                Refusal(
                    code: try reader.text(), place: try reader.text(),
                    details: try reader.array(of: OutcomeDetail.self)))
        default: throw CBORError(.invalid("done or refused"), at: start)
        }
    }
}

extension OutcomeDetail: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.text(name)
        writer.text(value)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        name = try reader.text()
        value = try reader.text()
    }
}
