import EPCIS

/// An event of the season before it is written down in somebody's spelling.
struct EventDraft: Sendable {
    var what: What
    var time: LocalMoment
    var bizStep: String
    var disposition: String?
    /// Where it was seen.
    var readPoint: Identifier?
    /// Where the things are afterwards; `readPoint` where nothing else is said.
    var location: Identifier?
    var source: Party?
    var destination: Party?
    var transactions: [(type: String, id: String)] = []
    var sensors: [SensorReading] = []
    /// What is true of the lot for ever.
    var ilmd: [(name: String, value: JSONValue)] = []
    /// What the event says beside the standard, under prefixes that its document declares.
    var extensions: [(name: String, value: JSONValue)] = []

    enum What: Sendable {
        case object(action: Action, things: [Identifier], amounts: [Amount])
        case aggregation(action: Action, parent: Identifier, amounts: [Amount])
        case transformation(inputs: [Amount], outputs: [Amount])
    }

    enum Action: String, Sendable {
        case add = "ADD"
        case observe = "OBSERVE"
        case delete = "DELETE"
    }

    /// One end of a handing over.
    struct Party: Sendable {
        var party: Identifier
        var site: Identifier

        init(_ member: SeasonMember) {
            party = member.party
            site = member.site
        }
    }
}

/// How much of a lot.
struct Amount: Hashable, Sendable {
    var lot: Identifier
    var measure: Measure

    enum Measure: Hashable, Sendable {
        case grams(Int)
        case pieces(Int)
        /// What is said is about the lot, whatever there is of it.
        case untold
    }

    static func grams(_ grams: Int, of lot: Identifier) -> Amount {
        Amount(lot: lot, measure: .grams(grams))
    }

    static func pieces(_ count: Int, of lot: Identifier) -> Amount {
        Amount(lot: lot, measure: .pieces(count))
    }
}

/// What an instrument said.
struct SensorReading: Hashable, Sendable {
    var type: String
    /// Tenths of `uom`.
    var tenths: Int
    /// UN/CEFACT Recommendation 20 code.
    var uom: String
    /// InChIKey of what was measured, for a laboratory.
    var substance: String?
    /// From first to last reading, where it is a mean over time.
    var since: LocalMoment?
}
